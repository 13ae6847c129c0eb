"""Catching up, the first year as a whole, and what is given beside vaccines."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twiza.case_management.child_health.catch_up import PlannedDose, catch_up_plan
from twiza.case_management.child_health.immunisation import (
    ImmunisationStatus,
    immunisation_status,
    is_zero_dose,
    missing_of_first_year,
)
from twiza.case_management.child_health.supplements import SupplementStanding, supplement_standings
from twiza.case_management.child_health.vaccines import DoseReason, DoseStatus, Vaccinated
from twiza.rulesets.tests.shipped import shipped

BORN_ON = dt.date(2024, 1, 1)
ONE_YEAR = dt.date(2025, 1, 1)


def plan(country, on, until, *, listed=False, **taken):
    child = Vaccinated(BORN_ON, "f", listed, {dose: dt.date.fromisoformat(day) for dose, day in taken.items()})
    return {one.dose: one for one in catch_up_plan(shipped(f"vaccines_{country}"), child, on=on, until=until)}


def test_a_child_of_one_year_without_any_dose_catches_up_from_today_on():
    found = plan("ml", ONE_YEAR, dt.date(2025, 6, 1))

    assert {dose: one.planned_on.isoformat() for dose, one in found.items()} == {
        "BCG": "2025-01-01",
        "PENTA1": "2025-01-01",
        "VPO1": "2025-01-01",
        "PCV1": "2025-01-01",
        "ROTA1": "2025-01-01",
        "PENTA2": "2025-01-29",
        "VPO2": "2025-01-29",
        "PCV2": "2025-01-29",
        "ROTA2": "2025-01-29",
        "PENTA3": "2025-02-26",
        "VPO3": "2025-02-26",
        "PCV3": "2025-02-26",
        "ROTA3": "2025-02-26",
        "VPI1": "2025-01-01",
        "VAR1": "2025-01-01",
        "VAA": "2025-01-01",
        "MENA": "2025-01-01",
        "VPI2": "2025-05-01",
        "VAR2": "2025-04-01",
    }


def test_a_planned_dose_says_what_decides_its_day():
    found = plan("ml", ONE_YEAR, dt.date(2025, 6, 1))

    assert found["PENTA2"] == PlannedDose(
        "PENTA2", "PENTA", dt.date(2025, 1, 29), DoseReason.INTERVAL_REACHED, "PENTA1", False, False
    )
    assert (found["VAR2"].reason, found["VAR2"].after) == (DoseReason.AGE_REACHED, "")


def test_what_will_be_too_late_is_said_and_not_planned():
    found = plan("ml", dt.date(2026, 12, 20), dt.date(2027, 6, 1), listed=True)

    assert (found["R21_1"].planned_on, found["R21_2"].planned_on) == (dt.date(2026, 12, 20), dt.date(2027, 1, 17))
    assert "BCG" not in found


def test_nothing_is_planned_of_what_was_passed_over_or_comes_later():
    found = plan("ma", ONE_YEAR, ONE_YEAR, PENTA3="2024-06-01")

    assert {"PENTA1", "PENTA2", "PENTA3", "RR2", "HPV1"} & found.keys() == set()


@pytest.mark.parametrize("country", ["ml", "ma"])
@given(age=st.integers(0, 6000))
def test_no_planned_dose_lies_before_today_or_too_near_to_the_one_before_it(country, age):
    on = BORN_ON + dt.timedelta(days=age)

    found = plan(country, on, dt.date(2045, 1, 1), listed=True)

    rows = {row["dose"]: row for row in shipped(f"vaccines_{country}")["doses"]}
    for dose, one in found.items():
        before = found.get(rows[dose].get("after"))
        assert one.planned_on is None or one.planned_on >= on
        if one.planned_on and before and before.planned_on:
            assert (one.planned_on - before.planned_on).days >= 28


@pytest.mark.parametrize(
    ("country", "on", "taken", "is_zero"),
    [
        ("ml", "2024-04-07", {}, False),
        ("ml", "2024-04-08", {}, True),
        ("ml", "2024-04-08", {"PENTA1": dt.date(2024, 3, 1)}, False),
        ("ml", "2024-04-08", {"PENTA1": dt.date(2024, 5, 1)}, True),
        ("ma", "2024-04-15", {}, False),
        ("ma", "2024-04-16", {}, True),
    ],
)
def test_a_zero_dose_child_is_known_by_the_rule_of_her_country(country, on, taken, is_zero):
    content = shipped(f"vaccines_{country}")

    assert is_zero_dose(content, born_on=BORN_ON, given=taken, on=dt.date.fromisoformat(on)) is is_zero


def test_a_rule_that_is_not_understood_says_nothing():
    content = {"status_rules": {"zero_dose": "rarely"}}

    assert is_zero_dose(content, born_on=BORN_ON, given={}, on=ONE_YEAR) is None
    assert missing_of_first_year(content, born_on=BORN_ON, given={}, on=ONE_YEAR) is None


def test_full_immunisation_counts_what_was_given_before_the_first_birthday():
    asked = shipped("vaccines_ma")["status_rules"]["fully_immunised_12m"]
    taken = {**dict.fromkeys(asked, dt.date(2024, 12, 31)), "RR1": ONE_YEAR}

    found = missing_of_first_year(shipped("vaccines_ma"), born_on=BORN_ON, given=taken, on=ONE_YEAR)
    before = missing_of_first_year(shipped("vaccines_ma"), born_on=BORN_ON, given=taken, on=dt.date(2024, 12, 31))

    assert (found, before) == (("RR1",), None)


def test_a_child_as_a_whole_keeps_the_mark_of_rules_that_nobody_validated():
    found = immunisation_status(shipped("vaccines_ml"), born_on=BORN_ON, given={}, on=dt.date(2024, 6, 1))

    assert found == ImmunisationStatus(is_zero_dose=True, missing_of_first_year=None, to_be_validated=True)


def supplements(country, on, **taken):
    found = supplement_standings(shipped(f"vaccines_{country}"), born_on=BORN_ON, given=taken, on=on)
    return {one.code: one for one in found}


@pytest.mark.parametrize(
    ("country", "code", "on", "taken", "status"),
    [
        ("ml", "VITA_6M", "2024-06-30", [], DoseStatus.NOT_YET),
        ("ml", "VITA_6M", "2024-07-01", [], DoseStatus.DUE),
        ("ml", "VITA_6M", "2024-07-30", [], DoseStatus.LATE),
        ("ml", "VITA_6M", "2024-07-30", ["2024-07-02"], DoseStatus.DONE),
        ("ml", "VITA_SEM", "2024-12-31", [], DoseStatus.NOT_YET),
        ("ml", "VITA_SEM", "2025-07-01", ["2025-01-05"], DoseStatus.DUE),
        ("ml", "VITA_SEM", "2029-01-01", [], DoseStatus.IMPOSSIBLE),
        ("ml", "DEPARAS", "2025-06-01", ["2025-01-05"], DoseStatus.DONE),
        ("ml", "CPS", "2024-03-01", [], DoseStatus.NOT_YET),
        ("ml", "CPS", "2024-08-01", [], DoseStatus.TO_CHECK),
        ("ma", "VITA1", "2024-07-01", [], DoseStatus.DUE),
        ("ma", "VITA2", "2025-01-01", [], DoseStatus.DUE),
        ("ma", "VITA3", "2025-07-01", [], DoseStatus.DUE),
        ("ma", "VITD1", "2024-02-01", [], DoseStatus.DUE),
    ],
)
def test_each_supplement_has_its_days(country, code, on, taken, status):
    found = supplements(country, dt.date.fromisoformat(on), **{code: [dt.date.fromisoformat(day) for day in taken]})

    assert found[code].status == status


def test_a_supplement_says_its_days_and_a_season_in_words_is_left_to_somebody():
    found = supplements("ml", dt.date(2025, 8, 1), VITA_SEM=[dt.date(2025, 7, 3)])

    assert found["VITA_SEM"] == SupplementStanding(
        code="VITA_SEM",
        status=DoseStatus.DONE,
        reason=DoseReason.GIVEN,
        given_on=dt.date(2025, 7, 3),
        due_on=dt.date(2025, 7, 1),
        next_on=dt.date(2026, 1, 1),
        season="",
        to_be_validated=True,
    )
    assert (found["CPS"].reason, found["CPS"].season) == (
        DoseReason.SEASON_IN_WORDS,
        "juillet-octobre, 4 passages",
    )
