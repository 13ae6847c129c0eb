import numpy as np
import pytest
from django.urls import reverse

from twiza.access.engine import Travel
from twiza.access.models import AccessScenario, Basis, Care, ReachUnit, SupplyUnit
from twiza.access.queries.scenario_sites import changes_of
from twiza.access.queries.scenarios import results_of
from twiza.access.siting import Limit
from twiza.access.siting_words import list_changed
from twiza.access.tests.conftest import ABBAS, AHANSAL, TABANT
from twiza.access.tests.listed import list_facilities, listed_scenario
from twiza.access.tests.test_siting import ground, places
from twiza.access.what_if import CommuneChange, SupplyChange, change_to
from twiza.conftest import NOW
from twiza.core.ids import new_id
from twiza.facilities.loaders import load_shipped_types
from twiza.facilities.models import Facility, FacilityType
from twiza.territory.actions.editions import open_new_edition
from twiza.territory.models import Place, PopulationPoint

TRAVEL = Travel(speed_kmh=60.0, detour=1.0)
TEN, THIRTY = Limit(10.5, ReachUnit.MINUTES), Limit(30.5, ReachUnit.KM)


def changes(change):
    return [(one.before, one.after, one.gained) for one in change.limits]


def to(land, *at_km, limits=(TEN,), supplies=None):
    return change_to(land, places(*at_km), TRAVEL, limits, supplies)


def test_one_more_place_brings_its_neighbours_within_reach_and_leaves_the_others():
    land = ground((0, 100), (20, 60), (30, 40), sites=[0])

    change = to(land, 0, 30, limits=[TEN, THIRTY])

    assert changes(change) == [(100.0, 200.0, 100), (200.0, 200.0, 0)]
    assert change.communes == (CommuneChange(1, 60, (60, 0)), CommuneChange(2, 40, (40, 0)))
    assert (round(change.mean_before, 3), round(change.mean_after, 3)) == (12.0, 3.0)


def test_one_fewer_place_leaves_its_people_farther_away():
    land = ground((0, 100), (20, 60), sites=[0, 20])

    change = to(land, 0, limits=[TEN, THIRTY])

    assert changes(change) == [(160.0, 100.0, -60), (160.0, 160.0, 0)]
    assert change.communes == (CommuneChange(1, 60, (-60, 0)),)


def test_adding_a_place_where_there_was_none_at_all_is_understood_and_closing_the_last_one_too():
    added = to(ground((0, 100)), 0)
    closed = to(ground((0, 100), sites=[0]))

    assert (changes(added), added.mean_before, added.mean_after) == ([(0.0, 100.0, 100)], None, 0.0)
    assert (changes(closed), closed.mean_before, closed.mean_after) == ([(100.0, 0.0, -100)], 0.0, None)


def test_supply_is_told_on_average_and_by_who_has_more_and_who_has_less():
    land = ground((0, 100), (20, 60), (30, 40), sites=[0])
    before, after = np.array([0.01, 0.02, np.nan]), np.array([0.03, 0.01, np.nan])

    change = to(land, 0, supplies=(before, after))

    assert change.supply == SupplyChange(before=pytest.approx(110.0), after=pytest.approx(180.0), more=100, less=60)
    assert change.communes == (CommuneChange(0, 100, (0, 100)), CommuneChange(1, 60, (0, -60)))


def test_supply_that_nobody_reaches_is_none_and_not_zero():
    land = ground((0, 100))

    change = to(land, supplies=(np.array([np.nan]), np.array([0.5])))

    assert (change.supply.before, change.supply.after, change.supply.more) == (None, 5_000.0, 100)


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


def said(answer):
    return [one for one, _address in answer.context["tried"]]


def test_a_commune_pressed_on_the_map_is_answered_in_words_and_nothing_is_kept(browser_of, driss, scenario):
    answer = asked(browser_of(driss), scenario, add=AHANSAL)

    assert answer.status_code == 200
    assert said(answer) == ["With one more assumed reference hospital: Zaouiat Ahansal"]
    assert answer.context["sentences"][0] == "As many people would be within reach as before."
    assert answer.context["sentences"][1] == (
        "On average, people would be 44.5 minutes from the nearest assumed reference hospital, 53.8 in the scenario."
    )
    assert AccessScenario.objects.count() == 1


def test_an_assumed_hospital_is_counted_in_minutes_only_and_none_can_be_closed(browser_of, driss, scenario):
    page = browser_of(driss).get(reverse("what_if", args=[scenario.pk]), {"add": ABBAS})

    assert page.context["limits"] == ["30 minutes", "60 minutes"]
    assert page.context["facilities"] == []
    assert [options for _group, options in page.context["groups"]] == [
        [(ABBAS, "Aït Abbas"), (TABANT, "Tabant"), (AHANSAL, "Zaouiat Ahansal")]
    ]


