import datetime as dt

import pytest

from twiza.rulesets.evaluation.ages import Age, age_from
from twiza.rulesets.evaluation.norms import keeps_bounds, level_reached, norm, norm_is_to_be_validated, threshold_row
from twiza.rulesets.evaluation.questionnaires import questionnaire
from twiza.rulesets.evaluation.schedules import band_at, repeated_dates, schedule_dates
from twiza.rulesets.tests.shipped import shipped

BORN = dt.date(2026, 1, 31)


@pytest.mark.parametrize(
    ("ruleset", "path", "value"),
    [
        ("eligibility_ma", "parameters.asd_threshold", 9.743001),
        ("facility_types", "types.CSR1.staff_min.medecin", 1),
        ("caravan_norms", "capacity_defaults.effective_hours_per_day", 6),
        ("caravan_norms", "posts.pediatrie.min", 15),
        ("eps_categories", "management.staff_ratios.directeur", None),
        ("eligibility_ml", "parameters.utm_waiting_period_months", None),
        ("facility_types", "types.CSR1.staff_min.sage_femme", None),
        ("facility_types", "nothing.here", None),
    ],
)
def test_a_norm_is_its_value_or_not_set(ruleset, path, value):
    assert norm(shipped(ruleset), path) == value


def test_the_evidence_of_a_norm_is_the_nearest_one_stated():
    ruleset = shipped("caravan_norms")

    paths = ("kinds.UMM.min_frequency", "posts.pediatrie.min", "capacity_defaults.reserve", "nothing.here")
    said = [norm_is_to_be_validated(ruleset, path) for path in paths]

    assert said == [False, True, True, True]


def test_a_threshold_gives_the_first_row_whose_bounds_hold():
    where = {"group": "6-59 mois"}

    classes = [
        threshold_row(shipped("anthropometry"), "muac", value, where=where)["class"] for value in (114.9, 115, 125)
    ]

    assert classes == ["MAS", "MAM", "normal"]
    assert threshold_row(shipped("anthropometry"), "muac", 100, where={"group": "inconnu"}) is None
    assert not keeps_bounds({}, 1)


def test_a_score_reaches_the_highest_level_below_it():
    levels = [level_reached(shipped("quality_grid"), "levels", score) for score in (84.9, 85, 0)]

    assert [level["code"] for level in levels] == ["B", "A", "D"]
    assert level_reached(shipped("quality_grid"), "levels", -1) is None


@pytest.mark.parametrize(
    ("text", "age"),
    [("0d", Age(0, 0)), ("6w", Age(0, 42)), ("2m", Age(2, 0)), ("11y6m", Age(138, 0)), ("3m15d", Age(3, 15))],
)
def test_an_age_is_counted_in_months_and_days(text, age):
    assert age_from(text) == age


@pytest.mark.parametrize("text", ["", "2", "m", "2 m", "6m11y", None, 3, "-1d"])
def test_what_is_no_age_is_refused(text):
    with pytest.raises(ValueError, match="not understood"):
        age_from(text)


def test_a_month_after_the_31st_is_the_last_day_of_a_shorter_month():
    assert age_from("1m").after(BORN) == dt.date(2026, 2, 28)


def test_a_schedule_gives_the_date_of_every_line():
    due = {line.key: line for line in schedule_dates(shipped("vaccines_ma"), "doses", BORN, done={})}

    hpv = due["HPV2"]
    assert (due["BCG"].due_on, due["BCG"].latest_on) == (BORN, dt.date(2027, 1, 31))
    assert (due["PENTA1"].due_on, due["PENTA1"].earliest_on) == (dt.date(2026, 3, 31), dt.date(2026, 3, 14))
    assert (hpv.due_on, hpv.waits_for, hpv.to_be_validated) == (dt.date(2037, 7, 31), "HPV1", False)
    assert (due["ROTA3"].is_optional, due["ROTA3"].to_be_validated) == (True, True)


def test_a_line_that_follows_one_done_late_waits_for_its_interval():
    done = {"PENTA1": dt.date(2026, 4, 20)}

    due = {line.key: line for line in schedule_dates(shipped("vaccines_ma"), "doses", BORN, done=done)}

    assert (due["PENTA2"].due_on, due["PENTA2"].waits_for) == (dt.date(2026, 5, 18), "")


def test_a_line_that_comes_back_has_all_its_dates():
    row = {"from": "12m", "to": "23m", "every": "6m"}

    assert repeated_dates(row, dt.date(2026, 1, 1)) == (dt.date(2027, 1, 1), dt.date(2027, 7, 1))


@pytest.mark.parametrize(
    ("on", "code"),
    [("2026-02-28", "B1"), ("2026-03-01", "B2"), ("2026-07-30", "B2"), ("2026-07-31", "B3"), ("2043-06-01", "B7")],
)
def test_somebody_is_in_the_band_of_her_age(on, code):
    assert band_at(shipped("visit_schedule"), "bands", BORN, dt.date.fromisoformat(on))["code"] == code


def test_nobody_is_in_a_band_beyond_the_last_one():
    assert band_at(shipped("visit_schedule"), "bands", BORN, dt.date(2044, 1, 31)) is None


def test_a_questionnaire_gives_its_sections_and_fields():
    sections = questionnaire(shipped("osc_questionnaire"))

    assert [section.code for section in sections] == list("ABCDEFGHIJK")
    assert sections[1].fields[0] == "derniere_AG"
    assert questionnaire(shipped("anthropometry")) == ()
