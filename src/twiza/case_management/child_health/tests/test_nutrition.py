"""Arms, oedema, z-scores and measures beside the thresholds of nutrition."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twiza.case_management.child_health.nutrition import (
    GROUP_AGES,
    INDICES,
    PREGNANT_OR_NURSING,
    Doubt,
    NutritionClass,
    ScoreClass,
    arm_class,
    arm_class_of_mother,
    doubts_about,
    oedema_class,
    weight_fell_fast,
    z_class,
)
from twiza.rulesets.tests.shipped import shipped

BORN_ON = dt.date(2020, 1, 1)
SHIPPED = shipped("anthropometry")


@pytest.mark.parametrize(
    ("on", "muac_mm", "code"),
    [
        ("2020-02-11", 100, None),
        ("2020-02-12", 109, "risque"),
        ("2020-06-30", 110, None),
        ("2020-07-01", 114.9, "MAS"),
        ("2020-07-01", 115, "MAM"),
        ("2024-12-31", 124, "MAM"),
        ("2024-12-31", 125, "normal"),
        ("2025-01-01", 134, "MAS"),
        ("2025-01-01", 135, None),
        ("2030-01-01", 159, "MAS"),
        ("2034-12-31", 160, None),
        ("2035-01-01", 100, None),
    ],
)
def test_an_arm_has_the_class_of_its_age(on, muac_mm, code):
    found = arm_class(SHIPPED, born_on=BORN_ON, on=dt.date.fromisoformat(on), muac_mm=muac_mm)

    assert (found.code if found else None) == code


def test_a_class_says_its_group_its_colour_and_how_sure_it_is():
    found = arm_class(SHIPPED, born_on=BORN_ON, on=dt.date(2026, 1, 1), muac_mm=120)

    assert found == NutritionClass("5-9 ans", "MAS", "rouge", "low", to_be_validated=True)


@pytest.mark.parametrize(("muac_mm", "code"), [(229, "malnutrition"), (230, None)])
def test_a_mother_has_a_threshold_of_her_own(muac_mm, code):
    found = arm_class_of_mother(SHIPPED, muac_mm=muac_mm)

    assert (found.code if found else None) == code


def test_every_group_and_index_of_the_ruleset_is_known_by_its_words():
    assert {row["group"] for row in SHIPPED["muac"]} == {*GROUP_AGES, PREGNANT_OR_NURSING}
    assert {row["index"] for row in SHIPPED["zscores"]} == set(INDICES.values())


def test_oedema_is_severe_whatever_the_arm():
    assert oedema_class(SHIPPED, has_oedema=True) == NutritionClass("", "MAS", "", "", to_be_validated=True)
    assert oedema_class(SHIPPED, has_oedema=False) is None
    assert oedema_class({}, has_oedema=True) is None


@pytest.mark.parametrize(
    ("index", "z", "name"),
    [
        ("zwfl", -3.01, "severe"),
        ("zwfl", -3, "moderate"),
        ("zlen", -2.01, "moderate"),
        ("zlen", -2, None),
        ("zwei", -3.5, "severe"),
        ("zwei", 4, None),
        ("zbmi", -2.5, "moderate"),
        ("zbmi", 1, None),
        ("zbmi", 1.01, "overweight"),
        ("zbmi", 2.01, "obesity"),
        ("zhc", -5, None),
    ],
)
def test_a_z_score_has_the_class_of_its_index(index, z, name):
    found = z_class(SHIPPED, index=index, z=z)

    assert (found.code if found else None) == name


def test_the_class_of_a_score_says_which_threshold_it_passed():
    assert z_class(SHIPPED, index="zlen", z=-2.5) == ScoreClass("moderate", -2, to_be_validated=True)


def test_measures_outside_their_bounds_are_hardly_true():
    measures = {"weight_kg": 9_500, "height_cm": 34.9, "muac_mm": 60}

    assert doubts_about(SHIPPED, measures) == (
        Doubt("weight_kg", 9_500, 0.8, 120, to_be_validated=True),
        Doubt("height_cm", 34.9, 35, 200, to_be_validated=True),
    )
    assert doubts_about(SHIPPED, {"muac_mm": 401})[0].most == 400
    assert doubts_about({}, measures) == ()


@pytest.mark.parametrize(("after", "days", "fell"), [(9.5, 14, True), (9.6, 14, False), (9.0, 15, False)])
def test_a_twentieth_of_a_weight_in_two_weeks_is_fast(after, days, fell):
    assert weight_fell_fast(SHIPPED, before_kg=10, after_kg=after, days=days) is fell
    assert weight_fell_fast({}, before_kg=10, after_kg=after, days=days) is None


@given(age=st.integers(183, 1800), muac=st.floats(60, 400))
def test_between_six_months_and_five_years_every_arm_has_one_class(age, muac):
    found = arm_class(SHIPPED, born_on=BORN_ON, on=BORN_ON + dt.timedelta(days=age), muac_mm=muac)

    assert found.code == ("MAS" if muac < 115 else "MAM" if muac < 125 else "normal")
