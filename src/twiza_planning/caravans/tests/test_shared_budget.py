"""A budget shared between parts: no plan passes the bound, and every plan keeps every rule."""

import pytest

from twiza_planning.caravans.parts import parts_of
from twiza_planning.caravans.shared_budget import plan_under_budget
from twiza_planning.caravans.tests.test_parts import NORTH, SOUTH, two_valleys
from twiza_planning.caravans.whole import plan_together
from twiza_planning.checks import check_plan
from twiza_planning.executors import Here, Processes

LOCKED = [{"team": "south", "day": 2, "stops": ["s7"]}]


def valleys_with_money(budget, **more):
    """Return two valleys whose teams cost differently, with money for some of their days."""
    teams = [
        {"id": "south", "specialties": ["general"], "day_minutes": 480, "lat": SOUTH, "lon": -6.1, "cost_day": 100.0},
        {"id": "north", "specialties": ["general"], "day_minutes": 480, "lat": NORTH, "lon": -6.1, "cost_km": 3.0},
    ]
    return two_valleys(teams=teams, budget=budget, **more)


def planned(problem, executor, gap=1e-6, seconds=4.0):
    return plan_under_budget(
        problem, parts_of(problem, held=0), seconds=seconds, gap=gap, seed=1, executor=executor, on_progress=None
    )


@pytest.mark.parametrize("budget", [0.0, 150.0, 260.0, 5000.0])
@pytest.mark.parametrize("locks", [[], LOCKED], ids=["free", "a lock"])
def test_no_plan_passes_the_bound_of_a_shared_budget(budget, locks):
    problem = valleys_with_money(budget, locks=locks)
    whole = plan_together(problem, seconds=4.0, gap=1e-6, seed=1)

    plan = planned(problem, Here())

    assert plan.why == whole.why
    assert plan.value <= whole.value * (1 + 1e-9)
    assert plan.bound >= whole.value * (1 - 1e-9)
    assert plan.why or check_plan(problem, plan).broken == ()


def test_two_processes_share_a_budget_as_one_does():
    problem = valleys_with_money(260.0)

    here, there = (planned(problem, executor, gap=0.3, seconds=60.0) for executor in (Here(), Processes(2)))

    assert (there.status, there.routes, there.value) == ("optimal", here.routes, here.value)
    assert there.bound == pytest.approx(here.bound)


def test_money_goes_where_it_earns_most():
    problem = valleys_with_money(260.0)

    plan = planned(problem, Here())

    assert plan.value == plan_together(problem, seconds=4.0, gap=1e-6, seed=1).value
