"""The rows of a plan's page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from twiza.core.names import name_in
from twiza.outreach.models import Plan, PlanArea, PlanRoute, PlanStop
from twiza.outreach.team_names import team_said
from twiza.outreach.wording import reason_said


@dataclass(frozen=True, slots=True)
class VisitRow:
    """
    One visit as the table shows it; the first of its route carries the route's own figures.

    `slept_at` names the stop where the day starts, "" the base; `sleeps_here` is that the team stays for the night.
    """

    route: PlanRoute
    team: str
    visit: PlanStop
    need_met: float
    reason: str
    is_first: bool
    slept_at: str = ""
    sleeps_here: bool = False


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One commune as the table shows it. Shares are None where nobody is out of reach, or nothing needed."""

    area: PlanArea
    out_of_reach: int
    reached_share: float | None
    met_share: float | None


def day_rows(routes: Sequence[PlanRoute], language: str) -> list[VisitRow]:
    """Return the visits by day, team and order."""
    names = {visit.stop: visit.names for route in routes for visit in route.visits}  # type: ignore[attr-defined]
    return [
        VisitRow(
            route=route,
            team=team_said(route.team_name, route.team_number),
            visit=visit,
            need_met=sum(visit.need_met.values()),
            reason=reason_said(visit, language),
            is_first=visit.rank == 0,
            slept_at=name_in(names[route.start], language) if route.start in names else "",
            sleeps_here=bool(route.end) and visit.rank == len(route.visits) - 1,  # type: ignore[attr-defined]
        )
        for route in routes
        for visit in route.visits  # type: ignore[attr-defined]
    ]


def area_rows(areas: Iterable[PlanArea]) -> list[AreaRow]:
    """Return the communes with their shares."""
    rows = []
    for area in areas:
        out_of_reach = area.people - area.people_within_reach
        reached = area.people_newly_reached / out_of_reach if out_of_reach else None
        met = area.need_met / area.need if area.need else None
        rows.append(AreaRow(area, out_of_reach, reached, met))
    return rows


def plan_days(plan: Plan) -> list[tuple[int, dt.date]]:
    """Return the days on which somebody travels, with their dates."""
    days = sorted({route["day"] for route in plan.answer["routes"]})
    return [(day, dt.date.fromisoformat(plan.snapshot["dates"][day - 1])) for day in days]


def plan_teams(plan: Plan) -> list[tuple[int, str]]:
    """Return the teams by number."""
    return [(number, team_said(name, number)) for number, name in enumerate(plan.snapshot["teams"].values(), start=1)]
