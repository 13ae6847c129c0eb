import numpy as np
import pytest

from twiza.access.engine import Travel
from twiza.access.models import ReachUnit
from twiza.access.siting import Ground, Limit, choose_places

TRAVEL = Travel(speed_kmh=60.0, detour=1.0)
KM = 1 / 111.195  # of latitude, in degrees


def ground(*people_at_km, sites=()):
    """Return people on a line, each at so many kilometres north of the equator."""
    return Ground(
        points=np.array([(km * KM, 0.0) for km, _people in people_at_km]),
        people=np.array([people for _km, people in people_at_km], dtype=float),
        commune_id=np.arange(len(people_at_km)),
        sites=np.array([(km * KM, 0.0) for km in sites]).reshape(-1, 2),
    )


def places(*at_km):
    return np.array([(km * KM, 0.0) for km in at_km])


def choose(land, candidates, count, limit):
    return choose_places(land, candidates, count=count, limit=limit, travel=TRAVEL, report=lambda share: None)


def test_the_place_between_two_douars_serves_more_than_the_largest_douar_alone():
    land = ground((0, 100), (10, 60), (20, 70), sites=[-100])

    answer = choose(land, places(0, 15), 1, Limit(5.5, ReachUnit.MINUTES))

    assert [(step.candidate, step.people_added) for step in answer.steps] == [(1, 130.0)]
    assert (answer.chosen.people, answer.chosen.bound, answer.chosen.is_proven) == (130.0, 130.0, True)
    assert answer.after.tolist() == [False, True, True]


def test_people_within_reach_already_are_nobodys_gain():
    land = ground((0, 1_000), (10, 60), sites=[1])

    answer = choose(land, places(0, 10), 1, Limit(3, ReachUnit.MINUTES))

    assert [(step.candidate, step.people_added) for step in answer.steps] == [(1, 60.0)]
    assert answer.before.tolist() == [True, False]


def test_places_come_in_the_order_of_what_each_adds():
    land = ground((0, 10), (2, 10), (4, 15), (50, 30))

    answer = choose(land, places(1, 3, 50), 3, Limit(1.5, ReachUnit.KM))

    assert [(step.candidate, step.people_added, step.people_near) for step in answer.steps] == [
        (2, 30.0, 30.0),
        (1, 25.0, 25.0),
        (0, 10.0, 20.0),
    ]


def test_when_everybody_is_within_reach_nothing_is_gained():
    land = ground((0, 100), sites=[0])

    answer = choose(land, places(0), 1, Limit(10, ReachUnit.MINUTES))

    assert (answer.chosen.people, answer.chosen.bound) == (0.0, 0.0)
    assert answer.after.tolist() == [True]


def test_what_the_report_raises_ends_the_search():
    class Stopped(Exception):
        pass

    def stop(share):
        raise Stopped

    land = ground(*((km, 10 + km) for km in range(40)))

    with pytest.raises(Stopped):
        choose_places(land, places(*range(40)), count=5, limit=Limit(3, ReachUnit.KM), travel=TRAVEL, report=stop)
