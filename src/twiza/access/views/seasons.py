"""The page where one says how people travel when it rains or snows."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from twiza.access.actions.seasons import set_seasons
from twiza.access.look_form import SeasonsForm, seasons_shown
from twiza.access.views.sitings import scenario_for
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request


@policy("access.plan")
@require_http_methods(["GET", "HEAD", "POST"])
def seasons(request: Request, scenario_id: uuid.UUID) -> HttpResponse:
    """Show and keep the seasons of a scenario."""
    scenario = scenario_for(request, scenario_id)
    form = SeasonsForm(request.POST or None, initial=seasons_shown(scenario))
    if request.method == "POST" and form.is_valid():
        set_seasons(scenario=scenario, travels=form.travels(), actor=request.actor, at=timezone.now())
        messages.success(request, _("The seasons are kept: choose one above the map."))
        return redirect("access_scenario", scenario.pk)
    context = {"form": form, "scenario": scenario}
    return render(request, "access/seasons.html", context, status=422 if form.errors else 200)
