"""Pages about the dates of a scenario: seasons, and when teams are away and stops are not to be visited."""

from __future__ import annotations

import uuid
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.answering import is_kept
from twiza.outreach.actions.seasons import add_pause, add_season, change_season, remove_pause, remove_season
from twiza.outreach.forms import plain
from twiza.outreach.models import Scenario
from twiza.outreach.queries.plans import numbered_pauses, pauses_of, seasons_of, teams_of
from twiza.outreach.rules import MAKE_PLANS
from twiza.outreach.season_forms import PauseForm, SeasonForm, initial_season
from twiza.outreach.views.found import scenario_to_change


@policy(MAKE_PLANS)
@require_GET
def date_list(request: Request, scenario_id: uuid.UUID) -> HttpResponse:
    """Show the seasons and the pauses of a scenario, and the forms to add one."""
    return page(request, scenario_to_change(request, scenario_id), None, None)


@policy(MAKE_PLANS)
@require_POST
def season_create(request: Request, scenario_id: uuid.UUID) -> HttpResponse:
    """Add a season."""
    scenario = scenario_to_change(request, scenario_id)
    form = SeasonForm(request.POST, scenario=scenario, auto_id="season_%s")
    add = partial(add_season, scenario=scenario, actor=request.actor, at=timezone.now())
    if is_kept(form, lambda: add(terms=form.terms())):
        messages.success(request, _("The season is added."))
        return redirect("scenario_dates", scenario.pk)
    return page(request, scenario, form, None)


@policy(MAKE_PLANS)
@require_http_methods(["GET", "POST"])
def season_change(request: Request, scenario_id: uuid.UUID, season_id: int) -> HttpResponse:
    """Change a season."""
    scenario = scenario_to_change(request, scenario_id)
    season = get_object_or_404(seasons_of(scenario), pk=season_id)
    form = SeasonForm(request.POST or None, scenario=scenario, initial=initial_season(season))
    keep = partial(change_season, season=season, actor=request.actor, at=timezone.now())
    if request.method == "POST" and is_kept(form, lambda: keep(terms=form.terms())):
        messages.success(request, _("The season is changed."))
        return redirect("scenario_dates", scenario.pk)
    context = {"scenario": scenario, "season": season, "form": form}
    return render(request, "outreach/season.html", context, status=422 if form.errors else 200)


@policy(MAKE_PLANS)
@require_POST
def season_remove(request: Request, scenario_id: uuid.UUID, season_id: int) -> HttpResponse:
    """Take a season out of the scenario."""
    scenario = scenario_to_change(request, scenario_id)
    season = get_object_or_404(seasons_of(scenario), pk=season_id)
    remove_season(season=season, actor=request.actor, at=timezone.now())
    messages.success(request, _("The season is removed from this scenario. Plans made before keep it."))
    return redirect("scenario_dates", scenario.pk)


@policy(MAKE_PLANS)
@require_POST
def pause_create(request: Request, scenario_id: uuid.UUID) -> HttpResponse:
    """Say when a team is away, or a stop not to be visited."""
    scenario = scenario_to_change(request, scenario_id)
    form = PauseForm(request.POST, scenario=scenario, auto_id="pause_%s")
    add = partial(add_pause, scenario=scenario, actor=request.actor, at=timezone.now())
    if is_kept(form, lambda: add(**form.terms())):
        messages.success(request, _("It is noted: no plan of this scenario will count on it then."))
        return redirect("scenario_dates", scenario.pk)
    return page(request, scenario, None, form)


@policy(MAKE_PLANS)
@require_POST
def pause_remove(request: Request, scenario_id: uuid.UUID, pause_id: int) -> HttpResponse:
    """Take a pause out of the scenario."""
    scenario = scenario_to_change(request, scenario_id)
    pause = get_object_or_404(pauses_of(scenario), pk=pause_id)
    remove_pause(pause=pause, actor=request.actor, at=timezone.now())
    messages.success(request, _("It is removed from this scenario. Plans made before keep it."))
    return redirect("scenario_dates", scenario.pk)


def page(request: Request, scenario: Scenario, season: SeasonForm | None, pause: PauseForm | None) -> HttpResponse:
    """Show the dates of a scenario with the forms, those sent with what is wrong in them."""
    dates = scenario.working_dates()
    usual = {
        "speed_kmh": plain(scenario.speed_kmh),
        "detour": plain(scenario.detour),
        "starts_on": dates[0],
        "ends_on": dates[-1],
    }
    context = {
        "scenario": scenario,
        "dates": dates,
        "seasons": seasons_of(scenario),
        "pauses": numbered_pauses(scenario, list(teams_of(scenario))),
        "season_form": season or SeasonForm(scenario=scenario, initial=usual, auto_id="season_%s"),
        "pause_form": pause
        or PauseForm(scenario=scenario, initial={"starts_on": dates[0], "ends_on": dates[0]}, auto_id="pause_%s"),
    }
    return render(request, "outreach/dates.html", context, status=422 if season or pause else 200)
