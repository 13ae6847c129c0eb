import json

import pytest
from django.urls import reverse

from twiza.access.actions.scenario import Assumptions, make_scenario
from twiza.access.engine import Travel
from twiza.access.models import AccessScenario, Basis, Care, NeedFormula, SupplyUnit
from twiza.access.reach_by_commune import Limits
from twiza.access.tests.conftest import ABBAS, AHANSAL
from twiza.conftest import NOW
from twiza.territory.actions.editions import open_new_edition

pytestmark = pytest.mark.usefixtures("formula", "points")


@pytest.fixture
def scenario(council, driss, acting, census):
    return make_scenario(
        organisation=council,
        name="Accès de mai",
        area=census["05"],
        assumptions=Assumptions(
            Basis.PROVINCE_TOWNS, Care.HOSPITAL, SupplyUnit.FACILITIES, Travel(40, 1.35), Limits(5, 6, 30, 60)
        ),
        made_by=driss,
        actor=acting(driss),
        at=NOW,
    )


def rows_of(page):
    return [(row.place.code, row.inhabitants, row.incomplete) for row in page.context["page"]]


def test_needs_are_shown_by_commune_with_what_is_missing(browser_of, driss):
    page = browser_of(driss).get(reverse("needs"), {"area": "MA/05", "level": "commune", "sort": "name"})

    assert page.status_code == 200
    assert rows_of(page) == [
        ("05.081.03.03", 6000, 0),
        ("05.081.03.09", 12000, 0),
        ("05.081.03.13", 3000, 1),
    ]
    assert "they are to be validated" in page.content.decode()


def test_needs_of_a_region_are_those_of_its_communes(browser_of, driss):
    page = browser_of(driss).get(reverse("needs"), {"area": "MA", "level": "region"})

    (row,) = page.context["page"]
    assert (row.place.code, row.inhabitants, row.incomplete) == ("05", 21000, 1)
    assert page.context["figures"]["inhabitants"] == 21000


def test_figures_of_the_map_are_keyed_by_code_and_say_nothing_of_what_is_missing(browser_of, driss):
    answer = browser_of(driss).get(
        reverse("needs_values"), {"area": "MA/05", "level": "commune", "specialty": "gynaecology"}
    )

    values = json.loads(answer.content)
    assert sorted(values) == ["05.081.03.03", "05.081.03.09", "05.081.03.13"]
    assert values[ABBAS]["need"] == pytest.approx(4.0)
    assert "need" not in values[AHANSAL]


@pytest.mark.parametrize("name", ["esther", "technical_administrator", "auditor"])
def test_roles_without_needs_find_nothing_here(name, browser_of, request):
    person = request.getfixturevalue(name)

    answer = browser_of(person).get(reverse("needs"))

    assert answer.status_code == 404


@pytest.mark.parametrize("asked", [{"area": "MA/99"}, {"formula": "x"}, {"indicator": "x"}, {"scenario": "x"}])
def test_what_is_not_offered_does_not_exist(browser_of, driss, asked):
    assert browser_of(driss).get(reverse("needs"), asked).status_code == 404


def test_a_commune_shows_every_part_and_says_which_is_missing(browser_of, driss, census):
    page = browser_of(driss).get(reverse("commune_needs", args=[census[AHANSAL].pk]))

    general = page.context["specialties"][0]
    assert [part.need for part in general.parts] == [300.0, None, None, None, None]
    assert (general.need, general.is_incomplete) == (300.0, True)


def test_a_page_of_three_communes_asks_as_often_as_one_of_one(browser_of, driss, scenario, django_assert_num_queries):
    browser = browser_of(driss)
    asked = {"level": "commune", "scenario": str(scenario.pk), "indicator": "running_water"}

    with django_assert_num_queries(23):
        browser.get(reverse("needs"), asked | {"area": "MA/05/05.081"})
    open_new_edition(country="MA")
    with django_assert_num_queries(23):
        browser.get(reverse("needs"), asked | {"area": "MA"})
    with django_assert_num_queries(20):
        browser.get(reverse("needs"), asked | {"area": "MA"})


@pytest.mark.parametrize("kind", ["xlsx", "csv", "geojson"])
def test_needs_go_out_with_their_assumptions_inside(browser_of, driss, kind):
    answer = browser_of(driss).get(reverse("needs_export", args=[kind]), {"area": "MA/05", "level": "commune"})

    assert answer.status_code == 200
    if kind == "geojson":
        collection = json.loads(answer.content)
        assert len(collection["features"]) == 3
        assert len(collection["notes"]) == 3


def test_another_kind_of_file_does_not_exist(browser_of, driss):
    assert browser_of(driss).get(reverse("needs_export", args=["pdf"])).status_code == 404


