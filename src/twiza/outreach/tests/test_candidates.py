"""Candidate stops: communes and their souks first, then chosen places where people are still out of walk."""

from __future__ import annotations

import pytest

from twiza.outreach.candidates import Search, propose_stops
from twiza.outreach.models import StopKind
from twiza.outreach.tests.ground_of_two import commune, ground

ALL = tuple(StopKind)


def search(*, kinds=ALL, count=10, clear_km=10.0) -> Search:
    return Search(kinds=kinds, count=count, reach_minutes=30.0, walking_km=5.0, clear_km=clear_km)


@pytest.fixture
def two_communes():
    return ground(
        communes=(commune("1", 40.0, souks=2), commune("2", 80.0)),
        points=[(0, 40.0, 100), (0, 48.0, 70), (1, 80.0, 300), (1, 90.0, 50), (1, 93.0, 20)],
    )


def test_communes_come_by_people_near_then_chosen_places_by_people_still_waiting(two_communes):
    stops = propose_stops(two_communes, search())

    assert [(stop.code, stop.kind, stop.people_near) for stop in stops] == [
        ("2", StopKind.CHIEF_PLACE, 300),
        ("1", StopKind.SOUK, 100),
        ("1/2", StopKind.CHOSEN, 70),
        ("2/2", StopKind.CHOSEN, 70),
    ]


def test_a_commune_with_a_souk_is_a_commune_when_souks_are_not_wanted(two_communes):
    stops = propose_stops(two_communes, search(kinds=(StopKind.CHIEF_PLACE,)))

    assert [stop.kind for stop in stops] == [StopKind.CHIEF_PLACE, StopKind.CHIEF_PLACE]


def test_communes_beyond_the_count_come_left_out(two_communes):
    stops = propose_stops(two_communes, search(count=1))

    assert [(stop.code, stop.is_included) for stop in stops] == [("2", True), ("1", False)]


def test_no_stop_is_proposed_near_fixed_care_nor_where_everybody_is_within_its_reach():
    near = ground(communes=(commune("1", 8.0), commune("2", 25.0)), points=[(0, 8.0, 100), (1, 25.0, 100)])

    assert propose_stops(near, search()) == []


def test_an_area_without_people_has_no_candidates():
    assert propose_stops(ground(communes=(commune("1", 40.0),), points=[]), search()) == []
