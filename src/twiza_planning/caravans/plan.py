"""An answer to a caravan problem: routes, their worth, and how far from the best they can be (`twiza-plan/1`)."""

from __future__ import annotations

from dataclasses import dataclass

from twiza_planning.caravans.problem import Route


@dataclass(frozen=True, slots=True)
class PlannedRoute:
    """A route with its length: minutes from base to base with service, and road kilometres."""

    route: Route
    minutes: float
    km: float


@dataclass(frozen=True, slots=True)
class Met:
    """Share of a locality's need for one specialty that the plan meets."""

    locality: str
    specialty: str
    share: float


@dataclass(frozen=True, slots=True)
class AreaNeed:
    """
    Need of one area (all specialties, no equity weight), what is met, and what is missing under the floor.

    `shortfall` is in people like `need`: max(0, area_floor × need - met), 0 without a floor.
    """

    area: str
    need: float
    met: float
    shortfall: float


@dataclass(frozen=True, slots=True)
class Reason:
    """
    Why a stop is in the plan. A plan has one per visit, in the order of its routes and of their stops.

    `gain` is the value of the plan less its value were this visit taken out of its route, all else kept (under
    capacity, the best serving in both). `next_best` is the stop visited nowhere in the plan which, put at this
    visit's place (same team, day and rank in the route) in a plan that stays feasible, gives the greatest value,
    the first of the problem's stops when several do; `next_gain` is that value less the value without the visit.
    Both are None when no stop fits, as in a locked route or where the team sleeps.
    """

    stop: str
    gain: float
    next_best: str | None
    next_gain: float | None


@dataclass(frozen=True, slots=True)
class Plan:
    """
    Routes and their worth.

    `value` is Σ equity × need × share met, before any price of change; under an area floor and capacity it is the
    value of the serving that has the least sum of shortfalls. `change` is what the changes from the problem's
    `previous` routes cost: change_price × the number of (team, day, stop) dropped or added; None without previous.

    `bound` is a proven upper bound on the value of any feasible plan that is as good where the goal puts something
    before the value: no more shortfall under a floor, no more change at a price (then: the bound on value less
    change, plus this plan's change). `gap` = (bound - value) / bound, 0 when both are 0. `status` is optimal (gap
    within the gap asked for), feasible, or infeasible (with `why`).
    """

    status: str
    value: float
    bound: float
    gap: float
    routes: tuple[PlannedRoute, ...] = ()
    met: tuple[Met, ...] = ()
    areas: tuple[AreaNeed, ...] = ()
    reasons: tuple[Reason, ...] = ()
    why: tuple[str, ...] = ()
    change: float | None = None
    seconds: float = 0.0
    seed: int = 1
