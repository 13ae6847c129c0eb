"""The floor of need to be met in each area: least sum of shortfalls first."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from twiza_planning.caravans.master import Master
from twiza_planning.caravans.objective import Objective
from twiza_planning.caravans.problem import CaravanProblem
from twiza_planning.caravans.routes import Ints


def area_needs(problem: CaravanProblem) -> dict[str, float]:
    """Return the need of each area, all specialties together, in order of first mention."""
    needs: dict[str, float] = defaultdict(float)
    for locality in problem.localities:
        needs[locality.area] += sum(locality.need.values())
    return dict(needs)


def add_shortfalls(master: Master, objective: Objective) -> Ints:
    """Add what each area lacks under its floor, in the objective's scale, and return the columns."""
    shortfalls = []
    for area, need in area_needs(master.problem).items():
        missing = master.problem.floor_of(area) * need - objective.met[area]
        if missing > 0:
            columns, needs = objective.needs[area]
            lacks = master.model.add_column()
            factors = [met * objective.scale for met in needs]
            master.model.add_row([*columns, lacks], [*factors, 1.0], lower=missing * objective.scale)
            shortfalls.append(lacks)
    return np.array(shortfalls, np.int64)
