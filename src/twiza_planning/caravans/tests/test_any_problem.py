"""Any valid problem ends in time with a plan that the checks accept and a bound that holds."""

import random
import time
from math import isfinite

import pytest

from twiza_planning.caravans import build, nights
from twiza_planning.caravans.read_problem import problem_from
from twiza_planning.caravans.solve import plan_caravans
from twiza_planning.checks import check_plan
from twiza_planning.tests.brute_force import best_plan, tiny_problem

SECONDS = 1.0
# A plan is weighed and explained as a whole: on a loaded machine that takes a while.
PATIENCE = 15.0


def region(*, stops=60, teams=2, days=10, localities=120, service=(60, 120), spread=1.0, **changes):
    """Return a region of random places as in a file, the same each time."""
    chance = random.Random(1)  # noqa: S311 -- no secret

    def place():
        return {"lat": 31 + chance.random() * spread, "lon": -7 + chance.random() * spread}

    return {
        "format": "twiza-caravan/1",
        "days": days,
        "specialties": ["general"],
        "localities": [
            {"id": f"l{rank}", **place(), "area": f"a{rank % 5}", "need": {"general": chance.uniform(0, 99)}}
            for rank in range(localities)
        ],
        "stops": [{"id": f"s{rank}", **place(), "service_minutes": chance.choice(service)} for rank in range(stops)],
        "teams": [
            {"id": f"t{rank}", **place(), "specialties": ["general"], "day_minutes": 480} for rank in range(teams)
        ],
        "travel": {"speed_kmh": 40, "detour": 1.35},
        "coverage": {"full_km": 3, "zero_km": 10},
        "stops_per_day_max": 5,
    } | changes


def with_costs(content, budget):
    teams = [{**team, "cost_day": 300, "cost_km": 2} for team in content["teams"]]
    return content | {"teams": teams, "budget": budget}


def with_staff(content, **changes):
    teams = [{**team, "minutes_per_consultation": {"general": 12}} for team in content["teams"]]
    return content | {"teams": teams, "capacity": True} | changes


def with_any_minutes(content):
    chance = random.Random(2)  # noqa: S311 -- no secret
    side = len(content["teams"]) + len(content["stops"])
    rows = range(side)
    return content | {
        "travel": {"minutes": [[0 if row == column else chance.randint(10, 200) for column in rows] for row in rows]}
    }


def with_visits(content):
    stops = [{**stop, "visits_max": 3, "visits_min": rank % 3} for rank, stop in enumerate(content["stops"])]
    return content | {"stops": [{**stop, "gap_days_min": 3} for stop in stops]}


def with_a_plan_before(content):
    chance = random.Random(3)  # noqa: S311 -- no secret
    told = [
        {"team": team["id"], "day": day, "stops": [chance.choice(content["stops"])["id"]]}
        for team in content["teams"]
        for day in range(1, content["days"] + 1)
    ]
    return content | {"previous": told, "change_price": 5.0}


PROBLEMS = {
    "no team": region(teams=0),
    "no stop": region(stops=0),
    "nobody": region(localities=0),
    "one locality": region(localities=1),
    "no need": region(localities=0) | {"localities": [{"id": "l", "lat": 31.5, "lon": -6.5, "need": {}}]},
    "every stop forbidden": region(forbidden=[{"stop": f"s{rank}"} for rank in range(60)]),
    "many stops a day": region(stops_per_day_max=20, service=(5,), spread=0.3),
    "a year": region(days=365, teams=3),
    "nights": region(nights_max=3, spread=3.0),
    "nights, staff and visits": with_visits(with_staff(region(nights_max=2))),
    "nights and a budget": with_costs(region(nights_max=2), 4000),
    "no money": with_costs(region(), 0),
    "little money": with_costs(region(service=(30,)), 3000),
    "staff under a whole floor": with_staff(region(), area_floor=1.0),
    "a plan before": with_a_plan_before(region(teams=4)),
    "any minutes": with_any_minutes(region()),
    "any minutes and nights": with_any_minutes(region(nights_max=2)),
    "everything within reach": region(coverage={"full_km": 20, "zero_km": 400}),
}


@pytest.mark.parametrize("name", PROBLEMS)
def test_any_problem_ends_in_time_with_a_plan_that_keeps_the_rules(name):
    problem = problem_from(PROBLEMS[name])
    start = time.perf_counter()

    plan = plan_caravans(problem, seconds=SECONDS, gap=0.001, seed=1)

    assert time.perf_counter() - start < PATIENCE
    assert plan.status in ("optimal", "feasible")
    assert check_plan(problem, plan).broken == ()
    assert isfinite(plan.bound)


def test_travel_between_thousands_of_places_is_not_stored():
    problem = problem_from(region(stops=3000, localities=500, spread=4.0))

    plan = plan_caravans(problem, seconds=SECONDS, gap=0.001, seed=1)

    assert problem.travel.minutes.shape == (3002, 3002)
    assert not hasattr(problem.travel.minutes, "nbytes")
    assert plan.routes
    assert check_plan(problem, plan).broken == ()


def test_a_team_locked_to_sleep_away_finds_its_way_home_where_routes_are_too_many():
    content = region(nights_max=2, service=(30,), stops=100)
    base = content["teams"][0]
    bed = min(content["stops"], key=lambda stop: abs(stop["lat"] - base["lat"]) + abs(stop["lon"] - base["lon"]))["id"]
    problem = problem_from(content | {"locks": [{"team": "t0", "day": 3, "stops": [bed], "end": bed}]})

    plan = plan_caravans(problem, seconds=SECONDS, gap=0.001, seed=1)

    assert plan.routes
    assert check_plan(problem, plan).broken == ()


@pytest.mark.parametrize("features", [("nights",), ("nights", "locks"), ("budget",), ("area_floor",), ("visits",)])
def test_the_bound_holds_where_routes_are_too_many_to_list(features, monkeypatch):
    monkeypatch.setattr(build, "ROUTES_MAX", 0)
    monkeypatch.setattr(nights, "ROUTES_MAX", 0)
    for seed in range(3):
        problem = tiny_problem(seed, *features)
        best = best_plan(problem)

        plan = plan_caravans(problem, seconds=0.5, gap=0.0, seed=1)

        if best is None or plan.status == "infeasible":
            continue
        assert check_plan(problem, plan).broken == ()
        assert plan.bound >= best.value - 1e-6
        assert plan.value <= best.value + 1e-6 or sum(area.shortfall for area in plan.areas) > best.shortfall
