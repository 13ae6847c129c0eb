"""What routes are worth is recomputed, and a stated figure that differs is named."""

from __future__ import annotations

import pytest

from twiza_planning.caravans.plan import AreaNeed, Met
from twiza_planning.caravans.problem import Route
from twiza_planning.checks import check_plan, value_of_routes
from twiza_planning.tests.two_douars import DRIVE, content, plan, problem, route, stop, team

DENTAL = {
    "specialties": ["general", "dental"],
    "localities": [{"id": "azrou", "need": {"general": 100, "dental": 7}}],
    "coverage": {"pairs": [["azrou", "s1", 1], ["azrou", "s2", 0.5]]},
    "teams": [team("t1"), team("t2", specialties=["dental"])],
    "travel": {"minutes": [[DRIVE] * 4] * 4},
}


@pytest.mark.parametrize(
    ("routes", "value"), [([], 0), ([("s1",)], 140), ([("s2",)], 80), ([("s1",), ("s2",)], 180), ([("s1", "s2")], 180)]
)
def test_each_need_is_met_by_the_best_stop_visited(routes, value):
    made = [Route("t1", day, stops) for day, stops in enumerate(routes, start=1)]

    assert value_of_routes(problem(), made) == value


def test_a_need_is_met_only_by_a_team_of_its_specialty():
    routes = [route(1, "s1"), route(1, "s2", team="t2")]

    verdict = check_plan(problem(**DENTAL), plan(*routes))

    assert (verdict.value, verdict.broken) == (103.5, ())
    assert verdict.met == (Met("azrou", "general", 1.0), Met("azrou", "dental", 0.5))


def test_areas_add_up_people_and_what_they_miss_under_the_floor():
    verdict = check_plan(problem(area_floor=0.75), plan(route(1, "s1")))

    assert verdict.areas == (AreaNeed("north", 100, 100, 0), AreaNeed("south", 40, 20, 10))
    assert verdict.shortfall == 10


def test_changes_cost_each_visit_dropped_or_added():
    before = [route(1, "s1"), route(2, "s2")]

    verdict = check_plan(problem(previous=before, change_price=5), plan(route(1, "s1"), route(3, "s2"), change=10))

    assert (verdict.broken, verdict.change, verdict.value) == ((), 10, 180)


def test_a_plan_with_every_figure_right_is_feasible():
    stated = plan(
        route(1, "s1", minutes=120, km=0),
        format="twiza-plan/1",
        status="optimal",
        value=140,
        bound=175,
        gap=0.2,
        met=[
            {"locality": "azrou", "specialty": "general", "share": 1},
            {"locality": "bouznika", "specialty": "general", "share": 0.5},
        ],
        areas=[{"area": "south", "need": 40, "met": 20, "shortfall": 0}],
        reasons=[{"stop": "s1", "gain": 140, "next_best": "s2", "next_gain": 80}],
        seconds=1.5,
        seed=3,
    )

    assert check_plan(problem(), stated).broken == ()


SHARE = {"locality": "azrou", "specialty": "general", "share": 0.9}
SOUTH = {"area": "south", "need": 40, "met": 20, "shortfall": 0}
WRONG = [
    ({"value": 140.001}, "value: 140.001 stated, the routes give 140."),
    ({"bound": 139}, "bound: 139 stated, under the value of the routes, 140."),
    ({"bound": 175, "gap": 0.1}, "gap: 0.1 stated, bound and value give 0.2."),
    ({"change": 1}, "change: 1 stated, the routes give 0."),
    ({"met": [SHARE]}, "met: 0.9 stated of azrou for general, the routes give 1."),
    ({"met": [SHARE | {"locality": "fes"}]}, "met: there is no need of fes for general."),
    ({"met": [SHARE | {"share": 1}] * 2}, "met: azrou for general is stated twice."),
    ({"areas": [SOUTH | {"need": 41}]}, "areas: need 41 stated of south, the routes give 40."),
    ({"areas": [SOUTH | {"met": 21}]}, "areas: met 21 stated of south, the routes give 20."),
    ({"areas": [SOUTH | {"shortfall": 2}]}, "areas: shortfall 2 stated of south, the routes give 0."),
    ({"areas": [SOUTH | {"area": "west"}]}, "areas: there is no area west."),
    ({"areas": [SOUTH, SOUTH]}, "areas: south is stated twice."),
]


@pytest.mark.parametrize(("figures", "sentence"), WRONG, ids=[sentence[:50] for _, sentence in WRONG])
def test_a_stated_figure_that_is_wrong_is_named(figures, sentence):
    verdict = check_plan(problem(), plan(route(1, "s1"), **figures))

    assert (verdict.feasible, verdict.broken) == (False, (sentence,))


@pytest.mark.parametrize(
    ("figures", "sentence"),
    [
        ({"minutes": 120.01}, "Team t1, day 1: minutes 120.01 stated, the route has 120."),
        ({"km": 1}, "Team t1, day 1: km 1 stated, the route has 0."),
    ],
)
def test_the_stated_length_of_a_route_is_compared(figures, sentence):
    assert check_plan(problem(), plan(route(1, "s1", **figures))).broken == (sentence,)


def test_figures_are_compared_to_a_millionth():
    near = plan(route(1, "s1", minutes=120.0001), value=140.0001, bound=140.0001, gap=0)

    assert check_plan(problem(), near).broken == ()


def test_a_plan_worth_nothing_has_no_gap():
    assert check_plan(problem(), plan(value=0, bound=0, gap=0)).broken == ()


def test_a_plan_that_gives_up_is_not_feasible():
    nowhere = problem(locks=[route(1, "s1")], forbidden=[{"stop": "s1"}])

    given_up = check_plan(nowhere, plan(status="infeasible", why=["The lock of t1 on day 1 holds s1, forbidden."]))
    wrongly = check_plan(problem(), plan(status="infeasible", why=["No time."]))

    assert given_up.broken[-1] == "The lock of t1 on day 1 holds s1, forbidden."
    assert wrongly.broken == ("No time.", "status: the plan says that it is infeasible, its routes break no rule.")


def test_the_needs_of_localities_without_area_are_one_area():
    alone = content()
    for locality in alone["localities"]:
        del locality["area"]

    verdict = check_plan(problem(localities=alone["localities"]), plan(route(1, "s2")))

    assert verdict.areas == (AreaNeed("", 140, 40, 0),)


def test_a_stop_that_no_one_reaches_is_worth_nothing():
    verdict = check_plan(problem(stops=[stop("s1"), stop("s2")], coverage={"pairs": []}), plan(route(1, "s1")))

    assert (verdict.value, verdict.met) == (0, ())
