"""A plan holds no visit that gains nothing, unless a rule needs it."""

from dataclasses import replace

import pytest

from twiza_planning.caravan_checks.rules import broken_rules
from twiza_planning.caravans.problem import Route
from twiza_planning.caravans.read_problem import problem_from
from twiza_planning.caravans.solve import plan_caravans
from twiza_planning.caravans.useless import without_useless_visits
from twiza_planning.caravans.watch import Watch
from twiza_planning.checks import value_of_routes
from twiza_planning.tests.brute_force import tiny_problem

FEATURES = ((), ("budget",), ("locks",), ("visits",), ("previous",), ("matrix",), ("nights",), ("capacity",))


def one_douar(**changes):
    """One douar that each of three stops serves wholly, and one team for three days."""
    places = {"a": 32.0, "b": 32.01, "c": 32.02}
    return problem_from(
        {
            "format": "twiza-caravan/1",
            "days": 3,
            "specialties": ["general"],
            "localities": [{"id": "l", "lat": 32.0, "lon": -6.0, "need": {"general": 10}}],
            "stops": [
                {"id": name, "lat": lat, "lon": -6.0, "service_minutes": 60, "visits_max": 3, **changes.get(name, {})}
                for name, lat in places.items()
            ],
            "teams": [{"id": "t", "lat": 31.9, "lon": -6.0, "specialties": ["general"], "day_minutes": 400}],
            "travel": {"speed_kmh": 40, "detour": 1.3},
            "coverage": {"full_km": 10, "zero_km": 10},
            **{key: value for key, value in changes.items() if key not in places},
        }
    )


def tidy(problem, *routes):
    return without_useless_visits(problem, routes, watch=Watch(seconds=60))


def test_of_visits_that_serve_the_same_people_the_nearest_stays():
    kept = tidy(one_douar(), Route("t", 1, ("a", "b")), Route("t", 2, ("c",)))

    assert kept == (Route("t", 1, ("a",)),)


def test_a_locked_visit_stays_though_it_gains_nothing():
    lock = {"team": "t", "day": 2, "stops": ["c"]}

    kept = tidy(one_douar(locks=[lock]), Route("t", 1, ("a", "b")), Route("t", 2, ("c",)))

    assert kept == (Route("t", 2, ("c",)),)


def test_a_visit_that_people_were_told_of_stays_where_a_change_has_a_price():
    told = one_douar(previous=[{"team": "t", "day": 2, "stops": ["c"]}], change_price=1.0)

    assert tidy(told, Route("t", 1, ("a",)), Route("t", 2, ("c",))) == (Route("t", 2, ("c",)),)


def test_visits_of_a_stop_that_asks_for_several_go_together_or_not_at_all():
    several = one_douar(c={"visits_min": 2})

    assert tidy(several, Route("t", 1, ("a", "c")), Route("t", 2, ("c",))) == (Route("t", 1, ("a",)),)


def test_a_tour_goes_as_a_whole_and_a_bed_never_alone():
    tour = Route("t", 1, ("a", "b"), end="b"), Route("t", 2, ("c",), start="b")

    assert tidy(one_douar(nights_max=1), *tour, Route("t", 3, ("c",))) == (Route("t", 3, ("c",)),)
    assert tidy(one_douar(nights_max=1), *tour) == (replace(tour[0], stops=("b",)), tour[1])


@pytest.mark.parametrize("features", FEATURES)
def test_no_visit_of_a_plan_can_be_left_out_for_nothing(features):
    for seed in range(4):
        problem = tiny_problem(seed, *features)
        plan = plan_caravans(problem, seconds=30, gap=0.0, seed=1)
        routes = [planned.route for planned in plan.routes]
        for route in routes:
            for stop in route.stops:
                others = [other for other in routes if other != route]
                shorter = replace(route, stops=tuple(name for name in route.stops if name != stop))
                left = [*others, shorter] if shorter.stops else others
                told = {(r.team, r.day, s) for r in problem.previous or () for s in r.stops}
                is_priced = problem.change_price > 0 and (route.team, route.day, stop) in told
                assert (
                    is_priced
                    or broken_rules(problem, left)
                    or value_of_routes(problem, left) < value_of_routes(problem, routes) - 1e-9
                )
