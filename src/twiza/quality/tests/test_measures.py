"""What the last rounds of a period say, for indicators."""

from __future__ import annotations

import datetime as dt

import pytest

from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.core.tallies import Span
from twiza.organisations.queries import actor_of
from twiza.procedures.actions.files import move_file
from twiza.quality.actions.plan import ActionTerms, plan_action
from twiza.quality.measures import actions_done_in_time, latest_scores
from twiza.quality.models import PlannedAction

BEFORE = TODAY - dt.timedelta(days=40)


def scores(council, start: dt.date, areas: tuple[str, ...] = ()):
    return [(one.counted, one.out_of, one.on) for one in latest_scores(Span(council.pk, areas, start, TODAY))]


def test_the_last_round_of_a_period_is_the_score_of_a_centre(hold, mark, council, centre):
    mark(hold(BEFORE), G1=0)
    mark(hold(TODAY), G1=2)

    (latest,) = latest_scores(Span(council.pk, (centre.place.path,), BEFORE, TODAY))
    assert (latest.counted, latest.out_of, latest.facility, latest.on) == (100, 1, centre.pk, TODAY)
    assert [one.counted for one in latest_scores(Span(council.pk, (), BEFORE, BEFORE))] == [0]


def test_what_users_say_or_nobody_marked_makes_no_score(hold, mark, council):
    mark(hold(), kind="user", G1=2)

    assert scores(council, BEFORE) == []


def test_a_round_elsewhere_or_of_others_does_not_count(hold, mark, council, association):
    mark(hold(), G1=2)

    assert scores(council, BEFORE, areas=("XX",)) == scores(association, BEFORE) == []


@pytest.fixture
def plan(hold, brahim):
    """Return what plans an action until a day, and moves it to some steps on days."""

    def planned(until: dt.date, *moves: tuple[str, dt.date]) -> PlannedAction:
        acting = actor_of(brahim, TODAY)
        terms = ActionTerms("G1", "Agir", "Gérante", until)
        action = plan_action(id=new_id(), round=round, terms=terms, actor=acting, at=NOW - dt.timedelta(days=40))
        for turn, (step, on) in enumerate(moves, start=1):
            file = type(action.file).objects.get(pk=action.pk)
            move_file(
                file=file, move=file.step.moves_out.get(to_step__code=step), seen_turn=turn, happened_on=on,
                reason="Vu sur place", actor=acting, at=NOW,
            )  # fmt: skip
        return action

    round = hold(BEFORE)
    return planned


def done_of(organisation, start: dt.date = BEFORE, areas: tuple[str, ...] = ()) -> dict[object, tuple[float, object]]:
    tallies = actions_done_in_time(Span(organisation.pk, areas, start, TODAY))
    return {one.key: (one.counted, one.on) for one in tallies}


def test_an_action_counts_on_its_day_and_is_done_when_it_was_done_by_then(plan, council, centre):
    due, late = TODAY - dt.timedelta(days=1), TODAY
    done, too_late, waiting = plan(due, ("done", due)), plan(due, ("done", late)), plan(due)
    plan(TODAY + dt.timedelta(days=1), ("done", TODAY))

    assert done_of(council) == {done.pk: (1, due), too_late.pk: (0, due), waiting.pk: (0, due)}
    assert {one.facility for one in actions_done_in_time(Span(council.pk, (), BEFORE, TODAY))} == {centre.pk}


def test_what_is_given_up_or_taken_up_again_by_its_day_was_not_done(plan, council):
    given_up = plan(TODAY, ("given_up", BEFORE))
    again = plan(TODAY, ("done", BEFORE), ("under_way", TODAY))

    assert done_of(council) == {given_up.pk: (0, TODAY), again.pk: (0, TODAY)}


def test_an_action_of_others_elsewhere_or_of_another_time_does_not_count(plan, council, association):
    plan(TODAY - dt.timedelta(days=20), ("done", TODAY))

    assert done_of(association) == done_of(council, areas=("XX",)) == done_of(council, start=TODAY) == {}
