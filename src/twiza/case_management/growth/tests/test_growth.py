"""Z-scores, beside WHO's own on a survey of 498 children, and at every edge of age and length."""

import csv
import io
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import override

from twiza.case_management.growth.csv_file import GrowthFileNotUnderstood, score_file
from twiza.case_management.growth.indices import (
    DAYS_IN_A_MONTH,
    LAST_DAY_OF_STANDARDS,
    PLAUSIBLE,
    Measured,
    aged,
    growth_of,
    implausible,
)
from twiza.case_management.growth.tables import tables_from

SURVEY = Path(__file__).with_name("survey.csv")
HEAD = "id,sex,age_days,weight_kg,lenhei_cm,measure,headc_cm,armc_cm,oedema\n"


@pytest.fixture(scope="module")
def tables():
    return tables_from(settings.DATA / "growth" / "lms.csv.gz")


@pytest.fixture
def scores(tables):
    """Return what gives the z-scores of a child of an age."""

    def of(*, days=None, months=None, sex="f", **measures):
        age_days, age_months = aged(days=days, months=months)
        return growth_of(Measured(sex=sex, days=age_days, months=age_months, **measures), tables)

    return of


@pytest.fixture
def scored(tables):
    """Return what copies a CSV with its z-scores: its lines, and what was told."""

    def copy(text):
        target, told = io.StringIO(), []
        with override("en"):
            score_file(io.StringIO(text), target, tables=tables, tell=told.append)
        return list(csv.DictReader(io.StringIO(target.getvalue()))), told

    return copy


def test_a_survey_of_children_gets_the_scores_that_the_programs_of_who_gave(scored):
    with SURVEY.open(encoding="utf-8") as lines:
        expected = list(csv.DictReader(lines))

    found, told = scored(SURVEY.read_text(encoding="utf-8"))

    unlike = {
        (child["id"], name)
        for child, mine in zip(expected, found, strict=True)
        for name in PLAUSIBLE
        if not is_alike(mine[name], child[name])
    }
    assert (len(found), told) == (498, [])
    assert {child for child, _name in unlike} == {child["id"] for child in expected if is_between_tables(child)}


def is_between_tables(child: dict[str, str]) -> bool:
    """Say whether a child is past the published days of the standards: older programs went on to 1,856 days."""
    return int(child["age_days"] or 0) > LAST_DAY_OF_STANDARDS


def is_alike(mine: str, theirs: str) -> bool:
    """Say whether two scores are both empty, or the same to 0.01."""
    if not mine or not theirs:
        return mine == theirs
    return abs(float(mine) - float(theirs)) <= 0.0101


def test_the_median_child_of_every_table_is_at_zero(tables):
    of_days = {"weight_by_day": "weight", "length_by_day": "length", "head_by_day": "head", "arm_by_day": "arm"}
    names = {"weight": "zwei", "length": "zlen", "head": "zhc", "arm": "zac"}

    for (name, sex), table in tables.items():
        for day in (int(table.start), 730, 731, 1826) if name in of_days else ():
            measure = of_days[name]
            child = Measured(sex=sex, days=day, months=day / DAYS_IN_A_MONTH, **{measure: table.at(day).median})
            assert growth_of(child, tables) == {names[measure]: 0.0}


@pytest.mark.parametrize(
    ("age", "indices"),
    [
        ({"days": 0}, {"zwei", "zlen", "zbmi", "zhc", "zwfl"}),
        ({"days": 90}, {"zwei", "zlen", "zbmi", "zhc", "zwfl"}),
        ({"days": 91}, {"zwei", "zlen", "zbmi", "zhc", "zwfl", "zac"}),
        ({"days": 1826}, {"zwei", "zlen", "zbmi", "zhc", "zwfl", "zac"}),
        ({"months": 60}, {"zwei", "zlen", "zbmi", "zhc", "zwfl", "zac"}),
        ({"days": 1827}, {"zwei", "zlen", "zbmi"}),
        ({"months": 120.99}, {"zwei", "zlen", "zbmi"}),
        ({"months": 121}, {"zlen", "zbmi"}),
        ({"months": 228.99}, {"zlen", "zbmi"}),
        ({"months": 229}, set()),
        ({}, {"zwfl"}),
    ],
)
def test_each_age_has_its_indices(scores, age, indices):
    found = scores(**age, weight=14.0, length=80.0, head=45.0, arm=15.0)

    assert set(found) == indices


