"""What is asked of the map of a scenario: by which places, of which care, in which season, within how many minutes."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from django.http import Http404
from django.shortcuts import get_object_or_404

from twiza.access.look_form import LookForm
from twiza.access.looks import Look, Sight, as_first_looked_at
from twiza.access.models import AccessScenario
from twiza.access.queries.choices import levels_in
from twiza.access.queries.scenario_sites import counted_in
from twiza.access.queries.scenarios import scenarios_of
from twiza.access.queries.seasons import travel_by_season
from twiza.access.queries.services import service_options
from twiza.access.queries.sights import kept_sight, sight_of
from twiza.accounts.requests import Request
from twiza.core.errors import DomainError

ASKED = ("service", "season", "minutes")


def scenario_and_level(request: Request, scenario_id: uuid.UUID) -> tuple[AccessScenario, str]:
    """Return the scenario, and by which places to show it; what one may not open does not exist."""
    shown = get_object_or_404(scenarios_of(request.actor).select_related("area__kind"), id=scenario_id)
    levels = levels_in(shown.area)
    level = request.GET.get("level", levels[-1] if len(levels) <= 2 else "province")
    if level not in levels:
        raise Http404
    return shown, level


def look_form(scenario: AccessScenario, given: Mapping[str, str]) -> LookForm:
    """Return the form of what is asked; what an address leaves out is as first looked at."""
    first = as_first_looked_at(scenario)
    shown = {"service": first.service, "season": first.season.value, "minutes": f"{first.minutes:g}"}
    form = LookForm(shown | {name: given[name] for name in ASKED if given.get(name)})
    form.offer(service_options(scenario, counted_in(scenario)), travel_by_season(scenario))
    return form


def sight_shown(form: LookForm, scenario: AccessScenario, level: str) -> Sight:
    """Return what is seen; what the scenario kept when the form is refused."""
    if form.is_valid():
        try:
            return sight_of(scenario, form.look(), level)
        except DomainError as error:
            form.add_error(None, str(error))
    return kept_sight(scenario, as_first_looked_at(scenario), level)


def sight_or_404(request: Request, scenario: AccessScenario, level: str) -> Sight:
    """Return what is seen. Raises Http404 when what is asked is refused."""
    form = look_form(scenario, request.GET)
    sight = sight_shown(form, scenario, level)
    if form.errors:
        raise Http404
    return sight


def address_of(look: Look, scenario: AccessScenario) -> dict[str, str]:
    """Return a look as an address carries it, nothing when it is what the scenario kept."""
    if look.is_as_kept(scenario):
        return {}
    asked = {"service": look.service, "season": look.season.value, "minutes": f"{look.minutes:g}"}
    return {name: value for name, value in asked.items() if value}
