from pathlib import Path

import pytest

from twiza_planning.caravans.read_problem import read_problem
from twiza_planning.caravans.solve import plan_caravans

INSTANCES = Path(__file__).parents[4] / "bench" / "instances"


@pytest.mark.parametrize(
    ("instance", "best_known"),
    [("spread-20-days", 292_494), ("spread-10-days", 319_288), ("overlap-10-days", 407_283)],
)
def test_plan_caravans_proves_the_best_known_value(instance, best_known):
    problem = read_problem(INSTANCES / f"{instance}.json")

    plan = plan_caravans(problem, seconds=120, gap=0.001, seed=1)

    assert plan.status == "optimal"
    assert plan.value >= best_known * 0.999
    assert plan.bound <= best_known * 1.001
