"""A plan always has a bound, even when the time ends before the model gives one."""

import json
from math import isfinite
from pathlib import Path

from twiza_planning.caravans.ceiling import value_within_reach
from twiza_planning.caravans.read_problem import problem_from
from twiza_planning.caravans.solve import plan_caravans
from twiza_planning.checks import check_plan

OVERLAP = Path(__file__).resolve().parents[4] / "bench" / "instances" / "overlap-10-days.json"


def test_a_search_stopped_at_once_still_gives_a_plan_with_a_bound_that_holds():
    said = json.loads(OVERLAP.read_text(encoding="utf-8"))
    teams = [{**team, "minutes_per_consultation": {"general": 12.0}} for team in said["teams"]]
    problem = problem_from({**said, "teams": teams, "capacity": True, "area_floor": 0.5})

    plan = plan_caravans(problem, seconds=1.0, gap=0.001, seed=1)

    assert isfinite(plan.bound)
    assert plan.value <= plan.bound <= value_within_reach(problem) * (1 + 1e-9)
    assert check_plan(problem, plan).broken == ()