def test_a_scenario_is_made_shown_and_says_what_it_rests_on(browser_of, driss, census):
    browser = browser_of(driss)
    given = {
        "name": "Hôpitaux",
        "area": "MA/05",
        "basis": "province_towns",
        "care": "hospital",
        "supply_unit": "facilities",
        "speed_kmh": "40",
        "detour": "1.35",
        "near_km": "5",
        "far_km": "6",
        "near_minutes": "30",
        "far_minutes": "60",
    }

    answer = browser.post(reverse("access_scenario_create"), given, follow=True)

    scenario = AccessScenario.objects.get()
    assert answer.redirect_chain == [(reverse("access_scenario", args=[scenario.pk]), 302)]
    assert [row.people for row in answer.context["page"]] == [3000, 6000, 12000]
    assert len(answer.context["assumptions"]) == 3
    assert answer.context["sight"].total.beyond_far_km is None


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"care": "primary"}, "care"),
        ({"far_km": "4"}, "far_km"),
        ({"far_minutes": "30"}, "far_minutes"),
        ({"speed_kmh": "0"}, "speed_kmh"),
        ({"detour": "0.9"}, "detour"),
        ({"area": "MA/99"}, "area"),
        ({"basis": "registered"}, "__all__"),
    ],
)
def test_a_scenario_that_makes_no_sense_is_refused_and_nothing_is_kept(browser_of, driss, change, field):
    given = {
        "name": "Hôpitaux",
        "area": "MA/05",
        "basis": "province_towns",
        "care": "hospital",
        "supply_unit": "facilities",
        "speed_kmh": "40",
        "detour": "1.35",
        "near_km": "5",
        "far_km": "6",
        "near_minutes": "30",
        "far_minutes": "60",
    }

    answer = browser_of(driss).post(reverse("access_scenario_create"), given | change)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert AccessScenario.objects.count() == 0


@pytest.mark.parametrize("name", ["chama", "technical_administrator", "auditor", "aminata"])
def test_a_scenario_of_another_organisation_is_not_there(name, browser_of, scenario, request):
    browser = browser_of(request.getfixturevalue(name))

    answers = [
        browser.get(reverse("access_scenario", args=[scenario.pk])).status_code,
        browser.get(reverse("access_scenario_values", args=[scenario.pk])).status_code,
        browser.get(reverse("access_scenario_export", args=[scenario.pk, "csv"])).status_code,
        browser.post(
            reverse("access_scenario_delete", args=[scenario.pk]), {"confirmed_name": scenario.name}
        ).status_code,
        browser.get(reverse("needs"), {"scenario": str(scenario.pk)}).status_code,
    ]

    assert answers == [404] * 5
    assert list(AccessScenario.objects.all()) == [scenario]


def test_a_scenario_is_deleted_only_once_its_name_is_written(browser_of, driss, scenario):
    browser = browser_of(driss)

    browser.post(reverse("access_scenario_delete", args=[scenario.pk]), {"confirmed_name": "autre"})
    assert AccessScenario.objects.count() == 1

    browser.post(reverse("access_scenario_delete", args=[scenario.pk]), {"confirmed_name": " accès de  mai"})
    assert AccessScenario.objects.count() == 0


def test_places_are_compared_in_the_order_asked(browser_of, driss, scenario):
    asked = {"place": [f"MA/05/05.081/{AHANSAL}", "MA/05/05.081"], "scenario": str(scenario.pk)}

    page = browser_of(driss).get(reverse("needs_comparison"), asked)

    assert [(row.place.code, row.inhabitants) for row in page.context["rows"]] == [(AHANSAL, 3000), ("05.081", 21000)]
    groups = {group.title: group.lines for group in page.context["groups"]}
    assert list(groups) == [
        "Need by specialty, per 1,000 inhabitants",
        "Access",
        "Expressed needs",
        "What is missing",
    ]
    assert len(groups["Need by specialty, per 1,000 inhabitants"]) == 3 + 11


def test_a_formula_is_tried_out_without_being_saved_then_saved_as_a_new_version(browser_of, driss, council, formula):
    browser = browser_of(driss)
    given = {
        "name": "Notre formule",
        "note": "Réunion de mai",
        "form-TOTAL_FORMS": "2",
        "form-INITIAL_FORMS": "0",
        "form-0-specialty": "general",
        "form-0-counts": "everyone:",
        "form-0-weight": "0.2",
        "form-1-specialty": "general",
        "form-1-counts": "rest:running_water",
        "form-1-weight": "0",
    }

    tried = browser.post(reverse("need_formula_edit", args=[formula.pk]), given | {"try": "1"})
    assert tried.context["tried"][0].after == pytest.approx(200.0)
    assert NeedFormula.objects.count() == 1

    browser.post(reverse("need_formula_edit", args=[formula.pk]), given)
    kept = NeedFormula.objects.exclude(pk=formula.pk).get()
    assert (kept.version, kept.organisation, kept.based_on, kept.names) == (
        1,
        council,
        formula,
        {"en": "Notre formule"},
    )
    assert [(term.specialty.code, term.weight) for term in kept.terms.all()] == [("general", 0.2)]
    assert formula.terms.count() == 24