def test_closing_the_only_facility_leaves_nobody_within_reach(browser_of, driss, listed):
    answer = asked(browser_of(driss), listed, facility=str(Facility.objects.get().pk), what="close")

    assert said(answer) == ["Without this place of care: Centre de Tabant"]
    assert answer.context["sentences"][0] == (
        "16,000 people would be within 30 minutes of a place of care no more: "
        "0% of the inhabitants would be, 76% in the scenario."
    )
    assert [(name, gained) for name, _people, gained in answer.context["rows"]] == [
        ("Tabant", (-12_000, -12_000, -12_000, -12_000, -12_000)),
        ("Aït Abbas", (-4_000, -4_000, 0, 0, -4_000)),
    ]


def test_a_larger_facility_gives_more_to_the_same_people_and_moves_nobody(browser_of, driss, listed):
    answer = asked(browser_of(driss), listed, facility=str(Facility.objects.get().pk), what="resize", supply="3")

    assert said(answer) == ["Of another size: Centre de Tabant (counted as 3)"]
    assert answer.context["sentences"][0] == "As many people would be within reach as before."
    assert answer.context["sentences"][-3:] == [
        "Facilities within reach per 10,000 inhabitants: 1.4 on average, 0.5 in the scenario.",
        "16,000 people would have more supply within reach.",
        "0 people would have less supply within reach.",
    ]


def test_changes_add_up_each_is_taken_back_alone_and_the_last_word_on_a_thing_counts(browser_of, driss, listed):
    key = str(Facility.objects.get().pk)
    given = {"change": [f"add:{AHANSAL}:1", f"resize:{key}:3"], "facility": key, "what": "close"}

    answer = asked(browser_of(driss), listed, **given)

    address = reverse("what_if", args=[listed.pk])
    assert answer.context["tried"] == [
        ("With one more place of care: Zaouiat Ahansal (counted as 1)", f"{address}?change=close%3A{key}"),
        ("Without this place of care: Centre de Tabant", f"{address}?change=add%3A{AHANSAL}%3A1"),
    ]
    assert answer.headers["HX-Replace-Url"] == f"{address}?change=add%3A{AHANSAL}%3A1&change=close%3A{key}"


@pytest.mark.parametrize("supply", ["", "x", "-1", "1e9", "nan"])
def test_a_size_that_is_no_size_is_refused_and_what_was_tried_before_stays(browser_of, driss, listed, supply):
    key = str(Facility.objects.get().pk)

    answer = asked(browser_of(driss), listed, change=f"add:{AHANSAL}:1", facility=key, what="resize", supply=supply)

    assert answer.status_code == 422
    assert said(answer) == ["With one more place of care: Zaouiat Ahansal (counted as 1)"]
    assert answer.context["refusal"]


def test_twenty_changes_at_once_are_the_most(browser_of, driss, listed):
    first = Facility.objects.get()
    keys = [str(first.pk)]
    for rank in range(20):
        first.pk, first.code = new_id(), f"F{rank}"
        first.save(force_insert=True)
        keys.append(str(first.pk))

    answer = asked(browser_of(driss), listed, change=[f"close:{key}" for key in keys])

    assert (answer.status_code, answer.context["refusal"]) == (422, "Try at most 20 changes at once.")


def test_what_was_tried_is_kept_with_its_changes_and_answers_as_it_did(browser_of, driss, listed):
    browser, key = browser_of(driss), str(Facility.objects.get().pk)
    changes = [f"add:{AHANSAL}:2", f"close:{key}"]

    answer = browser.post(reverse("what_if_save", args=[listed.pk]), {"name": " Ailleurs ", "change": changes})

    kept = AccessScenario.objects.exclude(pk=listed.pk).get()
    assert answer.url == reverse("access_scenario", args=[kept.pk])
    assert (kept.name, kept.based_on, kept.facilities_counted, kept.speed_kmh) == ("Ailleurs", listed, 1, 40)
    assert [change.token for change in changes_of(kept)] == changes
    assert {row.commune.code: row.people_beyond_far_minutes for row in results_of(kept)} == {
        ABBAS: 6_000, TABANT: 12_000, AHANSAL: 3_000,
    }  # fmt: skip
    page = browser.get(answer.url)
    assert page.context["assumptions"][1:3] == [
        "One more place of care is supposed: Zaouiat Ahansal (counted as 2).",
        "Supposed closed: Centre de Tabant.",
    ]


