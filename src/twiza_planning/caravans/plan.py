"""An answer to a caravan problem: routes, what they are worth, and how far from the best they can be (`twiza-plan/1`)."""

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
    """Need of one area (all specialties, no equity weight), what is met, and what is missing under the floor."""

    area: str
    need: float
    met: float
    shortfall: float


@dataclass(frozen=True, slots=True)
class Reason:
    """
    Why a stop is in the plan.

    `gain` is the value lost were it taken out; `next_best` the unvisited stop that would replace it at least
    loss, with the gain it would have.
    """

    stop: str
    gain: float
    next_best: str | None
    next_gain: float | None


@dataclass(frozen=True, slots=True)
class Plan:
    """
    Routes and their worth.

    `bound` is a proven upper bound on the value of any feasible plan; `gap` = (bound - value) / bound, 0 when
    both are 0. `status` is optimal (gap within the gap asked for), feasible, or infeasible (with `why`).
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
