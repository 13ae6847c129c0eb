"""Decisions about a plan when something happened: what falls, and the plan that changes least."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor
from twiza.core.errors import InputError
from twiza.jobs.models import Job
from twiza.outreach.actions.plan import Computed, NoPlanPossible, compute_order, start_work
from twiza.outreach.engine import Broken, Report, broken_by, dearest_visit
from twiza.outreach.happened import Happening, key_of, problem_after, standing_routes
from twiza.outreach.models import Plan, PlanOrigin
from twiza.outreach.order import Order
from twiza.outreach.plan_change import routes_alone

LEAST = 1.001
"""Above what the dearest stop alone is worth by a thousandth: no change then earns its price unless it must be."""


class NothingHappened(InputError):
    """What was said changes nothing: no stop, no team, no speed, or no working day of the plan."""


class PlanStands(InputError):
    """The plan keeps every rule after what happened: there is nothing to change."""


def fallen_after(plan: Plan, happening: Happening) -> tuple[Broken, ...]:
    """Return the rules that a plan breaks after what happened. Raises NothingHappened."""
    problem = problem_now(plan, happening)
    return broken_by({**problem, "locks": []}, routes_alone(plan))


def start_adapting(
    *,
    plan: Plan,
    happening: Happening,
    change_price: float | None,
    actor: Actor,
    at: dt.datetime,
    id: uuid.UUID | None = None,
) -> Job:
    """
    Ask for the plan that changes least after what happened; once under one id.

    With a `change_price`, in needs weighted for equity, routes that still stand may change too where that earns it.
    Raises NothingHappened, PlanStands.
    """
    if not fallen_after(plan, happening):
        raise PlanStands(_("The plan stands: nothing in it breaks because of this."))
    arguments = {"plan": str(plan.pk), "change_price": change_price, "happening": as_json(happening)}
    return start_work(arguments, actor, at, id)


def compute_adapted(*, plan: Plan, happening: Happening, change_price: float | None, report: Report) -> Computed:
    """Compute the plan that changes least after what happened, and keep nothing. Raises NoPlanPossible."""
    problem, routes = problem_now(plan, happening), routes_alone(plan)
    fallen = {(one.team, one.day) for one in fallen_after(plan, happening) if one.team and one.day}
    standing = standing_routes(routes, fallen, problem)
    price = dearest_visit(problem) * LEAST if change_price is None else change_price
    asked = {**problem, "previous": routes, "change_price": price, "locks": locked_among(plan, standing)}
    known = [*plan.assumptions.get("happened", []), as_json(happening)]
    order = Order(asked, plan.snapshot, {**plan.assumptions, "happened": known})
    if change_price is None:
        try:
            kept = Order({**asked, "locks": standing}, order.snapshot, order.assumptions)
            return compute_order(kept, plan.scenario, report, PlanOrigin.ADAPTED)
        except NoPlanPossible:
            # What stands stands together only with what fell: the dear price alone keeps as much of it as can be.
            pass
    return compute_order(order, plan.scenario, report, PlanOrigin.ADAPTED)


def locked_among(plan: Plan, standing: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the routes that somebody locked and that still stand."""
    locked = set(plan.routes.filter(is_locked=True).values_list("team", "day"))
    return [route for route in standing if key_of(route) in locked]


def problem_now(plan: Plan, happening: Happening) -> dict[str, Any]:
    """Return a plan's problem after what happened. Raises NothingHappened."""
    dates = [dt.date.fromisoformat(date) for date in plan.snapshot["dates"]]
    if not any(happening.starts_on <= date <= happening.ends_on for date in dates):
        raise NothingHappened(_("No working day of this plan lies between these dates: choose others."))
    if not happening.stops and not happening.teams and happening.speed_kmh is None:
        raise NothingHappened(_("Say what changed: a stop, a team or the speed on the road."))
    return problem_after(plan.problem, dates, happening)


def as_json(happening: Happening) -> dict[str, Any]:
    """Return what happened as plain values."""
    return {
        "starts_on": happening.starts_on.isoformat(),
        "ends_on": happening.ends_on.isoformat(),
        "stops": list(happening.stops),
        "teams": list(happening.teams),
        "speed_kmh": happening.speed_kmh,
    }


def from_json(said: dict[str, Any]) -> Happening:
    """Return what happened from plain values."""
    return Happening(
        starts_on=dt.date.fromisoformat(said["starts_on"]),
        ends_on=dt.date.fromisoformat(said["ends_on"]),
        stops=tuple(said["stops"]),
        teams=tuple(said["teams"]),
        speed_kmh=said["speed_kmh"],
    )
