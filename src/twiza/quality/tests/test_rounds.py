"""Rounds and sheets are kept once, and what cannot be is refused whole."""

from __future__ import annotations

import datetime as dt

import pytest

from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.quality.actions.rounds import (
    AssessorKnown,
    MarkGiven,
    MarkNotUnderstood,
    NothingMarked,
    RoundHeldAlready,
    RoundInTheFuture,
    RoundNotYours,
    hold_round,
    keep_sheet,
)
from twiza.quality.models import Assessor, Mark, QualityRound

pytestmark = pytest.mark.django_db


def test_a_round_follows_the_one_before_it(hold):
    latest = hold()
    first = hold(dt.date(2026, 1, 5))
    second = hold(dt.date(2026, 6, 5))

    assert [one.follows for one in (first, second, latest)] == [None, first, None]


def test_a_round_sent_twice_is_one(council, centre, grid, brahim, acting):
    said = {
        "id": new_id(), "organisation": council, "facility": centre, "version": grid, "held_on": TODAY,
        "note": "", "person": brahim, "actor": acting(brahim), "at": NOW,
    }  # fmt: skip

    first, again = hold_round(**said), hold_round(**said)

    assert (first, QualityRound.objects.count()) == (again, 1)


@pytest.mark.parametrize(
    ("held_on", "refusal"), [(TODAY, RoundHeldAlready), (TODAY + dt.timedelta(days=1), RoundInTheFuture)]
)
def test_a_day_that_cannot_be_is_refused(hold, held_on, refusal):
    hold()

    with pytest.raises(refusal):
        hold(held_on)

    assert QualityRound.objects.count() == 1


def test_a_planner_holds_no_round(council, centre, grid, driss, acting):
    with pytest.raises(RoundNotYours):
        hold_round(
            id=new_id(), organisation=council, facility=centre, version=grid, held_on=TODAY, note="",
            person=driss, actor=acting(driss), at=NOW,
        )  # fmt: skip

    assert QualityRound.objects.count() == 0


def test_a_planner_keeps_no_sheet(hold, driss, acting):
    with pytest.raises(RoundNotYours):
        keep_sheet(
            id=new_id(), round=hold(), kind="user", number=1, marks=[MarkGiven("G1", 2)], actor=acting(driss), at=NOW
        )

    assert Assessor.objects.count() == 0


def test_a_sheet_sent_again_has_the_marks_it_has_now(hold, brahim, acting):
    sheet = {"id": new_id(), "round": hold(), "kind": "user", "number": 1, "actor": acting(brahim), "at": NOW}

    keep_sheet(**sheet, marks=[MarkGiven("G1", 2), MarkGiven("G2", 0)])
    keep_sheet(**sheet, marks=[MarkGiven("G1", None, "sans objet")])

    assert Assessor.objects.count() == 1
    assert list(Mark.objects.values_list("item", "value", "note")) == [("G1", None, "sans objet")]


@pytest.mark.parametrize(
    ("marks", "refusal"),
    [
        ([], NothingMarked),
        ([MarkGiven("nowhere", 1)], MarkNotUnderstood),
        ([MarkGiven("G1", 3)], MarkNotUnderstood),
        ([MarkGiven("G1", 1), MarkGiven("G1", 2)], MarkNotUnderstood),
        ([MarkGiven("G1", 1)], AssessorKnown),
    ],
    ids=["nothing", "unknown item", "off the scale", "an item twice", "a number that is taken"],
)
def test_a_sheet_that_cannot_be_kept_leaves_nothing(hold, mark, brahim, acting, marks, refusal):
    round = hold()
    mark(round, G2=1)

    with pytest.raises(refusal):
        keep_sheet(id=new_id(), round=round, kind="supervisor", number=1, marks=marks, actor=acting(brahim), at=NOW)

    assert list(Mark.objects.values_list("item", "value")) == [("G2", 1)]
