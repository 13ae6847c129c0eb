"""What the figures of a plan are made of: by team, and by specialty."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from twiza.core.names import name_in
from twiza.outreach.models import Plan, PlanRoute
from twiza.outreach.plan_page import plan_teams


@dataclass(frozen=True, slots=True)
class TeamPart:
    """What a team brings to a plan. Its cost is days × the cost of a day + km × the cost of a kilometre."""

    number: int
    name: str
    days: int
    nights: int
    visits: int
    people: int
    need_met: float
    km: float
    cost: float


@dataclass(frozen=True, slots=True)
class SpecialtyPart:
    """The need of one specialty: out of reach of fixed care, and newly met. The share is None without any need."""

    name: str
    need: float
    met: float

    @property
    def share(self) -> float | None:
        """Return the share (0-1) of the need that is met."""
        return self.met / self.need if self.need > 0 else None


def team_parts(plan: Plan, routes: Sequence[PlanRoute]) -> list[TeamPart]:
    """Return what each team brings, teams without a route too; routes carry their visits."""
    costs = {team["id"]: (team["cost_day"], team["cost_km"]) for team in plan.problem["teams"]}
    codes = list(plan.snapshot["teams"])
    return [
        team_part(number, name, [route for route in routes if route.team_number == number], costs[codes[number - 1]])
        for number, name in plan_teams(plan)
    ]


def team_part(number: int, name: str, routes: Sequence[PlanRoute], costs: tuple[float, float]) -> TeamPart:
    """Return what a team's routes add up to."""
    visits = [visit for route in routes for visit in route.visits]  # type: ignore[attr-defined]
    km = sum(route.km for route in routes)
    cost_day, cost_km = costs
    return TeamPart(
        number=number,
        name=name,
        days=len(routes),
        nights=sum(1 for route in routes if route.end),
        visits=len(visits),
        people=sum(visit.people_newly_reached for visit in visits),
        need_met=sum(sum(visit.need_met.values()) for visit in visits),
        km=km,
        cost=len(routes) * cost_day + km * cost_km,
    )


def specialty_parts(plan: Plan, language: str) -> list[SpecialtyPart]:
    """Return the need of each planned specialty, and what the plan meets of it."""
    shares = {(met["locality"], met["specialty"]): met["share"] for met in plan.answer["met"]}
    need: defaultdict[str, float] = defaultdict(float)
    met: defaultdict[str, float] = defaultdict(float)
    for place in plan.problem["localities"]:
        for specialty, needed in place["need"].items():
            need[specialty] += needed
            met[specialty] += needed * shares.get((place["id"], specialty), 0.0)
    return [
        SpecialtyPart(name_in(names, language), need[code], met[code])
        for code, names in plan.snapshot["specialties"].items()
    ]


def shortfall_of(plan: Plan) -> float | None:
    """Return the need missing under the floor in all communes; None without a floor."""
    if plan.problem["area_floor"] is None:
        return None
    return float(sum(area["shortfall"] for area in plan.answer["areas"]))


def nights_of(plan: Plan) -> int:
    """Return how many nights teams sleep away from their bases."""
    return sum(1 for route in plan.answer["routes"] if route.get("end"))
