import pytest

from twiza.access.actions.scenario import Assumptions, make_scenario
from twiza.access.engine import Travel
from twiza.access.models import Basis, Care, SupplyUnit
from twiza.access.place_options import areas_of
from twiza.access.queries.formulas import formula_in_use, formulas_of
from twiza.access.queries.scenarios import scenarios_of
from twiza.access.reach_by_commune import Limits
from twiza.accounts.decisions import Facts, decide
from twiza.conftest import NOW

CAST = ("aminata", "bakary", "chama", "driss", "esther", "manager", "technical_administrator", "auditor")


@pytest.fixture
def scenario(council, driss, acting, points):
    return make_scenario(
        organisation=council,
        name="Accès",
        area=points[0].commune,
        assumptions=Assumptions(
            Basis.PROVINCE_TOWNS, Care.HOSPITAL, SupplyUnit.FACILITIES, Travel(40, 1.35), Limits(5, 6, 30, 60)
        ),
        made_by=driss,
        actor=acting(driss),
        at=NOW,
    )


@pytest.mark.parametrize("name", CAST)
def test_the_list_of_scenarios_and_the_decision_agree(name, scenario, council, acting, request):
    actor = acting(request.getfixturevalue(name))

    listed = list(scenarios_of(actor))

    facts = Facts(organisation_id=scenario.organisation_id, place_path=scenario.area.path)
    may_open = bool(decide(actor, "access.open_scenario", facts))
    assert listed == ([scenario] if may_open else [])
    assert may_open == (name in {"driss", "manager"})


@pytest.mark.parametrize(
    ("territory", "is_there"),
    [(("MA/05",), True), (("MA/08", "MA/05/05.081"), True), (("MA/08",), False), (("MA/05/05.08",), False)],
)
def test_a_scenario_is_there_in_its_own_territory_only(scenario, make_person, council, acting, territory, is_there):
    planner = acting(make_person("Hassan", council, "planner", territory=territory))

    facts = Facts(organisation_id=council.pk, place_path=scenario.area.path)
    assert (scenarios_of(planner).exists(), bool(decide(planner, "access.open_scenario", facts))) == (
        is_there,
        is_there,
    )


@pytest.mark.parametrize("name", CAST)
def test_the_list_of_formulas_and_the_decision_agree(name, formula, acting, request):
    actor = acting(request.getfixturevalue(name))

    listed = list(formulas_of(actor))

    may_open = bool(decide(actor, "access.open_formula", Facts(is_published=True)))
    assert listed == ([formula] if may_open else [])
    assert may_open == (name not in {"esther", "technical_administrator", "auditor"})


def test_a_formula_of_another_organisation_is_not_there(formula, other_association, acting, driss, chama):
    formula.organisation = other_association
    formula.save()

    assert formula_in_use(acting(driss)) is None
    assert formula_in_use(acting(chama)) == formula
    assert not decide(acting(driss), "access.open_formula", Facts(organisation_id=other_association.pk))


@pytest.mark.parametrize(
    ("territory", "paths"),
    [
        ((), ["MA", "MA/05", "MA/05/05.081"]),
        (("MA/05",), ["MA/05", "MA/05/05.081"]),
        (("MA/05/05.081/05.081.03.09",), ["MA/05/05.081/05.081.03.09"]),
    ],
)
def test_areas_offered_are_those_of_ones_territory(make_person, council, acting, places, territory, paths):
    planner = acting(make_person("Hassan", council, "planner", territory=territory))

    assert [area.path for area in areas_of(planner)] == paths


def test_a_scenario_is_made_for_ones_own_organisation_within_ones_territory(make_person, council, acting):
    planner = acting(make_person("Hassan", council, "planner", territory=("MA/05",)))

    inside = Facts(organisation_id=council.pk, place_path="MA/05/05.081")
    outside = Facts(organisation_id=council.pk, place_path="MA/08")
    not_ours = Facts(organisation_id=council.pk + 1, place_path="MA/05/05.081")

    assert [bool(decide(planner, "access.make_scenario", facts)) for facts in (inside, outside, not_ours)] == [
        True,
        False,
        False,
    ]
