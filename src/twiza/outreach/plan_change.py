"""What lies between a plan and the one that it started from, and what a change of it is asked to earn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from twiza.outreach.models import Plan

CHANGE_SHARE = 0.05
"""Unless somebody says otherwise, a changed visit is to earn this share of what a visit earns on average."""
ROUTE_KEYS = ("team", "day", "stops", "start", "end")

Visit = tuple[str, int, str]
"""A team, a day and a stop."""


@dataclass(frozen=True, slots=True)
class PlanChange:
    """Visits dropped and added since an earlier plan, what that earned, and what each was asked to earn."""

    dropped: tuple[Visit, ...]
    added: tuple[Visit, ...]
    value_earned: float
    need_earned: float
    people_earned: int
    price: float

    @property
    def count(self) -> int:
        """Return how many visits changed: moved to another day, a visit is dropped once and added once."""
        return len(self.dropped) + len(self.added)


def usual_price(plan: Plan) -> float:
    """Return what a changed visit is to earn unless somebody says otherwise, in needs weighted for equity."""
    return CHANGE_SHARE * plan.value / plan.visit_count if plan.visit_count else 0.0


def routes_alone(plan: Plan) -> list[dict[str, Any]]:
    """Return a plan's routes without their figures, as locks and earlier plans name them."""
    return [alone(route) for route in plan.answer["routes"]]


def alone(route: dict[str, Any]) -> dict[str, Any]:
    """Return a route without its figures."""
    return {key: route[key] for key in ROUTE_KEYS if key in route}


def each_once(entries: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return entries in their order, each once."""
    kept: list[dict[str, Any]] = []
    for entry in entries:
        if entry not in kept:
            kept.append(entry)
    return kept


def change_between(before: Plan, after: Plan) -> PlanChange:
    """Return what lies between a plan and the one that was made from it."""
    was, now = visits_in(before), visits_in(after)
    return PlanChange(
        dropped=tuple(sorted(was - now, key=by_day)),
        added=tuple(sorted(now - was, key=by_day)),
        value_earned=after.value - before.value,
        need_earned=after.need_met - before.need_met,
        people_earned=after.people_newly_reached - before.people_newly_reached,
        price=after.problem["change_price"],
    )


def visits_in(plan: Plan) -> set[Visit]:
    """Return the visits of a plan."""
    return {(route["team"], route["day"], stop) for route in plan.answer["routes"] for stop in route["stops"]}


def by_day(visit: Visit) -> tuple[int, str, str]:
    """Return what puts visits in the order of their days."""
    team, day, stop = visit
    return day, team, stop
