"""What routes are worth: value, needs met, areas, and change from the plan before."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from twiza_planning.caravan_checks.reach import Offer, Offers, largest_shares, needs_of
from twiza_planning.caravan_checks.serving import Served, ServingProgramme
from twiza_planning.caravans.plan import AreaNeed, Met
from twiza_planning.caravans.problem import CaravanProblem, Matrix, Route


class Worth:
    """
    Say what routes of one problem are worth.

    Without capacity each need is met by the largest share over the stops visited with its specialty; with capacity
    by the best serving.
    """

    def __init__(self, problem: CaravanProblem) -> None:
        self.problem = problem
        self.needs, self.offers = needs_of(problem), Offers(problem)
        self.programme = ServingProgramme(problem, self.needs) if problem.capacity else None

    def served(self, routes: Sequence[Route]) -> Served:
        """Return what routes meet, of teams and stops that exist."""
        return self.served_by(self.offers.of_routes(routes))

    def served_by(self, offer: Offer) -> Served:
        """Return what an offer meets."""
        if self.programme is not None:
            return must_exist(self.programme.best(self.programme.limits_of(offer)))
        met = self.needs.need * largest_shares(self.problem, self.needs, offer)
        return Served(float(self.needs.equity @ met.sum(axis=1)), self.shortfall(met), met)

    def area_sums(self, by_cell: Matrix) -> Matrix:
        """Return sums by area of figures by locality and specialty."""
        return np.bincount(self.needs.area_of, by_cell.sum(axis=1), len(self.needs.areas)).astype(np.float64)

    def shortfall(self, met: Matrix) -> float:
        """Return the sum of the areas' shortfalls under the floor."""
        return float(sum(area.shortfall for area in self.areas(met)))

    def areas(self, met: Matrix) -> tuple[AreaNeed, ...]:
        """Return need, met and shortfall by area."""
        rows = zip(self.needs.areas, self.area_sums(self.needs.need), self.area_sums(met), strict=True)
        return tuple(AreaNeed(area, float(n), float(m), self.lacking(area, float(n), float(m))) for area, n, m in rows)

    def lacking(self, area: str, need: float, met: float) -> float:
        """Return what an area lacks under its floor."""
        return max(0.0, self.problem.floor_of(area) * need - met)

    def met_shares(self, met: Matrix) -> tuple[Met, ...]:
        """Return the share met of each need that is met at all."""
        cells = np.argwhere((met > 0) & (self.needs.need > 0))
        return tuple(
            Met(
                self.problem.localities[locality].id,
                self.problem.specialties[kind],
                float(met[locality, kind] / self.needs.need[locality, kind]),
            )
            for locality, kind in cells
        )


def must_exist(served: Served | None) -> Served:
    """Return a serving that always exists: serving nobody is allowed."""
    if served is None:
        raise RuntimeError("HiGHS found no serving, though serving nobody is one.")
    return served


def change_of(problem: CaravanProblem, routes: Sequence[Route]) -> float | None:
    """Return what the changes from the previous routes cost, None without previous routes."""
    if problem.previous is None:
        return None
    return problem.change_price * len(visits_of(problem.previous) ^ visits_of(routes))


def visits_of(routes: Sequence[Route]) -> set[tuple[str, int, str]]:
    """Return each (team, day, stop) of routes."""
    return {(route.team, route.day, stop) for route in routes for stop in route.stops}
