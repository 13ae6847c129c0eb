"""Doses of the schedules of Mali and Morocco, on children whose calendar can be counted on fingers."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twiza.case_management.child_health.vaccines import (
    DoseReason,
    DoseStanding,
    DoseStatus,
    Vaccinated,
    dose_standings,
)
from twiza.rulesets.tests.shipped import shipped

BORN_ON = dt.date(2024, 1, 1)
"""Six weeks are 12 February, 10 weeks 11 March, 14 weeks 8 April."""
COUNTRIES = ["ml", "ma"]
LATER = [DoseStatus.DUE, DoseStatus.LATE, DoseStatus.DONE]
TOO_LATE = [DoseStatus.IMPOSSIBLE, DoseStatus.IMPOSSIBLE, DoseStatus.DONE]
ENDS_BETWEEN = [DoseStatus.DUE, DoseStatus.IMPOSSIBLE, DoseStatus.DONE]
AFTER = {None: LATER, "12m": LATER, "36m": LATER, "28d": ENDS_BETWEEN, "14d": TOO_LATE, "7d": TOO_LATE}
"""By the oldest age of a dose: its status 28 days after it fell due, 29 days after, and once it is given."""


def child(sex="f", listed=False, **given):
    return Vaccinated(BORN_ON, sex, listed, {dose: dt.date.fromisoformat(day) for dose, day in given.items()})


def standings(country, one, on):
    found = dose_standings(shipped(f"vaccines_{country}"), one, on=dt.date.fromisoformat(on))
    return {standing.dose: standing for standing in found}


def said(country, one, on, dose):
    found = standings(country, one, on)[dose]
    return found.status, found.reason


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("sex", ["f", "m"])
def test_every_dose_of_a_schedule_is_due_on_its_day_late_after_four_weeks_and_done_when_given(country, sex):
    content = shipped(f"vaccines_{country}")
    taken = {}

    for row in content["doses"]:
        one = Vaccinated(BORN_ON, sex, True, dict(taken))
        if row.get("sex") == "F" and sex == "m":
            assert status_on(content, one, row, BORN_ON, 0) == DoseStatus.NOT_CONCERNED
            continue
        day = due_on(content, row, taken)
        seen = [status_on(content, one, row, day, days) for days in (-1, 0, 28, 29)]
        taken[row["dose"]] = day
        seen.append(status_on(content, Vaccinated(BORN_ON, sex, True, dict(taken)), row, day, 0))
        assert (row["dose"], seen) == (row["dose"], [DoseStatus.NOT_YET, DoseStatus.DUE, *AFTER[row.get("max")]])


def due_on(content, row, taken):
    one = Vaccinated(BORN_ON, "f", True, dict(taken))
    return {each.dose: each for each in dose_standings(content, one, on=dt.date(2040, 1, 1))}[row["dose"]].due_on


def status_on(content, one, row, day, days):
    found = dose_standings(content, one, on=day + dt.timedelta(days=days))
    return {each.dose: each for each in found}[row["dose"]].status


@pytest.mark.parametrize(
    ("country", "dose", "due"),
    [
        ("ml", "BCG", "2024-01-01"),
        ("ml", "PENTA1", "2024-02-12"),
        ("ml", "PENTA2", "2024-03-11"),
        ("ml", "PENTA3", "2024-04-08"),
        ("ml", "R21_1", "2024-06-01"),
        ("ml", "VAR1", "2024-10-01"),
        ("ml", "VAR2", "2025-04-01"),
        ("ml", "R21_5", "2025-09-01"),
        ("ml", "HPV1", "2034-01-01"),
        ("ma", "PENTA1", "2024-03-01"),
        ("ma", "VPI1", "2024-05-01"),
        ("ma", "RR1", "2024-10-01"),
        ("ma", "PCV3", "2025-01-01"),
        ("ma", "DTC_R2", "2029-01-01"),
        ("ma", "HPV1", "2035-01-01"),
        ("ma", "HPV2", "2035-07-01"),
    ],
)
def test_doses_fall_due_at_the_ages_of_the_schedule(country, dose, due):
    assert standings(country, child(), "2024-01-01")[dose].due_on == dt.date.fromisoformat(due)


@pytest.mark.parametrize(
    ("one", "on", "dose", "status", "reason"),
    [
        (child(), "2024-01-15", "VPO0", DoseStatus.DUE, DoseReason.AGE_REACHED),
        (child(), "2024-01-16", "VPO0", DoseStatus.IMPOSSIBLE, DoseReason.TOO_OLD),
        (child(), "2024-01-09", "HB0", DoseStatus.IMPOSSIBLE, DoseReason.TOO_OLD),
        (child(), "2025-01-02", "BCG", DoseStatus.IMPOSSIBLE, DoseReason.TOO_OLD),
        (child(), "2024-02-11", "PENTA1", DoseStatus.NOT_YET, DoseReason.AGE_NOT_REACHED),
        (child(), "2024-03-11", "PENTA2", DoseStatus.DUE, DoseReason.PREVIOUS_MISSING),
        (child(PENTA1="2024-03-20"), "2024-04-01", "PENTA2", DoseStatus.NOT_YET, DoseReason.INTERVAL_NOT_REACHED),
        (child(PENTA1="2024-03-20"), "2024-04-17", "PENTA2", DoseStatus.DUE, DoseReason.INTERVAL_REACHED),
        (child(PENTA1="2024-03-20"), "2024-05-16", "PENTA2", DoseStatus.LATE, DoseReason.INTERVAL_REACHED),
        (child(PENTA1="2024-02-01"), "2024-03-01", "PENTA1", DoseStatus.DONE, DoseReason.GIVEN_TOO_EARLY),
        (
            child(PENTA1="2024-02-12", PENTA2="2024-03-01"),
            "2024-04-01",
            "PENTA2",
            DoseStatus.DONE,
            DoseReason.GIVEN_TOO_EARLY,
        ),
        (child(VPO0="2024-02-01"), "2024-03-01", "VPO0", DoseStatus.DONE, DoseReason.GIVEN_TOO_LATE),
        (child(PENTA3="2024-05-01"), "2024-06-01", "PENTA1", DoseStatus.MISSED, DoseReason.LATER_GIVEN),
        (child(PENTA3="2024-05-01"), "2024-06-01", "PENTA2", DoseStatus.MISSED, DoseReason.LATER_GIVEN),
        (child(listed=None), "2024-06-01", "R21_1", DoseStatus.TO_CHECK, DoseReason.DISTRICT_NOT_KNOWN),
        (child(listed=False), "2024-06-01", "R21_1", DoseStatus.NOT_CONCERNED, DoseReason.DISTRICT_NOT_LISTED),
        (child(listed=True), "2027-01-02", "R21_1", DoseStatus.IMPOSSIBLE, DoseReason.TOO_OLD),
        (child(listed=True), "2027-01-02", "R21_5", DoseStatus.IMPOSSIBLE, DoseReason.PREVIOUS_IMPOSSIBLE),
        (child(sex="m"), "2034-01-01", "HPV1", DoseStatus.NOT_CONCERNED, DoseReason.OTHER_SEX),
        (child(sex=""), "2034-01-01", "HPV1", DoseStatus.TO_CHECK, DoseReason.SEX_NOT_KNOWN),
    ],
)
def test_each_dose_says_where_it_stands_and_why(one, on, dose, status, reason):
    assert said("ml", one, on, dose) == (status, reason)


def test_a_late_dose_says_by_how_many_days_and_keeps_its_mark():
    found = standings("ml", child(), "2024-04-01")["PCV1"]

    assert found == DoseStanding(
        dose="PCV1",
        antigen="PCV",
        status=DoseStatus.LATE,
        reason=DoseReason.AGE_REACHED,
        given_on=None,
        due_on=dt.date(2024, 2, 12),
        earliest_on=None,
        latest_on=None,
        waits_for="",
        late_days=49,
        is_optional=False,
        to_be_validated=True,
    )


def test_a_dose_that_was_read_keeps_no_mark_until_a_rule_of_ours_calls_it_late():
    due, late = (standings("ml", child(), on)["PENTA1"] for on in ("2024-02-20", "2024-04-01"))

    assert [(one.status, one.to_be_validated) for one in (due, late)] == [
        (DoseStatus.DUE, False),
        (DoseStatus.LATE, True),
    ]


def test_a_dose_recorded_after_the_day_asked_about_is_not_yet_given():
    assert said("ml", child(BCG="2024-02-01"), "2024-01-20", "BCG")[0] == DoseStatus.DUE


def test_a_schedule_that_does_not_say_when_a_dose_is_late_has_no_late_dose():
    content = {**shipped("vaccines_ml"), "status_rules": {}}

    found = dose_standings(content, child(listed=True), on=dt.date(2026, 1, 1))

    assert DoseStatus.LATE not in {one.status for one in found}


@pytest.mark.parametrize("country", COUNTRIES)
@given(
    days=st.dictionaries(st.sampled_from(["BCG", "PENTA1", "PENTA2", "PENTA3", "VPO1", "VPO2"]), st.integers(0, 900)),
    age=st.integers(0, 6600),
)
def test_what_was_given_is_done_and_nothing_else_is(country, days, age):
    taken = {dose: BORN_ON + dt.timedelta(days=number) for dose, number in days.items()}
    on = BORN_ON + dt.timedelta(days=age)

    found = dose_standings(shipped(f"vaccines_{country}"), Vaccinated(BORN_ON, "f", True, taken), on=on)

    assert {one.dose for one in found if one.status == DoseStatus.DONE} == {d for d, day in taken.items() if day <= on}
