"""Routes made as they are needed: what is not found does not exist, and the bound is never below a plan."""

import numpy as np
import pytest

from twiza_planning.caravans.effort import Effort
from twiza_planning.caravans.generate import generate_routes
from twiza_planning.caravans.pricing import Offer, price_routes
from twiza_planning.caravans.routes import Legs, enumerate_sets, fitting
from twiza_planning.caravans.search import Search
from twiza_planning.caravans.stated_plan import StatedPlan, StatedRoute
from twiza_planning.caravans.watch import Watch
from twiza_planning.checks import check_plan
from twiza_planning.tests.brute_force import best_plan, tiny_problem

SIZE_MAX = 4
GENERATED_FEATURES = ("capacity", "budget", "seasons", "locks", "visits", "specialties", "previous", "nights")


def legs_at_random(seed, stops=9):
    chance = np.random.default_rng(seed)
    places = chance.uniform(0, 60, (stops, 2))
    between = np.hypot(*(places[:, None] - places).transpose(2, 0, 1))
    base = np.hypot(*(places - 30).T)
    return Legs(base, between, base, service=chance.uniform(20, 60, stops), limit=240.0), chance.uniform(0, 10, stops)


def most_won(legs, prizes):
    levels = enumerate_sets(legs, size_max=SIZE_MAX, count_max=10**6)
    return max(prizes[level.sets[fitting(legs, level)]].sum(axis=1).max() for level in levels)


@pytest.mark.parametrize("seed", range(20))
def test_pricing_finds_the_route_that_wins_most(seed):
    legs, prizes = legs_at_random(seed)

    priced = price_routes(legs, Offer(prizes, asked=5.0), size_max=SIZE_MAX, count_max=10**6, wanted=3)

    assert priced.most == pytest.approx(most_won(legs, prizes) - 5.0)
    assert priced.wins[0] == pytest.approx(priced.most)
    assert prizes[list(priced.sets[0])].sum() - 5.0 == pytest.approx(priced.most)


@pytest.mark.parametrize("seed", range(20))
def test_pricing_cut_short_still_says_what_no_route_passes(seed):
    legs, prizes = legs_at_random(seed)

    priced = price_routes(legs, Offer(prizes, asked=1.0), size_max=SIZE_MAX, count_max=40, wanted=3)

    assert priced.most >= most_won(legs, prizes) - 1.0 - 1e-9


@pytest.mark.parametrize("seed", range(10))
def test_pricing_takes_the_toll_of_the_road_from_what_is_won(seed):
    legs, prizes = legs_at_random(seed)
    levels = enumerate_sets(legs, size_max=SIZE_MAX, count_max=10**6)

    priced = price_routes(legs, Offer(prizes, asked=1.0, toll=0.05), size_max=SIZE_MAX, count_max=10**6, wanted=3)

    driven = [level.minutes - legs.service[level.sets].sum(axis=1) for level in levels]
    wins = [
        (prizes[level.sets].sum(axis=1) - 0.05 * road)[fitting(legs, level)].max() - 1.0
        for level, road in zip(levels, driven, strict=True)
    ]
    assert priced.most == pytest.approx(max(wins))


def test_pricing_finds_nothing_where_too_much_is_asked():
    legs, prizes = legs_at_random(1)

    priced = price_routes(legs, Offer(prizes, asked=1000.0), size_max=SIZE_MAX, count_max=10**6, wanted=3)

    assert (priced.sets, priced.most) == ([], 0.0)


@pytest.mark.parametrize("feature", [(), *((one,) for one in GENERATED_FEATURES)])
def test_a_plan_of_generated_routes_keeps_the_rules_and_never_passes_its_bound(feature):
    for seed in range(3):
        problem = tiny_problem(seed, *feature)
        best = best_plan(problem)
        if best is None:
            continue
        effort = Effort(Watch(seconds=20.0), gap=0.0, seed=1)

        bound = generate_routes(problem, effort).bound
        search = Search(problem, effort)
        search.draft()
        search.try_some_routes()
        found = search.found()

        assert bound >= best.value - best.change - 1e-6
        assert found.best.worth.value - found.best.change <= best.value - best.change + 1e-6
        assert check_plan(problem, StatedPlan(tuple(map(StatedRoute, found.best.routes)))).broken == ()
