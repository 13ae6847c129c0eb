"""Days on which a child is to be visited, on cases that can be counted on a calendar."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twiza.case_management.child_health.visit_calendar import (
    NoSuchRiskClass,
    PlannedVisit,
    RiskSince,
    VisitStanding,
    planned_visits,
    visit_standing,
)
from twiza.rulesets.tests.shipped import shipped

BORN_ON = dt.date(2024, 1, 1)
ORDINARY = (RiskSince("vert", BORN_ON),)
DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2042, 12, 31))


def days(risk, start, end):
    """Return the planned days of a child of one risk class from one day to before another."""
    planned = planned_visits(shipped("visit_schedule"), born_on=BORN_ON, risks=[RiskSince(risk, BORN_ON)])
    return [one.due_on.isoformat() for one in planned if start <= one.due_on.isoformat() < end]


def standing(visits, on, risks=ORDINARY):
    return visit_standing(shipped("visit_schedule"), born_on=BORN_ON, risks=risks, visits=visits, on=on)


@pytest.mark.parametrize(
    ("risk", "start", "end", "planned"),
    [
        ("vert", "2024-01-01", "2024-01-30", ["2024-01-02", "2024-01-04", "2024-01-08", "2024-01-15"]),
        ("rouge", "2024-01-01", "2024-01-30", ["2024-01-02", "2024-01-04", "2024-01-08", "2024-01-15"]),
        ("vert", "2024-01-30", "2024-03-30", ["2024-01-30", "2024-02-14", "2024-02-29", "2024-03-15"]),
        ("vert", "2024-07-01", "2024-08-01", ["2024-07-01", "2024-07-16"]),
        ("jaune", "2024-07-01", "2024-08-01", ["2024-07-01", "2024-07-08", "2024-07-16", "2024-07-24"]),
        ("rouge", "2024-07-01", "2024-08-01", ["2024-07-01", "2024-07-08", "2024-07-16", "2024-07-24"]),
        ("vert", "2026-01-01", "2026-04-01", ["2026-01-01", "2026-02-01", "2026-03-01"]),
        ("rouge", "2026-02-01", "2026-03-01", ["2026-02-01", "2026-02-08", "2026-02-15", "2026-02-22"]),
        ("vert", "2029-01-01", "2029-12-31", ["2029-01-01", "2029-04-01", "2029-07-01", "2029-10-01"]),
        ("jaune", "2034-01-01", "2034-07-01", ["2034-01-01", "2034-02-15", "2034-04-01", "2034-05-16"]),
        ("vert", "2039-01-01", "2040-01-01", ["2039-01-01", "2039-07-01"]),
        ("rouge", "2039-01-01", "2039-07-01", ["2039-01-01", "2039-02-15", "2039-04-01", "2039-05-16"]),
        ("vert", "2042-01-01", "2050-01-01", []),
    ],
)
def test_each_band_plans_its_visits_for_each_risk_class(risk, start, end, planned):
    assert days(risk, start, end) == planned


def test_a_planned_visit_says_its_band_its_class_and_that_nobody_validated_it():
    planned = planned_visits(shipped("visit_schedule"), born_on=BORN_ON, risks=[RiskSince("vert", BORN_ON)])

    assert planned[0] == PlannedVisit(dt.date(2024, 1, 2), "B1", "vert", to_be_validated=True)
    assert {one.band for one in planned} == {"B1", "B2", "B3", "B4", "B5", "B6", "B7"}


def test_a_class_counts_from_its_day_on():
    risks = [RiskSince("vert", dt.date(2026, 1, 1)), RiskSince("rouge", dt.date(2026, 2, 10))]

    planned = planned_visits(shipped("visit_schedule"), born_on=BORN_ON, risks=risks)

    assert [one.due_on.isoformat() for one in planned][:4] == ["2026-01-01", "2026-02-01", "2026-02-15", "2026-02-22"]


@pytest.mark.parametrize(
    ("visits", "on", "expected"),
    [
        (["2026-01-05"], "2026-01-20", ("2026-01-05", None, 0, 0, "2026-02-01")),
        (["2026-01-05"], "2026-02-01", ("2026-01-05", "2026-02-01", 0, 0, "2026-03-01")),
        (["2026-01-05"], "2026-02-11", ("2026-01-05", "2026-02-01", 10, 0, "2026-03-01")),
        (["2026-01-05"], "2026-03-01", ("2026-01-05", "2026-02-01", 28, 1, "2026-04-01")),
        (["2026-01-05"], "2026-04-02", ("2026-01-05", "2026-02-01", 60, 2, "2026-05-01")),
        (["2026-02-01"], "2026-02-28", ("2026-02-01", None, 0, 0, "2026-03-01")),
        (["2026-01-05", "2026-06-01"], "2026-04-02", ("2026-01-05", "2026-02-01", 60, 2, "2026-05-01")),
    ],
)
def test_a_visit_closes_the_cycle_it_falls_in_and_the_next_one_opens_on_its_day(visits, on, expected):
    found = standing([dt.date.fromisoformat(day) for day in visits], dt.date.fromisoformat(on))

    last, since, late, missed, coming = expected
    assert found == VisitStanding(
        last_visit_on=dt.date.fromisoformat(last),
        due_since=since and dt.date.fromisoformat(since),
        late_days=late,
        missed_cycles=missed,
        next_due_on=dt.date.fromisoformat(coming),
        to_be_validated=True,
    )


def test_a_child_never_visited_is_late_since_she_is_followed():
    found = standing([], dt.date(2026, 3, 15), [RiskSince("vert", dt.date(2026, 1, 20))])

    assert (found.last_visit_on, found.due_since, found.late_days, found.missed_cycles) == (
        None,
        dt.date(2026, 2, 1),
        42,
        1,
    )


def test_nothing_more_comes_after_the_last_band():
    found = standing([dt.date(2041, 8, 1)], dt.date(2042, 3, 1))

    assert (found.due_since, found.missed_cycles, found.next_due_on) == (None, 0, None)


def test_a_class_that_the_schedule_has_not_is_refused():
    with pytest.raises(NoSuchRiskClass, match="violet"):
        planned_visits(shipped("visit_schedule"), born_on=BORN_ON, risks=[RiskSince("violet", BORN_ON)])


@given(visits=st.lists(DAYS, max_size=6), on=DAYS, more=DAYS)
def test_one_more_visit_makes_nobody_later(visits, on, more):
    before, after = standing(visits, on), standing([*visits, more], on)

    assert (after.late_days, after.missed_cycles) <= (before.late_days, before.missed_cycles)


@given(risk=st.sampled_from(["vert", "jaune", "rouge"]), born_on=st.dates(dt.date(2000, 1, 1), dt.date(2030, 12, 31)))
def test_planned_days_rise_and_stay_under_eighteen_years(risk, born_on):
    planned = planned_visits(shipped("visit_schedule"), born_on=born_on, risks=[RiskSince(risk, born_on)])

    found = [one.due_on for one in planned]
    assert found == sorted(set(found))
    assert (found[-1] - born_on).days < 18 * 365.25
