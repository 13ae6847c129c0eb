"""Danger signs: every sign of the ruleset, at its age, with its level."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twiza.case_management.child_health.danger_signs import (
    APPETITE,
    Examined,
    Presence,
    Sign,
    breaths_limit,
    danger_found,
    danger_of_mother,
    danger_together,
)
from twiza.rulesets.tests.shipped import shipped

BORN_ON = dt.date(2024, 1, 1)
DAY_OF = {
    "young_infant_0_59d": dt.date(2024, 2, 29),
    "child_2_59m": dt.date(2024, 9, 1),
    "child_5_17y": dt.date(2030, 1, 1),
    "protection_all": dt.date(2030, 1, 1),
}
SIGNS = [(group["id"], row) for group in shipped("danger_signs")["groups"] for row in group["signs"]]
HOURS = {"urgence": 0, "rapide": 24, "suivi": 168}


def found(on, country="ML", breaths=None, muac=None, **answers):
    child = Examined(BORN_ON, on, country, answers, breaths, muac)
    return danger_found(shipped("danger_signs"), shipped("anthropometry"), child)


@pytest.mark.parametrize(("group", "row"), SIGNS, ids=[row["code"] for _group, row in SIGNS])
def test_each_sign_alone_gives_its_level_and_its_delay(group, row):
    if group == "mother":
        seen = danger_of_mother(shipped("danger_signs"), country="ML", answers={row["code"]: True})
    else:
        seen = found(DAY_OF[group], **{row["code"]: True})

    assert [sign.code for sign in seen.present] == [row["code"]]
    assert (seen.level, seen.delay_hours) == (row["level"], HOURS[row["level"]])


@pytest.mark.parametrize(
    ("on", "groups"),
    [
        (dt.date(2024, 2, 29), {"young_infant_0_59d", "protection_all"}),
        (dt.date(2024, 3, 1), {"child_2_59m", "protection_all"}),
        (dt.date(2028, 12, 31), {"child_2_59m", "protection_all"}),
        (dt.date(2029, 1, 1), {"child_5_17y", "protection_all"}),
        (dt.date(2041, 12, 31), {"child_5_17y", "protection_all"}),
        (dt.date(2042, 1, 1), set()),
    ],
)
def test_each_age_has_its_signs(on, groups):
    assert {sign.group for sign in found(on).signs} == groups


def test_a_visit_to_mother_and_child_is_as_urgent_as_the_worse_of_both():
    child = found(DAY_OF["child_2_59m"], FEV_7=True)
    mother = danger_of_mother(shipped("danger_signs"), country="ML", answers={"MO_HEAD": True})

    both = danger_together(shipped("danger_signs"), child, mother)

    assert ([sign.code for sign in both.present], both.level) == (["FEV_7", "MO_HEAD"], "urgence")


def test_what_nobody_answered_is_to_be_checked_and_what_was_denied_is_absent():
    seen = found(DAY_OF["young_infant_0_59d"], YI_FEED=False, YI_CONV=None)

    said = {sign.code: sign.presence for sign in seen.signs}
    assert (said["YI_FEED"], said["YI_CONV"], said["YI_MOVE"]) == (
        Presence.ABSENT,
        Presence.TO_CHECK,
        Presence.TO_CHECK,
    )
    assert (seen.level, seen.delay_hours, len(seen.to_check)) == ("", None, len(seen.signs) - 1)


def test_a_sign_of_one_country_is_not_asked_in_another():
    codes = {sign.code for sign in found(DAY_OF["child_2_59m"], country="MA").signs}

    assert codes & {"FEV_MAL", "PR_MGF"} == set()


def test_a_sign_says_whether_it_is_sensitive_and_that_nobody_validated_it():
    seen = {sign.code: sign for sign in found(DAY_OF["child_5_17y"], OC_PREG=True).signs}

    assert seen["OC_PREG"] == Sign("OC_PREG", "child_5_17y", "rapide", Presence.PRESENT, False, True, True)


@pytest.mark.parametrize(
    ("on", "breaths", "sign", "presence"),
    [
        (dt.date(2024, 2, 29), 59, "YI_RR60", Presence.ABSENT),
        (dt.date(2024, 2, 29), 60, "YI_RR60", Presence.PRESENT),
        (dt.date(2024, 12, 31), 49, "RESP_FAST", Presence.ABSENT),
        (dt.date(2024, 12, 31), 50, "RESP_FAST", Presence.PRESENT),
        (dt.date(2025, 1, 1), 39, "RESP_FAST", Presence.ABSENT),
        (dt.date(2025, 1, 1), 40, "RESP_FAST", Presence.PRESENT),
    ],
)
def test_breaths_are_counted_against_the_threshold_of_the_age(on, breaths, sign, presence):
    assert {one.code: one.presence for one in found(on, breaths=breaths).signs}[sign] == presence


def test_no_breaths_are_too_many_where_no_threshold_is_set():
    assert breaths_limit(shipped("danger_signs"), born_on=BORN_ON, on=dt.date(2030, 1, 1)) is None


@pytest.mark.parametrize(("muac", "present"), [(114, ["NUT_RED"]), (115, ["NUT_YEL"]), (125, [])])
def test_the_arm_is_measured_rather_than_asked(muac, present):
    assert [sign.code for sign in found(DAY_OF["child_2_59m"], muac=muac).present] == present


@pytest.mark.parametrize(("muac", "presence"), [(109, Presence.PRESENT), (112, Presence.TO_CHECK)])
def test_before_six_months_only_the_red_threshold_is_set(muac, presence):
    seen = {sign.code: sign.presence for sign in found(dt.date(2024, 5, 1), muac=muac).signs}

    assert seen["NUT_RED"] == presence


def test_what_somebody_saw_counts_beside_what_was_measured():
    assert [sign.code for sign in found(DAY_OF["child_2_59m"], muac=130, NUT_RED=True).present] == ["NUT_RED"]


@pytest.mark.parametrize("worse", ["GD_DRINK", "GD_VOMIT", "GD_CONV", "GD_LETH", "NUT_OED", APPETITE])
def test_a_thin_arm_is_urgent_with_a_general_sign_an_oedema_or_no_appetite(worse):
    alone = found(DAY_OF["child_2_59m"], muac=110)
    with_it = found(DAY_OF["child_2_59m"], muac=110, **{worse: True})

    assert (alone.level, with_it.level) == ("rapide", "urgence")
    assert {sign.code: sign.level for sign in with_it.signs}["NUT_RED"] == "urgence"


@given(
    age=st.integers(0, 6_570),
    answers=st.dictionaries(
        st.sampled_from([row["code"] for _group, row in SIGNS]), st.sampled_from([True, False, None])
    ),
)
def test_the_level_is_that_of_the_worst_sign_present(age, answers):
    seen = found(BORN_ON + dt.timedelta(days=age), **answers)

    delays = [HOURS[sign.level] for sign in seen.present]
    assert seen.delay_hours == min(delays, default=None)
    assert {sign.code for sign in seen.present} <= {code for code, answer in answers.items() if answer}
