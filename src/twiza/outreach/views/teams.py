"""Pages about the teams of a scenario."""

from __future__ import annotations

import uuid
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.answering import is_kept
from twiza.outreach.actions.teams import add_team, change_team, remove_team
from twiza.outreach.models import Scenario, ScenarioTeam
from twiza.outreach.queries.plans import teams_of
from twiza.outreach.rules import MAKE_PLANS
from twiza.outreach.scenario_team_form import TeamForm, initial_team
from twiza.outreach.views.found import scenario_to_change


@policy(MAKE_PLANS)
@require_http_methods(["GET", "POST"])
def team_create(request: Request, scenario_id: uuid.UUID) -> HttpResponse:
    """Add a team."""
    scenario = scenario_to_change(request, scenario_id)
    first = {"specialties": scenario.specialties.all()}
    form = TeamForm(request.POST or None, scenario=scenario, initial=first)
    add = partial(add_team, scenario=scenario, actor=request.actor, at=timezone.now())
    if request.method == "POST" and is_kept(form, lambda: add(terms=form.terms())):
        messages.success(request, _("The team is added."))
        return redirect("scenario", scenario.pk)
    return page(request, scenario, form, None)


@policy(MAKE_PLANS)
@require_http_methods(["GET", "POST"])
def team_change(request: Request, scenario_id: uuid.UUID, team_id: int) -> HttpResponse:
    """Change a team."""
    scenario = scenario_to_change(request, scenario_id)
    team = get_object_or_404(teams_of(scenario), pk=team_id)
    form = TeamForm(request.POST or None, scenario=scenario, initial=initial_team(team))
    keep = partial(change_team, team=team, actor=request.actor, at=timezone.now())
    if request.method == "POST" and is_kept(form, lambda: keep(terms=form.terms())):
        messages.success(request, _("The team is changed."))
        return redirect("scenario", scenario.pk)
    return page(request, scenario, form, team)


@policy(MAKE_PLANS)
@require_POST
def team_remove(request: Request, scenario_id: uuid.UUID, team_id: int) -> HttpResponse:
    """Take a team out of the scenario."""
    scenario = scenario_to_change(request, scenario_id)
    team = get_object_or_404(teams_of(scenario), pk=team_id)
    remove_team(team=team, actor=request.actor, at=timezone.now())
    messages.success(request, _("The team is removed from this scenario. Plans made before keep it."))
    return redirect("scenario", scenario.pk)


def page(request: Request, scenario: Scenario, form: TeamForm, team: ScenarioTeam | None) -> HttpResponse:
    """Show the form of a team."""
    context = {"scenario": scenario, "form": form, "team": team}
    return render(request, "outreach/team.html", context, status=422 if form.errors else 200)
