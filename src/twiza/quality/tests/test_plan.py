"""The action plan of a round: kept once, late when its day is over, beside the mark of its item before and after."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.urls import reverse

from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.organisations.queries import actor_of
from twiza.procedures.actions.files import move_file
from twiza.quality.actions.plan import ActionIncomplete, ActionTerms, ItemUnknown, plan_action
from twiza.quality.actions.rounds import RoundNotYours
from twiza.quality.grid import Grid
from twiza.quality.models import PlannedAction
from twiza.quality.plan_page import plan_shown
from twiza.quality.round_page import is_weak

pytestmark = pytest.mark.django_db
JANUARY = dt.date(2026, 1, 5)
TERMS = ActionTerms(item="G1", what="Tenir l'assemblée", who="Gérante", until=TODAY)


@pytest.fixture
def plan(brahim):
    """Return what plans an action in a round."""

    def planned(round, terms=TERMS, id=None, person=brahim):
        return plan_action(id=id or new_id(), round=round, terms=terms, actor=actor_of(person, TODAY), at=NOW)

    return planned


def test_an_action_sent_twice_is_one_with_a_file_due_on_its_day(hold, plan):
    round, id = hold(), new_id()

    first, again = plan(round, id=id), plan(round, id=id)

    assert (first, PlannedAction.objects.count()) == (again, 1)
    assert (first.file.due_on, first.file.step.code, first.file.pk) == (TODAY, "to_do", id)


@pytest.mark.parametrize(
    ("terms", "refusal"),
    [
        (ActionTerms("Z9", "Agir", "Gérante", TODAY), ItemUnknown),
        (ActionTerms("G1", " ", "Gérante", TODAY), ActionIncomplete),
        (ActionTerms("G1", "Agir", "", TODAY), ActionIncomplete),
        (ActionTerms("G1", "Agir", "Gérante", JANUARY), ActionIncomplete),
    ],
    ids=["no such item", "nothing to do", "nobody", "before the round"],
)
def test_what_cannot_be_planned_leaves_nothing(hold, plan, terms, refusal):
    with pytest.raises(refusal):
        plan(hold(), terms)

    assert PlannedAction.objects.count() == 0


def test_who_holds_no_round_plans_nothing(hold, plan, driss, chama):
    round = hold()

    for person in (driss, chama):
        with pytest.raises(RoundNotYours):
            plan(round, person=person)


def test_an_action_of_one_round_is_not_one_of_another(hold, plan):
    first, second, id = hold(JANUARY), hold(), new_id()
    plan(first, id=id)

    with pytest.raises(RoundNotYours):
        plan(second, id=id)


def test_an_item_stands_with_its_mark_before_and_after_and_whether_its_action_was_done(hold, mark, plan, brahim):
    first = hold(JANUARY)
    mark(first, G1=0)
    action = plan(first, ActionTerms("G1", "Tenir l'assemblée", "Gérante", dt.date(2026, 1, 10)))

    [alone] = plan_shown(first, dt.date(2026, 1, 12))["plan"]
    done = action.file.step.moves_out.get(to_step__code="done")
    move_file(
        file=action.file, move=done, seen_turn=1, happened_on=TODAY, reason="", actor=actor_of(brahim, TODAY), at=NOW
    )
    second = hold()
    mark(second, G1=2)
    [again] = plan_shown(second, TODAY)["plan_before"]

    assert (alone.before, alone.after, alone.state, alone.is_done, alone.days_late) == ("0.0", None, "To do", False, 2)
    assert (again.before, again.after, again.is_done, again.days_late) == ("0.0", "2.0", True, 0)
    assert plan_shown(first, TODAY)["plan"] == [again]


def test_an_action_is_planned_from_its_form_and_read_on_the_round_and_not_by_a_planner(
    hold, mark, brahim, driss, browser_of
):
    round = hold()
    mark(round, G1=0, G2=2)
    browser, address = browser_of(brahim), reverse("quality_action_new", args=[round.pk])

    offered = browser.get(address).context["form"].fields["item"].choices
    sent = {"id": str(uuid.uuid4()), "item": "G1", "what": "Tenir l'AG", "who": "Gérante", "until": f"{TODAY}"}
    kept, refused = browser.post(address, sent), browser.post(address, sent | {"item": "Z9"})

    assert [code for code, _said in offered] == ["G1", "G2"]
    assert (kept.url, refused.status_code) == (reverse("quality_round", args=[round.pk]), 422)
    shown = [browser_of(who).get(kept.url).content.decode() for who in (brahim, driss)]
    assert ["Tenir l&#x27;AG" in one for one in shown] == [True, False]
    assert browser.get(reverse("procedure_file", args=[sent["id"]])).status_code == 200
    assert browser.get(reverse("quality_round_pdf", args=[round.pk])).status_code == 200


@pytest.mark.parametrize(
    ("weak_below", "mean", "expected"), [(None, 0.0, False), (1, 0.9, True), (1, 1.0, False), (1, None, False)]
)
def test_an_item_is_weak_below_what_the_grid_sets_and_never_where_it_sets_nothing(weak_below, mean, expected):
    assert is_weak(Grid([], [], weak_below), mean) is expected
