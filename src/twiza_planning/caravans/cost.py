"""What routes cost, and the row of the master model that holds it to the budget."""

from __future__ import annotations

import numpy as np

from twiza_planning.caravans.blocks import Block
from twiza_planning.caravans.master import Master
from twiza_planning.caravans.order import costs_by_km, least_km
from twiza_planning.caravans.problem import CaravanProblem, Matrix, Route
from twiza_planning.caravans.travelled import travelled
from twiza_planning.caravans.watch import Watch


def route_cost(problem: CaravanProblem, route: Route) -> float:
    """Return what a route costs: the day and the road."""
    team = next(team for team in problem.teams if team.id == route.team)
    return team.cost_day + team.cost_km * travelled(problem, route).km


def limit_spending(master: Master, *, watch: Watch | None = None) -> None:
    """Hold what routes cost to the budget left by the locked ones. Raises TimeIsUp."""
    problem = master.problem
    if problem.budget is None or not master.blocks:
        return
    columns = np.concatenate([block.columns for block in master.blocks])
    for block in master.blocks:
        master.costs[block] = flight_costs(problem, block, watch=watch)
    costs = np.concatenate([master.costs[block] for block in master.blocks])
    master.model.close(columns[np.isinf(costs)])
    left = problem.budget - sum(route_cost(problem, lock) for lock in problem.locks)
    master.cost_row = master.model.add_row(columns, np.where(np.isinf(costs), 0.0, costs), upper=left)


def flight_costs(problem: CaravanProblem, block: Block, *, watch: Watch | None = None) -> Matrix:
    """Return what each route of a block costs, in its best order; endless where none is found."""
    slot, routes = block.slots.slots[0], block.routes
    team = problem.teams[slot.team]
    costs = np.full(len(routes), team.cost_day)
    if costs_by_km(problem, slot.team):
        sizes = np.diff(routes.starts)
        for size in np.unique(sizes):
            rows = np.flatnonzero(sizes == size)
            sets = routes.stops[routes.starts[rows][:, None] + np.arange(size)]
            costs[rows] += team.cost_km * least_km(problem, slot, block.slots.stops, sets, block.ends, watch)
    return costs
