"""Asking for rounds and planning them: what is kept, what is refused, what comes of it."""

from __future__ import annotations

import dataclasses

import pytest

from twiza.accounts.models import AuditEntry
from twiza.case_management.actions.rounds import (
    HomesElsewhere,
    RoundsNotDeleted,
    RoundsTooLong,
    delete_rounds,
    make_rounds,
    restore_rounds,
)
from twiza.case_management.models import RoundsHome, RoundsPlan
from twiza.case_management.order import order_of
from twiza.case_management.terms import Rhythm
from twiza.case_management.tests.conftest import home, lat_at
from twiza.conftest import NOW


def test_rounds_are_kept_as_asked_for_and_audited(plan):
    assert list(plan.agents.order_by("id").values_list("code", flat=True)) == ["Aminata", "Fanta"]
    assert list(plan.homes.order_by("id").values_list("code", "visits", "gap_days")) == [
        ("H1", 2, 2),
        ("H2", 2, 2),
        ("H3", 2, 2),
        ("H4", 2, 2),
    ]
    assert (plan.names["fr"], plan.number) == ("Tournées, janvier 2027", 1)
    assert list(AuditEntry.objects.values_list("action", "outcome")) == [
        ("case_management.plan_these_rounds", "asked")
    ]


def test_a_number_of_visits_of_a_homes_own_comes_before_its_risk(terms, bakary, acting):
    homes = (home("H1", 1, visits=3), home("H2", 2, risk="", visits=1))

    plan = make_rounds(actor=acting(bakary), terms=dataclasses.replace(terms, homes=homes), at=NOW)

    assert list(plan.homes.order_by("id").values_list("visits", "gap_days")) == [(3, 2), (1, 1)]


def test_rounds_of_the_same_month_are_told_apart_by_a_number(terms, bakary, acting):
    first, second = (make_rounds(actor=acting(bakary), terms=terms, at=NOW) for _ in range(2))

    assert (first.number, second.number) == (1, 2)


def test_days_are_those_of_the_calendar(terms, bakary, acting):
    terms = dataclasses.replace(terms, working_days=6, weekdays=(1, 3))

    plan = make_rounds(actor=acting(bakary), terms=terms, at=NOW)

    problem = order_of(plan)
    assert (problem["days"], problem["agents"][0]["days"]) == (17, [1, 3, 8, 10, 15, 17])


def test_everybody_is_visited_by_the_nearest_agent_as_often_as_asked(version):
    visits = {(one["agent"], home) for one in version.rounds for home in one["homes"]}

    assert visits == {("Aminata", "H1"), ("Aminata", "H2"), ("Fanta", "H3"), ("Fanta", "H4")}
    assert (version.visits_asked, version.visits_planned, version.missed) == (8, 8, [])
    assert version.accepted_at == NOW


def test_arrivals_count_walking_and_the_visits_before(version):
    both = next(one for one in version.rounds if one["homes"] == ["H1", "H2"] or one["homes"] == ["H2", "H1"])

    assert both["arrivals"] in ([15.0, 60.0], [30.0, 75.0])
    assert both["minutes"] == pytest.approx(120.0, abs=0.1)


@pytest.mark.parametrize(
    ("said", "missed"),
    [
        ({"km": 40}, {"home": "H9", "visits": 2, "why": "far", "minutes": 930}),
        ({"km": 1, "weekdays": (2,)}, {"home": "H9", "visits": 1, "why": "days"}),
        ({"km": 1, "visits": 5}, {"home": "H9", "visits": 2, "why": "days"}),
        ({"km": 1, "visit_minutes": 200.0, "risk": "low"}, None),
    ],
)
def test_a_missed_visit_says_why(terms, bakary, acting, make_version, said, missed):
    odd = home("H9", **said)
    rhythms = {"high": Rhythm(2, 2), "low": Rhythm(1)}

    terms = dataclasses.replace(terms, homes=(*terms.homes, odd), rhythms=rhythms)
    version = make_version(make_rounds(actor=acting(bakary), terms=terms, at=NOW))

    assert version.missed == ([missed] if missed else [])


def test_full_days_are_said_to_be_full(terms, bakary, acting, make_version):
    homes = tuple(home(f"H{number}", 0.5, visit_minutes=200.0, visits=5, risk="low") for number in range(3))
    terms = dataclasses.replace(terms, homes=homes, agents=terms.agents[:1], rhythms={"low": Rhythm(5)})

    version = make_version(make_rounds(actor=acting(bakary), terms=terms, at=NOW))

    assert {one["why"] for one in version.missed} == {"full"}
    assert version.visits_planned == 5


def test_too_many_weeks_are_refused_and_nothing_is_kept(terms, bakary, acting):
    with pytest.raises(RoundsTooLong):
        make_rounds(actor=acting(bakary), terms=dataclasses.replace(terms, working_days=31, weekdays=(1,)), at=NOW)

    assert (RoundsPlan.objects.count(), RoundsHome.objects.count()) == (0, 0)


def test_homes_outside_ones_territory_are_refused(terms, bakary, acting):
    bakary.memberships.update(territory=["MA/05"])

    with pytest.raises(HomesElsewhere):
        make_rounds(actor=acting(bakary), terms=terms, at=NOW)

    assert RoundsPlan.objects.count() == 0


def test_deleted_rounds_come_back_once(plan, bakary, acting):
    delete_rounds(plan=plan, actor=acting(bakary), at=NOW)
    restored = restore_rounds(plan=plan, actor=acting(bakary), at=NOW)

    assert restored.deleted_at is None
    with pytest.raises(RoundsNotDeleted):
        restore_rounds(plan=plan, actor=acting(bakary), at=NOW)


def test_agents_start_where_they_are_said_to(plan):
    assert list(plan.agents.order_by("id").values_list("lat", flat=True)) == [lat_at(0), lat_at(10)]
