"""Read and write a plan file (`twiza-plan/1`)."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from twiza_planning.caravans.plan import AreaNeed, Met, Plan, PlannedRoute, Reason
from twiza_planning.caravans.problem import CaravanProblem, Route
from twiza_planning.caravans.read_problem import refuse_other_format
from twiza_planning.caravans.read_routes import ROUTE_KEYS, read_route, refuse_unknown_names
from twiza_planning.caravans.stated_plan import StatedPlan, StatedRoute
from twiza_planning.errors import NotUnderstood
from twiza_planning.json_file import read_json, write_json
from twiza_planning.json_shape import GREATEST_NUMBER, Node

FORMAT = "twiza-plan/1"
STATUSES = ("optimal", "feasible", "infeasible")
FIGURES = ("status", "value", "bound", "gap")
PLAN_KEYS = ("format", *FIGURES, "routes", "met", "areas", "reasons", "why", "change", "seconds", "seed")


def write_plan(path: Path | str, plan: Plan) -> None:
    """Write a plan file, whole or not at all. Raises NotUnderstood when the place cannot be written."""
    write_json(Path(path), plan_to_json(plan))


def plan_to_json(plan: Plan) -> dict[str, object]:
    """Return a plan as it stands in its file."""
    content: dict[str, object] = {
        "format": FORMAT,
        "status": plan.status,
        "value": plan.value,
        "bound": plan.bound,
        "gap": plan.gap,
        "routes": [planned_to_json(planned) for planned in plan.routes],
        "met": [dataclasses.asdict(met) for met in plan.met],
        "areas": [dataclasses.asdict(area) for area in plan.areas],
        "reasons": [dataclasses.asdict(reason) for reason in plan.reasons],
    }
    if plan.why:
        content["why"] = list(plan.why)
    if plan.change is not None:
        content["change"] = plan.change
    return content | {"seconds": plan.seconds, "seed": plan.seed}


def planned_to_json(planned: PlannedRoute) -> dict[str, object]:
    """Return a planned route as it stands in a plan file."""
    return route_to_json(planned.route) | {"minutes": planned.minutes, "km": planned.km}


def route_to_json(route: Route) -> dict[str, object]:
    """Return a route as it stands in a file; a day that starts or ends at the base says nothing of it."""
    content: dict[str, object] = {"team": route.team, "day": route.day, "stops": list(route.stops)}
    nights = {"start": route.start, "end": route.end}
    return content | {key: stop for key, stop in nights.items() if stop is not None}


def read_plan(path: Path | str, problem: CaravanProblem) -> Plan:
    """
    Return the plan in a file that has every figure, of teams, days and stops of the problem.

    Whether it is feasible is for `check_plan` to say. Raises NotUnderstood.
    """
    node = read_json(Path(path))
    stated = stated_plan_at(node)
    fields = node.fields(known=PLAN_KEYS, required=("format", *FIGURES, "routes"))
    teams, stops = {team.id for team in problem.teams}, {stop.id for stop in problem.stops}
    for item in fields["routes"].items():
        route = item.fields(known=ROUTE_KEYS, required=("team", "day", "stops", "minutes", "km"))
        refuse_unknown_names(route, problem.days, teams, stops)
    return Plan(
        status=fields["status"].name(),
        value=signed(fields["value"]),
        bound=signed(fields["bound"]),
        gap=signed(fields["gap"]),
        routes=tuple(PlannedRoute(said.route, said.minutes or 0.0, said.km or 0.0) for said in stated.routes),
        met=stated.met or (),
        areas=stated.areas or (),
        reasons=stated.reasons or (),
        why=stated.why,
        change=stated.change,
        seconds=fields["seconds"].number() if "seconds" in fields else 0.0,
        seed=fields["seed"].whole() if "seed" in fields else 1,
    )


def read_stated_plan(path: Path | str) -> StatedPlan:
    """Return what a plan file states; only its routes are required. Raises NotUnderstood."""
    return stated_plan_at(read_json(Path(path)))


def stated_plan_from(content: dict[str, object]) -> StatedPlan:
    """Return what a plan in parsed JSON states. Raises NotUnderstood."""
    return stated_plan_at(Node(content))


def stated_plan_at(node: Node) -> StatedPlan:
    """Return what a plan in a JSON value states. Raises NotUnderstood."""
    fields = node.fields(known=PLAN_KEYS, required=("routes",))
    if "format" in fields:
        refuse_other_format(fields["format"], FORMAT)
    for key in ("seconds", "seed"):
        if key in fields:
            fields[key].number()
    return StatedPlan(
        routes=tuple(read_stated_route(item) for item in fields["routes"].items()),
        status=fields["status"].one_of(STATUSES, "status") if "status" in fields else None,
        value=signed_or_none(fields, "value"),
        bound=signed_or_none(fields, "bound"),
        gap=signed_or_none(fields, "gap"),
        met=tuple(read_met(item) for item in fields["met"].items()) if "met" in fields else None,
        areas=tuple(read_area(item) for item in fields["areas"].items()) if "areas" in fields else None,
        reasons=tuple(read_reason(item) for item in fields["reasons"].items()) if "reasons" in fields else None,
        why=tuple(item.text() for item in fields["why"].items()) if "why" in fields else (),
        change=signed_or_none(fields, "change"),
    )


def read_stated_route(node: Node) -> StatedRoute:
    """Return a route with the figures stated of it."""
    fields = node.fields(known=ROUTE_KEYS, required=("team", "day", "stops"))
    return StatedRoute(read_route(fields), signed_or_none(fields, "minutes"), signed_or_none(fields, "km"))


def read_met(node: Node) -> Met:
    """Return the share met of one need."""
    fields = all_fields(node, ("locality", "specialty", "share"))
    return Met(fields["locality"].name(), fields["specialty"].name(), signed(fields["share"]))


def read_area(node: Node) -> AreaNeed:
    """Return the need of one area and what is met of it."""
    fields = all_fields(node, ("area", "need", "met", "shortfall"))
    return AreaNeed(fields["area"].text(), signed(fields["need"]), signed(fields["met"]), signed(fields["shortfall"]))


def read_reason(node: Node) -> Reason:
    """Return why one stop is in the plan."""
    fields = all_fields(node, ("stop", "gain", "next_best", "next_gain"))
    best, gain = fields["next_best"], fields["next_gain"]
    if best.is_null() != gain.is_null():
        raise NotUnderstood(gain.path, "next_best and next_gain are both null or none is")
    return Reason(
        stop=fields["stop"].name(),
        gain=signed(fields["gain"]),
        next_best=None if best.is_null() else best.name(),
        next_gain=None if gain.is_null() else signed(gain),
    )


def all_fields(node: Node, keys: tuple[str, ...]) -> dict[str, Node]:
    """Return the values of an object that has exactly these keys."""
    return node.fields(known=keys, required=keys)


def signed_or_none(fields: dict[str, Node], key: str) -> float | None:
    """Return a number of either sign, or None when it is not given."""
    return signed(fields[key]) if key in fields else None


def signed(node: Node) -> float:
    """Return a number of either sign: a wrong figure of a plan is for the checks to name."""
    return node.number(least=-GREATEST_NUMBER)
