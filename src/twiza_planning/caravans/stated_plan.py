"""What a plan file states: its routes, and whichever other figures it gives."""

from __future__ import annotations

from dataclasses import dataclass

from twiza_planning.caravans.plan import AreaNeed, Met, Plan, Reason
from twiza_planning.caravans.problem import Route


@dataclass(frozen=True, slots=True)
class StatedRoute:
    """A route, with its minutes and kilometres where they are stated."""

    route: Route
    minutes: float | None = None
    km: float | None = None


@dataclass(frozen=True, slots=True)
class StatedPlan:
    """Routes and the figures stated of them; None is not stated."""

    routes: tuple[StatedRoute, ...]
    status: str | None = None
    value: float | None = None
    bound: float | None = None
    gap: float | None = None
    met: tuple[Met, ...] | None = None
    areas: tuple[AreaNeed, ...] | None = None
    reasons: tuple[Reason, ...] | None = None
    why: tuple[str, ...] = ()
    change: float | None = None


def state_plan(plan: Plan) -> StatedPlan:
    """Return what a plan states: everything it holds."""
    return StatedPlan(
        routes=tuple(StatedRoute(planned.route, planned.minutes, planned.km) for planned in plan.routes),
        status=plan.status,
        value=plan.value,
        bound=plan.bound,
        gap=plan.gap,
        met=plan.met,
        areas=plan.areas,
        reasons=plan.reasons,
        why=plan.why,
        change=plan.change,
    )
