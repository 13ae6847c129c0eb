"""A plan in plain words: never promising more than is proven."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from twiza.outreach.models import Plan, PlanOrigin, PlanStop
from twiza.outreach.wording import all_assumptions, better_percent, people_said, proof_said, reason_said


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


def plan_of(value, bound, status="optimal", people=0) -> Plan:
    return Plan(value=value, bound=bound, status=status, people_newly_reached=people)


@pytest.mark.parametrize(
    ("value", "bound", "percent"), [(100.0, 100.0, 0.0), (1000.0, 1000.4, 0.1), (100.0, 103.1, 3.1), (0.0, 5.0, 100.0)]
)
def test_how_much_better_is_rounded_up(value, bound, percent):
    assert better_percent(plan_of(value, bound)) == percent


def test_a_proven_plan_says_that_nothing_is_better():
    assert proof_said(plan_of(5.0, 5.0)) == (
        "No plan with these teams, days and stops could meet more need: this is proven."
    )


def test_a_plan_within_a_gap_says_how_far_the_best_can_be():
    assert proof_said(plan_of(1000.0, 1003.0)) == (
        "No plan with these teams, days and stops could meet more than 0.3% more need: this is proven."
    )


def test_a_plan_whose_time_ended_says_so_and_what_is_proven():
    assert proof_said(plan_of(100.0, 110.0, "feasible")) == (
        "The time allowed ended before the search did. Even so it is proven that no plan with these teams, days and "
        "stops could meet more than 10.0% more need."
    )


@pytest.mark.parametrize("origin", [PlanOrigin.AGAIN, PlanOrigin.ADAPTED])
def test_a_plan_near_another_is_proven_among_those_as_near_only(origin):
    whole, part = plan_of(5.0, 5.0), plan_of(100.0, 110.0, "feasible")
    whole.origin = part.origin = origin

    assert (proof_said(whole), proof_said(part)) == (
        "No plan that keeps what this one was to keep, at the same price of a change, is better: this is proven. One "
        "that may change more can meet more need.",
        "It is proven that no plan that keeps what this one was to keep, at the same price of a change, is worth more "
        "than 10.0% more. One that may change more can meet more need.",
    )


def test_a_plan_with_visits_moved_by_hand_says_so_and_how_far_the_best_can_be():
    moved = plan_of(100.0, 110.0, "feasible")
    moved.origin = PlanOrigin.MOVED

    assert proof_said(moved) == (
        "Visits were moved by hand. It is proven that no plan with these teams, days and stops could meet more than "
        "10.0% more need."
    )


def test_where_nothing_can_be_met_it_is_said():
    assert proof_said(plan_of(0.0, 0.0)) == (
        "No plan with these teams, days and stops can meet any need: this is proven."
    )


@pytest.mark.parametrize(("people", "said"), [(1, "1 person newly reached."), (14320, "14,320 people newly reached.")])
def test_people_are_counted_in_words(people, said):
    assert people_said(plan_of(1.0, 1.0, people=people)) == said


def test_a_reason_names_the_next_best_stop_or_says_there_is_none():
    needless, alone = PlanStop(gain=0.2), PlanStop(gain=60.0)
    rivalled = PlanStop(gain=60.0, next_best="s2", next_best_names={"fr": "Tizi"}, next_gain=15.0)

    assert reason_said(needless, "en") == (
        "Without this visit the plan would lose nothing: other visits reach the same people."
    )
    assert reason_said(alone, "en") == (
        "Without this visit the plan would be worth 60 less; no stop left out could take its place."
    )
    assert reason_said(rivalled, "en") == (
        "Without this visit the plan would be worth 60 less. In its place the best stop left out, Tizi, would bring "
        "15."
    )


def test_everything_a_plan_rests_on_is_said(plan):
    plan.assumptions |= {"communes_without_need": 1, "souks_without_a_day": 2, "equity_strength": 1.0}

    said = all_assumptions(plan.assumptions, "en")

    assert len(said) == 10
    assert "60 minutes" in said[1]
    assert "1 to 2 times" in said[6]
