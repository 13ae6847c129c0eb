"""Why a stop is in a plan: the value lost without it, and the best that could stand in its place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from twiza_planning.caravan_checks.reasons import visits_to
from twiza_planning.caravan_checks.replacements import Replacements
from twiza_planning.caravan_checks.rules import broken_rules
from twiza_planning.caravan_checks.worth import Worth
from twiza_planning.checks import check_plan
from twiza_planning.tests.brute_force import best_plan, random_features, tiny_problem
from twiza_planning.tests.two_douars import plan, problem, route, stop, team


def reason(name, gain, next_best=None, next_gain=None):
    return {"stop": name, "gain": gain, "next_best": next_best, "next_gain": next_gain}


RIGHT = [
    ({}, [route(1, "s1")], [reason("s1", 140, "s2", 80)]),
    ({}, [route(1, "s1", "s2")], [reason("s1", 100), reason("s2", 40)]),
    ({"locks": [route(1, "s1")]}, [route(1, "s1")], [reason("s1", 140)]),
    ({"forbidden": [{"stop": "s2", "day": 1}]}, [route(1, "s1")], [reason("s1", 140)]),
    ({"stops": [stop("s1"), stop("s2", service_minutes=160)]}, [route(1, "s1")], [reason("s1", 140)]),
    ({"stops": [stop("s1"), stop("s2", visits_min=2, visits_max=2)]}, [route(1, "s1")], [reason("s1", 140)]),
    (
        {"stops": [stop("s1", visits_max=2), stop("s2")]},
        [route(1, "s1"), route(2, "s1")],
        [reason("s1", 0, "s2", 40)],
    ),
    (
        {"capacity": True, "teams": [team(minutes_per_consultation={"general": 2})]},
        [route(1, "s1")],
        [reason("s1", 50, "s2", 60)],
    ),
]


@pytest.mark.parametrize(("changes", "routes", "reasons"), RIGHT)
def test_right_reasons_pass(changes, routes, reasons):
    assert check_plan(problem(**changes), plan(*routes, reasons=reasons)).broken == ()


@pytest.mark.parametrize("next_best", [("s2", 80), (None, None)], ids=["stated", "not stated"])
def test_what_fits_only_if_rounding_is_kind_may_be_stated_and_need_not_be(next_best):
    just_short = problem(teams=[team(cost_day=10)], budget=10 - 1e-8)

    verdict = check_plan(just_short, plan(route(1, "s1"), reasons=[reason("s1", 140, *next_best)]))

    assert verdict.broken == ()


WRONG = [
    (reason("s1", 141, "s2", 80), "reasons: gain 141 stated of stop s1, the routes give 140."),
    (reason("s1", 140, "s2", 81), "reasons: next best s2 at 81 stated for stop s1, s2 would gain 80."),
    (reason("s1", 140), "reasons: next best none stated for stop s1, s2 would gain 80."),
    (reason("s1", 140, "s1", 140), "reasons: next best s1 at 140 stated for stop s1, s2 would gain 80."),
    (reason("s2", 40), "reasons: stop s2 is not visited."),
]


@pytest.mark.parametrize(("wrong", "sentence"), WRONG, ids=[sentence[:60] for _, sentence in WRONG])
def test_a_wrong_reason_is_named(wrong, sentence):
    assert check_plan(problem(), plan(route(1, "s1"), reasons=[wrong])).broken == (sentence,)


def test_a_next_best_where_none_fits_is_named():
    tight = problem(stops=[stop("s1"), stop("s2", service_minutes=160)])

    verdict = check_plan(tight, plan(route(1, "s1"), reasons=[reason("s1", 140, "s2", 80)]))

    assert verdict.broken == ("reasons: next best s2 at 80 stated for stop s1, none fits.",)


def test_the_place_where_a_team_sleeps_cannot_be_taken():
    three = problem(
        nights_max=1,
        stops=[stop("s1"), stop("s2"), stop("s3")],
        travel={"minutes": [[30] * 4] * 4},
        coverage={"pairs": [["azrou", "s1", 1], ["bouznika", "s2", 1], ["azrou", "s3", 0.5]]},
    )
    routes = route(1, "s1", end="s1"), route(2, "s2", start="s1")

    verdict = check_plan(three, plan(*routes, reasons=[reason("s1", 100), reason("s2", 80, "s3", 0)]))

    assert verdict.broken == ()


@pytest.mark.parametrize("seed", range(60))
def test_replacements_are_those_that_break_no_rule(seed):
    tiny = tiny_problem(seed, *random_features(seed))
    best = best_plan(tiny)
    worth = Worth(tiny)
    replacements = Replacements(worth, best.routes if best else ())

    for visit in [visit for place in tiny.stops for visit in visits_to(replacements.routes, place.id)]:
        without = worth.served(put(replacements.routes, visit)).value
        allowed = {
            rank: worth.served(changed).value - without
            for rank, other in enumerate(tiny.stops)
            if not any(other.id in route.stops for route in replacements.routes)
            and not broken_rules(tiny, changed := put(replacements.routes, visit, other.id))
        }
        assert replacements.feasible(visit).tolist() == list(allowed)
        gains = {rank: replacements.gain_of(visit, rank) for rank in allowed}
        assert gains == pytest.approx(allowed, abs=1e-6)
        # Those left out under capacity cannot gain more than what is stated.
        stated = max(allowed.values(), default=0.0) / 2
        kept = replacements.gains(visit, replacements.feasible(visit), stated)
        assert {rank for rank, gain in allowed.items() if gain > stated + 1e-4} <= kept.keys()


def put(routes, visit, *names):
    """Return routes with other stops in the place of a visit."""
    changed = list(routes)
    stops = routes[visit.route].stops
    changed[visit.route] = replace(routes[visit.route], stops=stops[: visit.rank] + names + stops[visit.rank + 1 :])
    return changed