def test_a_kept_scenario_is_changed_further_from_where_it_stands(browser_of, driss, listed):
    browser, key = browser_of(driss), str(Facility.objects.get().pk)
    browser.post(reverse("what_if_save", args=[listed.pk]), {"name": "Sans", "change": [f"close:{key}"]})
    kept = AccessScenario.objects.get(name="Sans")

    page = browser.get(reverse("what_if", args=[kept.pk]), {"add": TABANT})

    assert page.context["facilities"] == []
    assert page.context["change"].limits[0].before == 0.0


def test_the_answer_at_once_is_what_computing_it_all_anew_gives(browser_of, driss, council, places, points):
    load_shipped_types()
    facilities = list_facilities(council, places)
    scenario = listed_scenario(council, driss, places["05"], SupplyUnit.DOCTORS)
    known, unknown = (str(facilities[name].pk) for name in ("Centre de Tabant", "Centre d'Abbas"))
    browser, changes = browser_of(driss), [f"add:{ABBAS}:1", f"resize:{unknown}:3", f"close:{known}"]

    at_once = asked(browser, scenario, change=changes).context["change"]
    browser.post(reverse("what_if_save", args=[scenario.pk]), {"name": "Gardé", "change": changes})

    kept = browser.get(reverse("access_scenario", args=[AccessScenario.objects.get(name="Gardé").pk]))
    total = kept.context["sight"].total
    assert at_once.supply.after == pytest.approx(total.supply_per_10000, rel=1e-12)
    assert at_once.mean_after == pytest.approx(total.mean_minutes, rel=1e-12)
    assert [one.after for one in at_once.limits[:2]] == [
        total.people - total.beyond_near_minutes,
        total.people - total.beyond_far_minutes,
    ]


def test_a_siting_from_a_kept_scenario_does_not_say_that_the_list_has_changed(browser_of, driss, listed):
    browser_of(driss).post(
        reverse("what_if_save", args=[listed.pk]), {"name": "Ailleurs", "change": [f"add:{AHANSAL}:1"]}
    )
    kept = AccessScenario.objects.get(name="Ailleurs")

    assert (list_changed(2, kept), len(list_changed(3, kept))) == ([], 1)


@pytest.mark.parametrize("given", [{"name": " "}, {"name": "x" * 121}, {"name": "Vide", "change": []}])
def test_a_scenario_without_a_name_or_without_a_change_is_not_kept(browser_of, driss, listed, given):
    answer = browser_of(driss).post(
        reverse("what_if_save", args=[listed.pk]), {"change": [f"add:{AHANSAL}:1"]} | given, follow=True
    )

    assert [message.level_tag for message in answer.context["messages"]] == ["error"]
    assert list(AccessScenario.objects.all()) == [listed]


@pytest.mark.parametrize(
    "given",
    [
        {"add": "x"},
        {"facility": "x", "what": "close"},
        {"add": "05.081"},
        {"change": "close"},
        {"change": "burn:x"},
    ],
)
def test_what_is_not_offered_does_not_exist(browser_of, driss, listed, given):
    assert asked(browser_of(driss), listed, **given).status_code == 404


@pytest.mark.parametrize("name", ["chama", "technical_administrator", "auditor", "aminata"])
def test_a_foreign_scenario_answers_nothing(name, browser_of, scenario, request):
    browser = browser_of(request.getfixturevalue(name))

    assert [
        asked(browser, scenario, add=AHANSAL).status_code,
        browser.get(reverse("what_if", args=[scenario.pk])).status_code,
        browser.post(reverse("what_if_save", args=[scenario.pk]), {"name": "x"}).status_code,
    ] == [404, 404, 404]


def test_an_answer_takes_as_many_queries_for_three_communes_as_for_one(
    browser_of, driss, listed, places, points, django_assert_num_queries
):
    browser, near = browser_of(driss), {"lat": 32.66, "lon": -5.40}
    Place.objects.filter(pk=places[AHANSAL].pk).update(**near)

    with django_assert_num_queries(15):
        one = asked(browser, listed, add=AHANSAL)
    PopulationPoint.objects.filter(commune=places[AHANSAL]).update(lat=31.66, lon=-6.90)
    PopulationPoint.objects.filter(commune=places[TABANT]).update(lat=31.66, lon=-6.91)
    Place.objects.filter(pk=places[AHANSAL].pk).update(lat=31.66, lon=-6.90)
    open_new_edition(country="MA")
    with django_assert_num_queries(15):
        three = asked(browser, listed, add=AHANSAL)

    assert (len(one.context["rows"]), len(three.context["rows"])) == (1, 3)
