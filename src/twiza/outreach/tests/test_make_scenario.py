"""Making a scenario that can be planned at once, changing and copying it, and what is refused."""

from __future__ import annotations

import dataclasses

import pytest

from twiza.access.models import Basis, Care
from twiza.accounts.models import AuditEntry
from twiza.conftest import NOW
from twiza.outreach.actions.scenario import (
    AreaNotOurs,
    AreaTooLarge,
    NobodyThere,
    NothingToPlan,
    change_scenario,
    make_scenario,
    propose_stops_again,
)
from twiza.outreach.actions.scenario_copy import copy_scenario
from twiza.outreach.actions.stops import PlaceOutsideArea, StopChoice, add_stop, change_stops
from twiza.outreach.models import Scenario
from twiza.outreach.terms import Wishes
from twiza.outreach.tests.ground_of_two import lat_at


@pytest.fixture
def make(region, specialties, formula, driss, acting, terms, wishes):
    def made(**said):
        given = {"area": region, "specialties": specialties, "terms": terms, "actor": acting(driss)} | said
        return make_scenario(need_formula=formula, wishes=wishes, at=NOW, **given)

    return made


def test_a_scenario_comes_with_candidate_stops_and_a_team_in_the_largest_commune(scenario):
    stops = scenario.stops.order_by("-people_near").values_list("code", "kind", "people_near", "weekly_souks")

    assert list(stops) == [
        ("amlil", "souk", 400, 1),
        ("tizi", "chief_place", 300, 0),
        ("amlil/2", "chosen", 100, None),
    ]
    assert list(scenario.teams.values_list("code", "base__code")) == [("t1", "town")]
    assert AuditEntry.objects.get().outcome == "made"


def test_a_point_of_the_grid_is_called_so_in_every_language(scenario):
    names = scenario.stops.get(code="amlil/2").names

    assert names["en"] == "Point 2 of the 5 km grid, Amlil"
    assert set(names) == {"fr", "ar", "en"}


def test_an_area_out_of_the_territory_is_refused_and_nothing_is_kept(make, make_person, council, acting):
    abroad = make_person("Fatou", council, "planner", ("XX/2",))

    with pytest.raises(AreaNotOurs):
        make(actor=acting(abroad))

    assert Scenario.objects.count() == 0


@pytest.mark.parametrize(
    "said",
    [
        {"closed_weekdays": (1, 2, 3, 4, 5, 6, 7)},
        {"day_count": 61},
        {"walking_full_km": 5.0, "walking_zero_km": 4.0},
        {"basis": Basis.REGISTERED, "care": Care.PRIMARY},
        {"basis": Basis.PROVINCE_TOWNS, "care": Care.PRIMARY},
    ],
)
def test_terms_that_no_plan_can_keep_are_refused_and_nothing_is_kept(make, terms, said):
    with pytest.raises(NothingToPlan):
        make(terms=dataclasses.replace(terms, **said))

    assert Scenario.objects.count() == 0


def test_a_scenario_without_a_specialty_is_refused(make):
    with pytest.raises(NothingToPlan):
        make(specialties=[])


def test_an_area_without_people_is_refused(make, make_place):
    desert = make_place("region", "XX/3", "Désert")

    with pytest.raises(NobodyThere):
        make(area=desert)


def test_an_area_with_too_many_points_is_refused(make, monkeypatch):
    monkeypatch.setattr("twiza.outreach.actions.scenario.POINTS_MAX", 3)

    with pytest.raises(AreaTooLarge):
        make()


def test_working_dates_skip_days_off(scenario):
    scenario.day_count, scenario.closed_weekdays = 3, [2, 3]

    assert [day.isoformat() for day in scenario.working_dates()] == ["2027-01-04", "2027-01-07", "2027-01-08"]


def test_a_changed_scenario_keeps_its_stops(scenario, terms, specialties, formula, acting, driss):
    changed = dataclasses.replace(terms, day_count=5)

    change_scenario(
        scenario=scenario,
        names={"fr": "Hiver"},
        specialties=specialties[:1],
        need_formula=formula,
        terms=changed,
        actor=acting(driss),
        at=NOW,
    )

    scenario.refresh_from_db()
    assert (scenario.names, scenario.day_count, scenario.stops.count()) == ({"fr": "Hiver"}, 5, 3)
    assert list(scenario.specialties.values_list("code", flat=True)) == ["general"]


def test_a_copy_has_stops_and_teams_of_its_own(scenario, acting, driss):
    copy = copy_scenario(scenario=scenario, actor=acting(driss), at=NOW)

    assert copy.names["fr"] != scenario.names["fr"]
    assert (copy.stops.count(), copy.teams.get().specialties.count(), Scenario.objects.count()) == (3, 2, 2)
    assert (scenario.stops.count(), scenario.teams.count()) == (3, 1)


def test_a_stop_left_out_and_a_souk_day_are_kept(scenario, acting, driss):
    choices = {"amlil": StopChoice(True, 120.0, (3,)), "tizi": StopChoice(False, 180.0, ())}

    changed = change_stops(scenario=scenario, choices=choices, actor=acting(driss), at=NOW)

    assert [(stop.code, stop.is_included, stop.open_weekdays) for stop in changed] == [
        ("amlil", True, [3]),
        ("tizi", False, []),
    ]


def test_a_place_added_by_hand_belongs_to_the_nearest_commune_and_stays_when_stops_are_proposed_again(
    scenario, acting, driss
):
    stop = add_stop(scenario=scenario, names={"fr": "École"}, lat=lat_at(64.0), lon=0.0, actor=acting(driss), at=NOW)

    propose_stops_again(scenario=scenario, wishes=Wishes(kinds=("chief_place",)), actor=acting(driss), at=NOW)

    assert (stop.code, stop.commune.code, stop.people_near) == ("x1", "tizi", 300)
    assert sorted(scenario.stops.values_list("code", flat=True)) == ["amlil", "tizi", "x1"]


def test_a_place_outside_the_area_is_refused(scenario, acting, driss):
    with pytest.raises(PlaceOutsideArea):
        add_stop(scenario=scenario, names={"fr": "Mer"}, lat=0.0, lon=31.0, actor=acting(driss), at=NOW)

    assert scenario.stops.count() == 3
