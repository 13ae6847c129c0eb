import pytest
from django.urls import reverse

from twiza.access.engine import Travel
from twiza.access.models import AccessScenario, Basis, Care, ReachUnit, SupplyUnit
from twiza.access.siting import Limit
from twiza.access.tests.conftest import ABBAS, AHANSAL, TABANT
from twiza.access.tests.test_siting import ground, places
from twiza.access.what_if import CommuneChange, with_one_fewer, with_one_more
from twiza.conftest import NOW
from twiza.facilities.loaders import load_shipped_types
from twiza.facilities.models import Facility, FacilityType
from twiza.territory.actions.editions import open_new_edition
from twiza.territory.models import Place, PopulationPoint

TRAVEL = Travel(speed_kmh=60.0, detour=1.0)
TEN, THIRTY = Limit(10.5, ReachUnit.MINUTES), Limit(30.5, ReachUnit.KM)


def changes(change):
    return [(one.before, one.after, one.gained) for one in change.limits]


def test_one_more_place_brings_its_neighbours_within_reach_and_leaves_the_others():
    land = ground((0, 100), (20, 60), (30, 40), sites=[0])

    change = with_one_more(land, places(30)[0], TRAVEL, [TEN, THIRTY])

    assert changes(change) == [(100.0, 200.0, 100), (200.0, 200.0, 0)]
    assert change.communes == (CommuneChange(1, 60, (60, 0)), CommuneChange(2, 40, (40, 0)))
    assert (round(change.mean_before, 3), round(change.mean_after, 3)) == (12.0, 3.0)


def test_one_fewer_place_leaves_its_people_farther_away():
    land = ground((0, 100), (20, 60), sites=[0, 20])

    change = with_one_fewer(land, 1, TRAVEL, [TEN, THIRTY])

    assert changes(change) == [(160.0, 100.0, -60), (160.0, 160.0, 0)]
    assert change.communes == (CommuneChange(1, 60, (-60, 0)),)


def test_adding_a_place_where_there_was_none_at_all_is_understood_and_closing_the_last_one_too():
    added = with_one_more(ground((0, 100)), places(0)[0], TRAVEL, [TEN])
    closed = with_one_fewer(ground((0, 100), sites=[0]), 0, TRAVEL, [TEN])

    assert (changes(added), added.mean_before, added.mean_after) == ([(0.0, 100.0, 100)], None, 0.0)
    assert (changes(closed), closed.mean_before, closed.mean_after) == ([(100.0, 0.0, -100)], 0.0, None)


@pytest.fixture
def scenario(council, driss, places, points):
    return made(council, driss, places, Basis.PROVINCE_TOWNS, Care.HOSPITAL)


@pytest.fixture
def listed(council, driss, places, points):
    load_shipped_types()
    Facility.objects.create(
        organisation=council,
        names={"fr": "Centre de Tabant"},
        type=FacilityType.objects.get(code="CSR1"),
        place=places[TABANT],
        lat=31.66,
        lon=-6.40,
        status="open",
        source="essai",
        updated_at=NOW,
    )
    return made(council, driss, places, Basis.REGISTERED, Care.PRIMARY)


def made(council, driss, places, basis, care):
    scenario = AccessScenario.objects.create(
        organisation=council, name="Accès de mai", area=places["05"], basis=basis, care=care,
        supply_unit=SupplyUnit.FACILITIES if basis == Basis.REGISTERED else "", speed_kmh=40, detour=1.35,
        near_km=5, far_km=6, near_minutes=30, far_minutes=60, facilities_counted=1, made_by=driss, made_at=NOW,
    )  # fmt: skip
    if basis != Basis.REGISTERED:
        scenario.assumed_places.set([places[TABANT]])
    return scenario


def asked(browser, scenario, **given):
    return browser.get(reverse("what_if", args=[scenario.pk]), given, headers={"hx-request": "true"})


def test_a_commune_pressed_on_the_map_is_answered_in_words_and_nothing_is_kept(browser_of, driss, scenario):
    answer = asked(browser_of(driss), scenario, add=AHANSAL)

    assert answer.status_code == 200
    assert answer.context["said"] == "With one more assumed reference hospital: Zaouiat Ahansal"
    assert answer.context["sentences"][:2] == [
        "Within 30 minutes nothing would change.",
        "Within 60 minutes nothing would change.",
    ]
    assert AccessScenario.objects.count() == 1


def test_an_assumed_hospital_is_counted_in_minutes_only_and_none_can_be_closed(browser_of, driss, scenario):
    page = browser_of(driss).get(reverse("what_if", args=[scenario.pk]), {"add": ABBAS})

    assert page.context["limits"] == ["30 minutes", "60 minutes"]
    assert page.context["facilities"] == []
    assert [options for _group, options in page.context["groups"]] == [
        [(ABBAS, "Aït Abbas"), (TABANT, "Tabant"), (AHANSAL, "Zaouiat Ahansal")]
    ]


def test_closing_the_only_facility_leaves_nobody_within_reach(browser_of, driss, listed):
    answer = asked(browser_of(driss), listed, close=str(Facility.objects.get().pk))

    assert answer.context["said"] == "Without this place of care: Centre de Tabant"
    assert answer.context["sentences"][0] == (
        "16,000 people would be within 30 minutes of a place of care no more: "
        "0% of the inhabitants would be, 76% today."
    )
    assert [(name, gained) for name, _people, gained in answer.context["rows"]] == [
        ("Tabant", (-12_000, -12_000, -12_000, -12_000)),
        ("Aït Abbas", (-4_000, -4_000, 0, 0)),
    ]


@pytest.mark.parametrize("given", [{"add": "x"}, {"close": "x"}, {"add": "05.081"}])
def test_what_is_not_offered_does_not_exist(browser_of, driss, listed, given):
    assert asked(browser_of(driss), listed, **given).status_code == 404


@pytest.mark.parametrize("name", ["chama", "technical_administrator", "auditor", "aminata"])
def test_a_foreign_scenario_answers_nothing(name, browser_of, scenario, request):
    browser = browser_of(request.getfixturevalue(name))

    assert [
        asked(browser, scenario, add=AHANSAL).status_code,
        browser.get(reverse("what_if", args=[scenario.pk])).status_code,
    ] == [404, 404]


def test_an_answer_takes_as_many_queries_for_three_communes_as_for_one(
    browser_of, driss, listed, places, points, django_assert_num_queries
):
    browser, near = browser_of(driss), {"lat": 32.66, "lon": -5.40}
    Place.objects.filter(pk=places[AHANSAL].pk).update(**near)

    with django_assert_num_queries(11):
        one = asked(browser, listed, add=AHANSAL)
    PopulationPoint.objects.filter(commune=places[AHANSAL]).update(lat=31.66, lon=-6.90)
    PopulationPoint.objects.filter(commune=places[TABANT]).update(lat=31.66, lon=-6.91)
    Place.objects.filter(pk=places[AHANSAL].pk).update(lat=31.66, lon=-6.90)
    open_new_edition(country="MA")
    with django_assert_num_queries(11):
        three = asked(browser, listed, add=AHANSAL)

    assert (len(one.context["rows"]), len(three.context["rows"])) == (1, 3)
