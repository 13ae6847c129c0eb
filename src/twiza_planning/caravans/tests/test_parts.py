"""What has nothing to do with one another is planned apart, wherever, and gives the plan of the whole."""

from dataclasses import replace

import pytest

from twiza_planning.caravans.parts import parts_of
from twiza_planning.caravans.read_problem import problem_from
from twiza_planning.caravans.solve import plan_caravans
from twiza_planning.caravans.whole import plan_together
from twiza_planning.checks import check_plan
from twiza_planning.executors import Processes

NORTH, SOUTH = 35.0, 30.0
# From the first team to any stop but the first: 1,000 minutes, or 1 and 1 by way of the first.
QUICKER_BY_DETOUR = [[1.0 if 2 in {here, there} else 1000.0 for there in range(14)] for here in range(14)]


def two_valleys(**more):
    """Return two groups of stops 550 km apart, each with its team, and what is said more."""
    places = [(NORTH + 0.02 * step, -6.0) for step in range(6)] + [(SOUTH + 0.02 * step, -6.0) for step in range(6)]
    points = [{"lat": lat, "lon": lon} for lat, lon in places]
    content = {
        "format": "twiza-caravan/1",
        "days": 3,
        "specialties": ["general"],
        "localities": [
            {"id": f"l{rank}", "need": {"general": 10.0 + rank}, "area": f"a{rank // 6}"} | point
            for rank, point in enumerate(points)
        ],
        "stops": [{"id": f"s{rank}", "service_minutes": 200} | point for rank, point in enumerate(points)],
        "teams": [
            {"id": name, "specialties": ["general"], "day_minutes": 480, "lat": lat, "lon": -6.1}
            for name, lat in (("south", SOUTH), ("north", NORTH))
        ],
        "travel": {"speed_kmh": 40.0, "detour": 1.35},
        "coverage": {"full_km": 1.0, "zero_km": 1.0},
    }
    return problem_from(content | more)


def ids(places):
    return [place.id for place in places]


def test_parts_hold_a_team_its_stops_and_their_people():
    south, north = parts_of(two_valleys())

    assert (ids(south.teams), ids(south.stops)) == (["south"], [f"s{rank}" for rank in range(6, 12)])
    assert ids(north.localities) == [f"l{rank}" for rank in range(6)]
    assert south.travel.minutes.shape == (7, 7)


@pytest.mark.parametrize(
    "more",
    [
        {"budget": 1000.0},
        {"nights_max": 1},
        {
            "localities": [{"id": "l0", "need": {"general": 5.0}}],
            "coverage": {"pairs": [["l0", "s0", 1], ["l0", "s9", 1]]},
        },
        {"locks": [{"team": "south", "day": 1, "stops": ["s0"]}]},
        {"travel": {"minutes": QUICKER_BY_DETOUR}},
    ],
    ids=["a budget", "nights away", "people between", "a lock", "a matrix with detours"],
)
def test_what_is_linked_is_one_part(more):
    problem = two_valleys(**more)

    assert parts_of(problem) == (problem,)


def test_a_floor_holds_people_of_one_area_together():
    localities = [
        {"id": f"l{rank}", "need": {"general": 5.0}, "area": "all", "lat": lat, "lon": -6.0}
        for rank, lat in enumerate((NORTH, SOUTH))
    ]

    assert len(parts_of(two_valleys(localities=localities))) == 2
    assert len(parts_of(two_valleys(localities=localities, area_floor=0.5))) == 1


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"area_floor": 0.4},
        {"forbidden": [{"stop": "s11"}, {"team": "north", "day": 2}]},
        {"locks": [{"team": "south", "day": 1, "stops": ["s6"]}]},
        {"previous": [{"team": "north", "day": 1, "stops": ["s0"]}], "change_price": 3.0},
        {"seasons": [{"days": [1], "speed_kmh": 20, "closed_stops": ["s4", "s8"]}]},
    ],
    ids=["plain", "floor", "forbidden", "lock", "previous", "season"],
)
def test_the_parts_give_the_plan_of_the_whole(more):
    problem = two_valleys(**more)

    apart = plan_caravans(problem, seconds=30, gap=0.0, seed=1)
    together = plan_together(problem, seconds=30, gap=0.0, seed=1)

    assert check_plan(problem, apart).broken == ()
    assert (apart.status, apart.change) == (together.status, together.change)
    assert apart.value == pytest.approx(together.value)
    assert apart.bound == pytest.approx(together.bound)
    assert len(apart.reasons) == sum(len(planned.route.stops) for planned in apart.routes)


def test_the_plan_is_the_same_wherever_it_is_made():
    problem = two_valleys()

    here = plan_caravans(problem, seconds=30, gap=0.0, seed=1)
    elsewhere = plan_caravans(problem, seconds=30, gap=0.0, seed=1, executor=Processes(2))

    assert replace(elsewhere, seconds=here.seconds) == here


def test_a_lock_that_cannot_be_makes_the_whole_infeasible():
    stops = [f"s{rank}" for rank in range(6, 12)]

    plan = plan_caravans(two_valleys(locks=[{"team": "south", "day": 1, "stops": stops}]), seconds=30, gap=0.0, seed=1)

    assert plan.status == "infeasible"
    assert plan.why


def test_a_caller_who_no_longer_waits_gets_a_plan_of_every_part():
    problem = two_valleys()

    plan = plan_caravans(problem, seconds=30, gap=0.0, seed=1, on_progress=lambda progress: False)

    assert check_plan(problem, plan).broken == ()
    assert plan.bound >= plan.value
