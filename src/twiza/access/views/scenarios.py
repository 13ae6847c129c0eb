"""Pages about access: scenarios, what they say, and making one."""

from __future__ import annotations

import unicodedata
import uuid
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET, require_POST

from twiza.access.actions.scenario import delete_scenario, make_scenario
from twiza.access.assumptions import sight_assumptions
from twiza.access.look_form import label_of_service
from twiza.access.models import AccessScenario, Care
from twiza.access.place_options import areas_of
from twiza.access.queries.choices import levels_in
from twiza.access.queries.reach_rows import ReachRow
from twiza.access.queries.scenarios import scenarios_of
from twiza.access.queries.sitings import deleted_sitings_in, sitings_in
from twiza.access.reach_files import reach_table
from twiza.access.scenario_form import FIRST_SHOWN, ScenarioForm
from twiza.access.scenario_words import sentences_of
from twiza.access.views.files import file_response, refuse_other_kind
from twiza.access.views.reach_map import reach_map_context, reach_values
from twiza.access.views.sights import address_of, look_form, scenario_and_level, sight_or_404, sight_shown
from twiza.accounts.decisions import Facts, decide
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.errors import DomainError
from twiza.facilities.queries.completeness import last_statement
from twiza.facilities.queries.facility import has_facilities
from twiza.organisations.models import Organisation
from twiza.territory.models import Place

ROWS_PER_PAGE = 50
SITINGS_SHOWN = 20
DELETED_SHOWN = 5


@policy("access.plan")
@require_GET
def scenarios(request: Request) -> HttpResponse:
    """List the scenarios of the organisation acted for, newest first."""
    page = Paginator(scenarios_of(request.actor), ROWS_PER_PAGE).get_page(request.GET.get("page"))
    page_numbers = page.paginator.get_elided_page_range(page.number)
    return render(request, "access/scenarios.html", {"page": page, "page_numbers": page_numbers})


@policy("access.plan")
def scenario_create(request: Request) -> HttpResponse:
    """Choose assumptions, compute, and keep the scenario."""
    areas = areas_of(request.actor)
    form = ScenarioForm(request.POST or None, initial=FIRST_SHOWN | {"area": request.GET.get("area", "")})
    form.offer_areas(areas)
    if request.method == "POST" and form.is_valid():
        area = next(area for area in areas if area.path == form.cleaned_data["area"])
        try:
            return redirect("access_scenario", made(request, form, area).pk)
        except DomainError as error:
            form.add_error(None, str(error))
    return render(request, "access/scenario_form.html", {"form": form}, status=422 if form.errors else 200)


@policy("access.plan")
@require_GET
def scenario(request: Request, scenario_id: uuid.UUID) -> HttpResponse:
    """Show what a scenario says, in words, on a map and in a table."""
    shown, level = scenario_and_level(request, scenario_id)
    form = look_form(shown, request.GET)
    sight = sight_shown(form, shown, level)
    asked = address_of(sight.look, shown)
    page = Paginator(farthest_first(sight.rows), ROWS_PER_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "scenario": shown,
        "sight": sight,
        "form": form,
        "is_primary": shown.care == Care.PRIMARY,
        "sentences": sentences_of(sight),
        "level": level,
        "levels": levels_in(shown.area),
        "look_query": urlencode(asked),
        "query": urlencode({"level": level} | asked),
        "page": page,
        "page_numbers": page.paginator.get_elided_page_range(page.number),
        "assumptions": sight_assumptions(sight, label_of_service(form)),
        "statement": last_statement(shown.area.path),
        "has_facilities": has_facilities(shown.area),
        "sitings": sitings_in(request.actor, shown)[:SITINGS_SHOWN],
        "deleted_sitings": deleted_sitings_in(request.actor, shown)[:DELETED_SHOWN],
        **reach_map_context(sight, level, asked),
    }
    return render(request, "access/scenario.html", context, status=422 if form.errors else 200)


@policy("access.plan")
@require_GET
@gzip_page
def scenario_values(request: Request, scenario_id: uuid.UUID) -> JsonResponse:
    """Answer the figures of the places on the map, by code."""
    shown, level = scenario_and_level(request, scenario_id)
    sight = sight_or_404(request, shown, level)
    return JsonResponse({row.place.code: reach_values(sight, row) for row in sight.rows})


@policy("access.plan")
@require_GET
def scenario_export(request: Request, scenario_id: uuid.UUID, kind: str) -> HttpResponse:
    """Send what a scenario says as a file, with its assumptions inside."""
    refuse_other_kind(kind)
    shown, level = scenario_and_level(request, scenario_id)
    sight = sight_or_404(request, shown, level)
    assumptions = sight_assumptions(sight, label_of_service(look_form(shown, request.GET)))
    table = reach_table(sight, assumptions, get_language() or "fr", kind=kind)
    return file_response(request, kind, table, name="access", action="access.plan", object_id=shown.pk)


@policy("access.plan")
@require_POST
def scenario_delete(request: Request, scenario_id: uuid.UUID) -> HttpResponse:
    """Forget a scenario once its name has been written to confirm."""
    shown = get_object_or_404(scenarios_of(request.actor), id=scenario_id)
    if as_typed(request.POST.get("confirmed_name", "")) != as_typed(shown.name):
        messages.error(request, _("The name written is not that of the scenario: it was not deleted."))
        return redirect("access_scenario", shown.pk)
    delete_scenario(scenario=shown, actor=request.actor, at=timezone.now())
    messages.success(request, _("The scenario is deleted."))
    return redirect("access_scenarios")


def made(request: Request, form: ScenarioForm, area: Place) -> AccessScenario:
    """Compute and keep a scenario for the organisation acted for; an area outside one's territory does not exist."""
    grant = request.actor.grant
    if grant is None or not decide(
        request.actor,
        "access.make_scenario",
        Facts(organisation_id=grant.organisation_id, place_path=area.path),
    ):
        raise Http404
    return make_scenario(
        organisation=Organisation.objects.get(pk=grant.organisation_id),
        name=form.cleaned_data["name"],
        area=area,
        assumptions=form.assumptions(),
        made_by=request.user,
        actor=request.actor,
        at=timezone.now(),
    )


def farthest_first(rows: list[ReachRow]) -> list[ReachRow]:
    """Return rows with the largest share of people far first, then the most people; those without people last."""
    known = [row for row in rows if row.far_minutes_share is not None]
    unknown = [row for row in rows if row.far_minutes_share is None]
    return sorted(known, key=lambda row: (row.far_minutes_share, row.people), reverse=True) + unknown


def as_typed(name: str) -> str:
    """Return a name as the dialog compares it: case and spaces around or doubled do not matter."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())
