"""What if there were more places of care, fewer, or larger ones: asked on the map or in lists, answered at once."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from twiza.access.actions.what_if import save_what_if
from twiza.access.assumptions import scenario_assumptions
from twiza.access.looks import as_first_looked_at
from twiza.access.models import ASSUMED, AccessScenario, SupplyUnit
from twiza.access.queries.choices import NotOffered
from twiza.access.queries.place_rows import COMMUNE
from twiza.access.queries.sights import kept_sight
from twiza.access.queries.site_changes import SiteChange
from twiza.access.queries.what_if import change_by, commune_names, facilities_to_change, limits_of, places_to_add
from twiza.access.siting_words import limit_said
from twiza.access.views.reach_map import reach_map_context
from twiza.access.views.sitings import scenario_for
from twiza.access.what_if_form import changes_asked, new_tokens
from twiza.access.what_if_words import change_said, change_sentences
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.errors import DomainError
from twiza.core.names import name_in
from twiza.facilities.models import Facility

NAME_MAX = 120


@policy("access.plan")
@require_GET
def what_if(request: Request, scenario_id: uuid.UUID) -> HttpResponse:
    """Show what some changes would come to; nothing is kept. A script asks for the answer alone."""
    scenario = scenario_for(request, scenario_id)
    facilities = facilities_to_change(scenario)
    answer = answer_to(request, scenario, facilities)
    status = 422 if answer.get("refusal") else 200
    if request.headers.get("HX-Request") == "true":
        response = render(request, "access/what_if_answer.html", answer, status=status)
        if status == 200:
            response.headers["HX-Replace-Url"] = address_of(scenario, answer["changes"])
        return response
    language = get_language() or "fr"
    context: dict[str, Any] = {
        "groups": places_to_add(scenario),
        "facilities": [(str(one.pk), name_in(one.names, language)) for one in facilities],
        "assumptions": scenario_assumptions(scenario),
        **reach_map_context(kept_sight(scenario, as_first_looked_at(scenario), COMMUNE), COMMUNE, {}),
        **answer,
    }
    return render(request, "access/what_if.html", context, status=status)


@policy("access.plan")
@require_POST
def what_if_save(request: Request, scenario_id: uuid.UUID) -> HttpResponse:
    """Keep what was tried as a scenario with a name."""
    scenario = scenario_for(request, scenario_id)
    name = request.POST.get("name", "").strip()
    try:
        changes = changes_asked(scenario, request.POST.getlist("change"), facilities_to_change(scenario))
    except NotOffered:
        raise Http404 from None
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("what_if", scenario.pk)
    if not 0 < len(name) <= NAME_MAX:
        messages.error(request, _("Give the scenario a name, of 120 letters at most."))
        return redirect(address_of(scenario, changes))
    try:
        kept = save_what_if(
            scenario=scenario, name=name, changes=changes, made_by=request.user, actor=request.actor, at=timezone.now()
        )
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(address_of(scenario, changes))
    messages.success(request, _("The scenario is kept, with what it changes among its assumptions."))
    return redirect("access_scenario", kept.pk)


def answer_to(request: Request, scenario: AccessScenario, facilities: list[Facility]) -> dict[str, Any]:
    """Return the answer to what is asked; a change that is refused leaves those tried before. Raises Http404."""
    fixed = {
        "scenario": scenario,
        "changes": [],
        "is_assumed": scenario.basis in ASSUMED,
        "is_by_doctors": scenario.supply_unit == SupplyUnit.DOCTORS,
    }
    before = request.GET.getlist("change")
    try:
        changes = changes_asked(scenario, [*before, *new_tokens(request.GET)], facilities)
        return fixed | answer_context(scenario, changes)
    except NotOffered:
        raise Http404 from None
    except DomainError as error:
        refusal = {"refusal": str(error)}
    try:
        return fixed | refusal | answer_context(scenario, changes_asked(scenario, before, facilities))
    except DomainError:
        return fixed | refusal


def answer_context(scenario: AccessScenario, changes: list[SiteChange]) -> dict[str, Any]:
    """Return what the answer shows: each change with the address of the others, and what they come to together."""
    if not changes:
        return {}
    change = change_by(scenario, changes)
    names = commune_names(change)
    return {
        "change": change,
        "changes": changes,
        "tried": [
            (change_said(scenario, one), address_of(scenario, [other for other in changes if other is not one]))
            for one in changes
        ],
        "sentences": change_sentences(scenario, change),
        "limits": [limit_said(one.reach, one.unit) for one in limits_of(scenario)],
        "rows": [(names[one.commune_id], one.people, one.gained) for one in change.communes],
    }


def address_of(scenario: AccessScenario, changes: list[SiteChange]) -> str:
    """Return the address that tries some changes."""
    address = reverse("what_if", args=[scenario.pk])
    return f"{address}?{urlencode([('change', change.token) for change in changes])}" if changes else address