@pytest.mark.parametrize(("days", "is_lying", "like"), [(730, False, 80.7), (731, True, 79.3), (2500, True, 79.3)])
def test_who_was_measured_the_other_way_is_corrected_by_seven_millimetres(scores, days, is_lying, like):
    other = scores(days=days, length=80.0, is_lying=is_lying)

    assert other == scores(days=days, length=like, is_lying=not is_lying) != scores(days=days, length=80.0)


def test_lengths_between_two_rows_count_in_proportion(scores):
    below, between, above = (scores(days=300, weight=7.5, length=length)["zwfl"] for length in (68.0, 68.05, 68.1))

    assert above <= between <= below
    assert above < below


def test_the_weight_of_an_oedema_says_nothing(scores):
    assert set(scores(days=400, weight=9.0, length=75.0, head=45.0, arm=14.0, has_oedema=True)) == {
        "zlen",
        "zhc",
        "zac",
    }


def test_what_is_beyond_the_limits_of_who_is_flagged_and_still_given(scored):
    found, _told = scored(HEAD + "1,f,400,30,75,L,45,14,n\n")

    assert (found[0]["flags"], float(found[0]["zwei"]) > 5) == ("zwei zwfl zbmi", True)


@pytest.mark.parametrize(("scores_of", "flagged"), [({"zwei": -6.0}, []), ({"zwei": -6.01}, ["zwei"])])
def test_a_score_on_the_limit_is_plausible(scores_of, flagged):
    assert implausible(scores_of) == flagged


def test_every_line_comes_back_with_all_it_had_and_what_is_wrong_is_told(scored):
    text = HEAD.replace("oedema", "oedema,village") + (
        "1,f,400,9,75,L,45,14,n,Tizi\n"
        "2,x,400,9,75,L,45,14,n,Tizi\n"
        "3,m,-4,9,75,L,45,14,n,\n"
        "4,M,12.5,neuf,75,debout,45,14,oui,Ifri\n"
        '5,m,400,"9,4",75\n'
    )

    found, told = scored(text)

    assert [(row["id"], row["village"]) for row in found] == [
        ("1", "Tizi"),
        ("2", "Tizi"),
        ("3", ""),
        ("4", "Ifri"),
        ("5", ""),
    ]
    assert [row["zlen"] for row in found][1:4] == ["", "", ""]
    assert found[4]["zwei"] != ""
    assert told == [
        "line 3, sex: “x” is not one of m, f; taken as not measured.",
        "line 4, age_days: “-4” is not a number from 0 to 40000; taken as not measured.",
        "line 5, age_days: “12.5” is not a whole number of days; taken as not measured.",
        "line 5, measure: “debout” is not one of l, h; taken as not measured.",
        "line 5, oedema: “oui” is not one of y, n; taken as not measured.",
        "line 5, weight_kg: “neuf” is not a number from 0.1 to 500; taken as not measured.",
    ]


@pytest.mark.parametrize("head", ["", "id,age_days,weight_kg\n", "id,sex,weight_kg\n"])
def test_a_file_without_sex_or_age_is_refused(scored, head):
    with pytest.raises(GrowthFileNotUnderstood, match="The first line names no column"):
        scored(head)


def test_months_are_taken_where_there_are_no_days(scored):
    by_months, _told = scored("id,sex,age_months,lenhei_cm\n1,m,60.5,110\n")
    by_days, _told = scored("id,sex,age_days,lenhei_cm\n1,m,1841,110\n")

    assert by_months[0]["zlen"] == by_days[0]["zlen"] != ""
