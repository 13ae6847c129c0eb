"""A plan as a calendar: on the screen, and as a file for other calendars."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.outreach.files.icalendar import plan_calendar_file
from twiza.outreach.models import Plan, PlanRoute
from twiza.outreach.plan_calendar import months_of, weekday_dates
from twiza.outreach.plan_page import plan_teams
from twiza.outreach.queries.plans import routes_of
from twiza.outreach.rules import VIEW_PLANS
from twiza.outreach.views.exports import attachment, note_export, stem
from twiza.outreach.views.found import plan_for


@policy(VIEW_PLANS)
@require_GET
def plan_calendar(request: Request, plan_id: uuid.UUID) -> HttpResponse:
    """Show a plan month by month; `?team=…` one team's."""
    plan = plan_for(request, plan_id)
    team = team_asked(request, plan)
    context = {
        "plan": plan,
        "team": team,
        "teams": plan_teams(plan),
        "months": months_of(plan, routes_for(plan, team)),
        "weekdays": weekday_dates(),
    }
    return render(request, "outreach/plan_calendar.html", context)


@policy(VIEW_PLANS)
@require_GET
def plan_ics(request: Request, plan_id: uuid.UUID) -> HttpResponse:
    """Answer with a plan for other calendars; `?team=…` one team's."""
    plan = plan_for(request, plan_id)
    team = team_asked(request, plan)
    content = plan_calendar_file(plan, routes_for(plan, team), language=get_language() or "fr")
    note_export(request, plan)
    name = f"{stem(plan)}-{team}.ics" if team else f"{stem(plan)}.ics"
    return attachment(content, "text/calendar; charset=utf-8", name)


def team_asked(request: Request, plan: Plan) -> int | None:
    """Return the number of the team that is asked for, None for all of them. Raises Http404."""
    asked = request.GET.get("team", "")
    if not asked:
        return None
    numbers = {str(number): number for number, _name in plan_teams(plan)}
    if asked not in numbers:
        raise Http404
    return numbers[asked]


def routes_for(plan: Plan, team: int | None) -> list[PlanRoute]:
    """Return the routes of a plan, or of one of its teams."""
    routes = routes_of(plan)
    return list(routes if team is None else routes.filter(team_number=team))
