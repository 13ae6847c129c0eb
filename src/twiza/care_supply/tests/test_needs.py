"""Gaps are taken from what is computed, keep what they rest on, and are measured again beside the first figure."""

import pytest

from twiza.access.models import Specialty
from twiza.care_supply.actions.changing import NoSuchPlan
from twiza.care_supply.actions.gaps import Rest, measure_gaps, take_needs
from twiza.care_supply.models import Gap, GapMeasure
from twiza.care_supply.queries.needs import unserved_needs
from twiza.care_supply.wording import number_said
from twiza.conftest import NOW, TODAY


@pytest.fixture
def needs(version, formula):
    return unserved_needs(version.plan.area, formula, None, list(Specialty.objects.all()))


def test_the_greatest_needs_come_first_by_the_formula(needs):
    assert [(one.commune.code, one.need, one.far_share) for one in needs] == [
        ("05.081.03.09", 900.0, None),
        ("05.081.03.03", 40.0, None),
        ("05.081.03.13", 30.0, None),
    ]


def test_with_a_scenario_only_those_far_from_care_count(version, formula, scenario):
    needs = unserved_needs(version.plan.area, formula, scenario, list(Specialty.objects.all()))

    shares = {row.commune.code: row.people_beyond_far_minutes / row.people for row in scenario.results.all()}
    assert {one.commune.code: one.far_share for one in needs} == shares
    assert [one.figure for one in needs] == sorted(
        (one.need * shares[one.commune.code] for one in needs), reverse=True
    )


def test_a_need_becomes_a_gap_with_its_formula_and_the_same_one_twice_is_one(version, formula, needs, manager, acting):
    sent = {"version": version, "chosen": needs[:2], "rest": Rest(formula, None), "actor": acting(manager), "at": NOW}

    made, again = take_needs(**sent), take_needs(**sent)

    kept = Gap.objects.order_by("position").values_list(
        "commune__code", "figure", "measured_by", "formula", "figure_on"
    )
    assert list(kept) == [
        ("05.081.03.09", 900.0, "need", formula.pk, TODAY),
        ("05.081.03.03", 40.0, "need", formula.pk, TODAY),
    ]
    assert (len(made), again) == (2, [])
    assert set(made[0].basis) == {"fr", "ar", "en"}


def test_nothing_ticked_is_said_and_nothing_is_kept(version, formula, manager, acting):
    with pytest.raises(NoSuchPlan):
        take_needs(version=version, chosen=[], rest=Rest(formula, None), actor=acting(manager), at=NOW)

    assert Gap.objects.count() == 0


def test_a_gap_measured_again_stands_beside_its_first_figure(version, formula, needs, manager, acting):
    (gap,) = take_needs(version=version, chosen=needs[:1], rest=Rest(formula, None), actor=acting(manager), at=NOW)
    Gap.objects.filter(pk=gap.pk).update(figure=1_200)

    for _time in range(2):
        measure_gaps(plan=version.plan, version=version, actor=acting(manager), at=NOW)

    assert list(GapMeasure.objects.values_list("gap_key", "on", "figure")) == [(gap.key, TODAY, 900.0)]
    assert Gap.objects.get(pk=gap.pk).figure == 1_200


def test_a_gap_whose_scenario_is_gone_is_not_measured_and_says_so(version, formula, scenario, manager, acting):
    needs = unserved_needs(version.plan.area, formula, scenario, list(Specialty.objects.all()))
    take_needs(version=version, chosen=needs[:1], rest=Rest(formula, scenario), actor=acting(manager), at=NOW)
    scenario.delete()

    measure_gaps(plan=version.plan, version=version, actor=acting(manager), at=NOW)

    assert list(GapMeasure.objects.values_list("figure", flat=True)) == [None]


def test_a_far_gap_is_measured_with_the_facilities_of_today(version, formula, scenario, manager, acting):
    needs = unserved_needs(version.plan.area, formula, scenario, list(Specialty.objects.all()))
    made = take_needs(version=version, chosen=needs, rest=Rest(formula, scenario), actor=acting(manager), at=NOW)

    measure_gaps(plan=version.plan, version=version, actor=acting(manager), at=NOW)

    again = dict(GapMeasure.objects.values_list("gap_key", "figure"))
    assert {gap.key: pytest.approx(gap.figure) for gap in made} == again


def test_typed_gaps_alone_are_measured_by_people(version, lack, manager, acting):
    lack(version)

    with pytest.raises(NoSuchPlan):
        measure_gaps(plan=version.plan, version=version, actor=acting(manager), at=NOW)


@pytest.mark.parametrize(
    ("figure", "said"),
    [(None, ""), (0, "0"), (0.4, "fewer than 5"), (4.9, "fewer than 5"), (5, "5"), (1234.4, "1,234")],
)
def test_small_figures_are_hidden(figure, said):
    assert number_said(figure) == said
