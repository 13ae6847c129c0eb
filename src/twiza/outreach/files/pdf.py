"""A plan on one sheet of paper: what it gives, where, by whom, and what it rests on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import override

from twiza.core.names import name_in
from twiza.core.queries import is_demonstration
from twiza.documents.pdf import carried, render_pdf
from twiza.outreach.files.drawing import colour_of, draw_plan
from twiza.outreach.models import Plan, PlanArea, PlanRoute
from twiza.outreach.plan_page import AreaRow, area_rows, plan_teams
from twiza.outreach.price_said import price_said
from twiza.outreach.queries.price import price_of
from twiza.outreach.wording import all_assumptions, counting_said, people_said, proof_said

AREAS_SHOWN = 8
STYLE = Path(__file__).with_name("plan_sheet.css")


@dataclass(frozen=True, slots=True)
class TeamRow:
    """What one team does in the plan."""

    number: int
    name: str
    colour: str
    days: int
    visits: int
    people: int
    km: float
    nights: int


def plan_sheet(plan: Plan, routes: Sequence[PlanRoute], areas: Sequence[PlanArea], *, language: str) -> bytes:
    """Return the PDF of a plan, whose routes carry their visits, in a language."""
    rows: list[AreaRow] = area_rows(areas)
    first_day, last_day = (dt.date.fromisoformat(plan.snapshot["dates"][end]) for end in (0, -1))
    with override(language):
        context = {
            "plan": plan,
            "name": name_in(plan.names, language),
            "area": name_in(plan.area.names, language),
            "organisation": name_in(plan.organisation.names, language),
            "people_said": people_said(plan),
            "proof_said": proof_said(plan),
            "price_said": price_said(plan) if price_of(plan) else [],
            "drawing": draw_plan(plan, routes, language=language),
            "teams": team_rows(plan, routes),
            "has_nights": any(route.end for route in routes),
            "areas": [row for row in rows if row.area.people_newly_reached][:AREAS_SHOWN],
            "areas_reached": sum(1 for row in rows if row.area.people_newly_reached),
            "first_day": first_day,
            "last_day": last_day,
            "style": carried(STYLE),
            "counting_said": counting_said(),
            "everything_assumed": all_assumptions(plan.assumptions, language),
            "is_demonstration": is_demonstration(),
        }
    return render_pdf("outreach/plan_sheet.html", context, language=language)


def team_rows(plan: Plan, routes: Sequence[PlanRoute]) -> list[TeamRow]:
    """Return a row for each team, in order."""
    return [
        team_row(number, name, [route for route in routes if route.team_number == number])
        for number, name in plan_teams(plan)
    ]


def team_row(number: int, name: str, routes: Sequence[PlanRoute]) -> TeamRow:
    """Return what a team's routes add up to."""
    visits = [visit for route in routes for visit in route.visits]  # type: ignore[attr-defined]
    return TeamRow(
        number=number,
        name=name,
        colour=colour_of(number),
        days=len(routes),
        visits=len(visits),
        people=sum(visit.people_newly_reached for visit in visits),
        km=sum(route.km for route in routes),
        nights=sum(1 for route in routes if route.end),
    )
