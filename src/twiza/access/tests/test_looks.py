from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from twiza.access.actions.seasons import set_seasons
from twiza.access.engine import Travel
from twiza.access.models import AccessResult, ScenarioSeason, Season, SupplyUnit
from twiza.access.tests.conftest import ABBAS, AHANSAL, TABANT
from twiza.access.tests.listed import list_facilities, listed_scenario
from twiza.accounts.models import AuditEntry
from twiza.conftest import NOW
from twiza.facilities.loaders import load_shipped_types


@pytest.fixture
def facilities(council, places):
    load_shipped_types()
    return list_facilities(council, places)


@pytest.fixture
def scenario(council, driss, places, points, facilities):
    return listed_scenario(council, driss, places["05"])


def seen(browser, scenario, **given):
    return browser.get(reverse("access_scenario", args=[scenario.pk]), {"level": "commune"} | given)


def people_beyond(page):
    return {row.place.code: row.beyond_far_minutes for row in page.context["sight"].rows}


def test_another_limit_is_answered_at_once_and_nothing_is_kept(browser_of, driss, scenario):
    browser = browser_of(driss)

    page = seen(browser, scenario, minutes="5")

    assert people_beyond(page) == {ABBAS: 4_000, TABANT: 0, AHANSAL: 3_000}
    assert page.context["sentences"] == ["7,000 people (33%) are more than 5 minutes from a listed facility."]
    assert page.context["query"] == "level=commune&season=dry&minutes=5"
    assert AccessResult.objects.count() == 0


def test_a_kind_of_facility_counts_only_those_of_that_kind_and_says_how_many(browser_of, driss, scenario):
    page = seen(browser_of(driss), scenario, service="kind:CSR2", minutes="30")

    assert people_beyond(page) == {ABBAS: 4_000, TABANT: 12_000, AHANSAL: 3_000}
    assert page.context["assumptions"][0] == (
        "Only facilities of our list of this kind are counted: Rural health centre, level 2 (1)."
    )


def test_a_service_counts_those_that_said_they_give_it(browser_of, driss, scenario):
    page = seen(browser_of(driss), scenario, service="service:accouchement", minutes="30")

    assert page.context["sight"].sites_counted == 1
    assert people_beyond(page) == {ABBAS: 4_000, TABANT: 12_000, AHANSAL: 3_000}


def test_staff_of_a_service_that_is_not_known_is_no_supply_and_not_zero(browser_of, driss, council, places, scenario):
    by_doctors = listed_scenario(council, driss, places["05"], SupplyUnit.DOCTORS)
    browser = browser_of(driss)

    page = seen(browser, by_doctors, service="service:accouchement")

    assert {row.supply_per_10000 for row in page.context["sight"].rows} == {None}
    # Two doctors: all on the same weight but for the 2,000 of Abbas, in the second of the three bands.
    assert round(seen(browser, by_doctors, minutes="61").context["sight"].total.supply_per_10000, 3) == 0.952


def test_in_the_rains_people_are_farther_and_the_page_says_whose_values_these_are(browser_of, driss, acting, scenario):
    set_seasons(scenario=scenario, travels={Season.RAINS: Travel(20.0, 1.5)}, actor=acting(driss), at=NOW)

    page = seen(browser_of(driss), scenario, season="rains", minutes="5")

    assert [choice for choice, _label in page.context["form"].fields["season"].choices] == ["dry", "rains"]
    assert people_beyond(page)[TABANT] == 4_000
    assert page.context["assumptions"][1] == (
        "In the rains roads are taken to be 1.50 times the straight line, travelled at 20 km/h: "
        "values chosen here, to be validated."
    )


@pytest.mark.parametrize("given", [{"minutes": "0"}, {"minutes": "x"}, {"season": "snow"}, {"service": "kind:CHU"}])
def test_what_is_not_offered_is_refused_and_shows_what_was_kept(browser_of, driss, scenario, given):
    browser = browser_of(driss)

    page = seen(browser, scenario, **given)

    assert (page.status_code, list(page.context["form"].errors)) == (422, list(given))
    assert page.context["sight"].is_as_kept
    assert browser.get(reverse("access_scenario_values", args=[scenario.pk]), given).status_code == 404


def test_the_map_and_the_workbook_ask_for_the_same_view(browser_of, driss, scenario):
    browser, given = browser_of(driss), {"level": "commune", "minutes": "5"}

    values = browser.get(reverse("access_scenario_values", args=[scenario.pk]), given).json()
    book = load_workbook(
        BytesIO(browser.get(reverse("access_scenario_export", args=[scenario.pk, "xlsx"]), given).content)
    )

    assert values[ABBAS] == {"far": 0.6667, "supply": 1.6667, "words": "Farther than 5 minutes: 67%"}
    assert [cell.value for cell in book.worksheets[0][1]] == [
        "Code",
        "Name",
        "Inhabitants",
        "People beyond 5 minutes",
        "Mean minutes to the nearest",
        "Supply per 10,000 inhabitants",
        "Communes that reach no service",
    ]


def test_seasons_are_kept_shown_again_and_replaced(browser_of, driss, scenario):
    browser, address = browser_of(driss), reverse("access_seasons", args=[scenario.pk])

    answer = browser.post(address, {"rains_speed_kmh": "20", "rains_detour": "1.5"})

    assert answer.url == reverse("access_scenario", args=[scenario.pk])
    assert browser.get(address).context["form"].initial == {"rains_speed_kmh": "20", "rains_detour": "1.5"}
    assert AuditEntry.objects.filter(outcome="seasons").count() == 1
    browser.post(address, {"snow_speed_kmh": "10", "snow_detour": "2"})
    assert list(ScenarioSeason.objects.values_list("season", "speed_kmh", "detour")) == [("snow", 10.0, 2.0)]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"rains_speed_kmh": "20"}, "rains_detour"),
        ({"snow_detour": "2"}, "snow_speed_kmh"),
        ({"snow_detour": "0.5", "snow_speed_kmh": "10"}, "snow_detour"),
        ({"snow_detour": "2", "snow_speed_kmh": "0"}, "snow_speed_kmh"),
    ],
)
def test_half_a_season_is_refused_and_nothing_is_kept(browser_of, driss, scenario, given, field):
    answer = browser_of(driss).post(reverse("access_seasons", args=[scenario.pk]), given)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert ScenarioSeason.objects.count() == 0


@pytest.mark.parametrize("name", ["chama", "technical_administrator", "auditor", "aminata"])
def test_the_seasons_of_a_foreign_scenario_do_not_exist(name, browser_of, scenario, request):
    browser, address = browser_of(request.getfixturevalue(name)), reverse("access_seasons", args=[scenario.pk])

    assert [browser.get(address).status_code, browser.post(address, {}).status_code] == [404, 404]


def test_a_view_of_three_communes_asks_as_often_as_one_of_one(
    browser_of, driss, council, places, points, facilities, django_assert_num_queries
):
    browser = browser_of(driss)
    one = listed_scenario(council, driss, places[TABANT])
    three = listed_scenario(council, driss, places["05"])

    seen(browser, one, minutes="5")

    # The points of the country are at hand from here on.
    with django_assert_num_queries(24):
        seen(browser, one, minutes="5")
    with django_assert_num_queries(24):
        seen(browser, three, minutes="5")
