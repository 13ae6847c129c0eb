"""Delays are counted in one way: medians by hand, and days that add up to the age of a file whatever was done."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from twiza.conftest import NOW, TODAY
from twiza.organisations.queries import actor_of
from twiza.procedures.actions.files import NothingToTakeBack, take_back_move
from twiza.procedures.measures import delays_by_step, median, percentile
from twiza.procedures.models import File, Move
from twiza.procedures.queries.files import files_of
from twiza.procedures.queries.history import events_of

LONG_BEFORE = TODAY - dt.timedelta(days=300)


def delays(files=None, start=None, end=None):
    found = delays_by_step(files if files is not None else File.objects.all(), start=start, end=end, on=TODAY)
    return {
        one.step_code: (one.stays, one.median_days, one.p90_days, one.late_stays, one.open_files, one.late_files)
        for one in found
    }


def test_without_a_file_there_is_nothing_to_measure(notice):
    assert delays() == {}


def test_a_step_that_nobody_left_has_no_median(notice, driss, open_for):
    open_for(driss, on=TODAY - dt.timedelta(days=13))

    assert delays() == {"asked": (0, None, None, 0, 1, 1)}


def test_medians_and_ninths_of_ten_are_those_counted_by_hand(notice, driss, open_for, move_to):
    for days in (2, 4, 6, 30):
        file = open_for(driss, on=LONG_BEFORE)
        move_to(driss, file, "examined", on=LONG_BEFORE + dt.timedelta(days=days))

    assert delays() == {"asked": (4, 5.0, 30, 1, 0, 0), "examined": (0, None, None, 0, 4, 0)}


def test_only_stays_that_ended_in_the_period_count(notice, driss, open_for, move_to):
    for days in (2, 40):
        move_to(driss, open_for(driss, on=LONG_BEFORE), "examined", on=LONG_BEFORE + dt.timedelta(days=days))
    month = LONG_BEFORE + dt.timedelta(days=30)

    assert delays(end=month)["asked"][:2] == (1, 2.0)
    assert delays(start=month)["asked"][:2] == (1, 40.0)


def test_a_move_taken_back_is_no_stay(notice, driss, acting, open_for, move_to):
    file = open_for(driss, on=LONG_BEFORE)
    move_to(driss, file, "examined")
    take_back_move(file=file, seen_turn=2, actor=acting(driss), at=NOW)

    assert delays() == {"asked": (0, None, None, 0, 1, 1)}


def test_files_of_others_are_not_measured(notice, driss, chama, acting, open_for, move_to):
    move_to(driss, open_for(driss, on=LONG_BEFORE), "examined")

    assert delays(files_of(acting(chama))) == {}


@pytest.mark.parametrize("number", [1, 3])
def test_delays_ask_the_database_as_often_however_many_files(
    notice, driss, open_for, move_to, django_assert_num_queries, number
):
    for _file in range(number):
        move_to(driss, open_for(driss, on=LONG_BEFORE), "examined")

    with django_assert_num_queries(4):
        assert delays()["asked"][0] == number


@given(st.lists(st.integers(0, 50), max_size=40))
def test_at_least_half_and_nine_tenths_do_not_exceed_them(lengths):
    from collections import Counter  # noqa: PLC0415

    counted = Counter(lengths)
    middle, high = median(counted), percentile(counted, 90)

    if not lengths:
        assert (middle, high) == (None, None)
        return
    ordered = sorted(lengths)
    assert middle == (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2
    assert sum(one <= high for one in ordered) * 10 >= len(ordered) * 9
    assert sum(one < high for one in ordered) * 10 < len(ordered) * 9


steps_of_a_life = st.lists(
    st.tuples(st.sampled_from(["move", "back"]), st.integers(0, 3), st.integers(0, 20)), max_size=12
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(life=steps_of_a_life)
def test_whatever_is_done_history_leads_to_the_present_and_days_add_up(
    notice, driss, manager, open_for, move_to, life
):
    file = open_for(driss, on=LONG_BEFORE)
    for what, choice, days in life:
        file.refresh_from_db()
        if what == "back":
            take_back_if_possible(file, (driss, manager)[choice % 2])
            continue
        ways = list(Move.objects.filter(from_step=file.step_id).order_by("position"))
        move = ways[choice % len(ways)]
        who = driss if move.roles.filter(role="planner").exists() else manager
        on = min(TODAY, file.entered_on + dt.timedelta(days=days))
        move_to(who, file, move.to_step.code, on=on, reason="Essai")

    file.refresh_from_db()
    counted = list(file.passages.filter(taken_back_at=None).order_by("number"))
    ways = [(one.from_step_id, one.to_step_id) for one in counted]
    assert [to for _start, to in ways[:-1]] == [start for start, _to in ways[1:]]
    assert (ways[-1][1], counted[-1].happened_on) == (file.step_id, file.entered_on)
    assert (file.closed_at is not None) == file.step.is_end
    assert (
        sum(one.days_spent or 0 for one in counted) + (TODAY - file.entered_on).days == (TODAY - file.opened_on).days
    )
    assert (
        file.turn
        == 1 + file.passages.exclude(number=1).count() + file.passages.filter(taken_back_by__isnull=False).count()
    )
    assert len(events_of(file)) == file.turn


def take_back_if_possible(file, person):
    """Take the last move back, where that is allowed."""
    try:
        take_back_move(file=file, seen_turn=file.turn, actor=actor_of(person, TODAY), at=NOW)
    except NothingToTakeBack:
        return
