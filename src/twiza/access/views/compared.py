"""Scenarios side by side: who is far in each, and where it differs."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET

from twiza.access.comparison_files import comparison_table
from twiza.access.comparison_form import ComparisonForm
from twiza.access.comparison_words import compared_assumptions, compared_legends, compared_values, worst_communes
from twiza.access.figures import as_number
from twiza.access.map_config import map_of_areas
from twiza.access.models import AccessScenario
from twiza.access.queries.choices import levels_in
from twiza.access.queries.compared import ComparedPlace, Comparison, compared
from twiza.access.queries.place_rows import places_at
from twiza.access.queries.scenarios import scenarios_of
from twiza.access.views.files import file_response, refuse_other_kind
from twiza.access.views.shapes import shapes_url
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.territory.queries.boundaries import box_around

LEAST, MOST = 2, 4
ROWS_PER_PAGE = 50


@policy("access.plan")
@require_GET
def scenario_compare(request: Request) -> HttpResponse:
    """Show a few scenarios side by side, over the people of the first one's area."""
    scenarios = scenarios_asked(request)
    if refusal := refusal_of(scenarios):
        context: dict[str, Any] = {"refusal": refusal, "least": LEAST, "most": MOST}
        return render(request, "access/compared.html", context, status=422 if scenarios else 200)
    level, form = level_asked(request, scenarios[0]), form_asked(request, scenarios[0])
    minutes = form.cleaned_data["minutes"] if form.is_valid() else scenarios[0].far_minutes
    comparison = compared(scenarios, level, minutes)
    query = [("scenario", str(scenario.pk)) for scenario in scenarios] + [("minutes", f"{minutes:g}")]
    page = Paginator(most_changed_first(comparison.rows), ROWS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "scenarios": scenarios,
        "others": scenarios[1:],
        "area": scenarios[0].area,
        "form": form,
        "level": level,
        "levels": levels_in(scenarios[0].area),
        "minutes": as_number(minutes),
        "query": urlencode(query),
        "full_query": urlencode([*query, ("level", level)]),
        "columns": list(zip(scenarios, comparison.total.figures, (None, *comparison.total.differences), strict=True)),
        "worst": [
            (scenario, [(row.place, row.figures[rank].median_minutes) for row in worst_communes(comparison, rank)])
            for rank, scenario in enumerate(scenarios)
        ],
        "page": page,
        "page_numbers": page.paginator.get_elided_page_range(page.number),
        "assumptions": compared_assumptions(scenarios),
        **compared_map(scenarios, comparison, level, minutes, query),
    }
    return render(request, "access/compared.html", context, status=422 if form.errors else 200)


@policy("access.plan")
@require_GET
@gzip_page
def compared_figures(request: Request) -> JsonResponse:
    """Answer the figures of the places on the map, by code."""
    _scenarios, comparison, _level, _minutes = comparison_or_404(request)
    return JsonResponse({row.place.code: compared_values(row) for row in comparison.rows})


@policy("access.plan")
@require_GET
def compared_export(request: Request, kind: str) -> HttpResponse:
    """Send a comparison as a file, with what it rests on inside."""
    refuse_other_kind(kind)
    scenarios, comparison, _level, minutes = comparison_or_404(request)
    table = comparison_table(scenarios, comparison, minutes, get_language() or "fr", kind=kind)
    return file_response(request, kind, table, name="access-comparison", action="access.plan")


def comparison_or_404(request: Request) -> tuple[list[AccessScenario], Comparison, str, float]:
    """Return what is compared, by which places and within how many minutes. Raises Http404 when it is refused."""
    scenarios = scenarios_asked(request)
    if refusal_of(scenarios):
        raise Http404
    level, form = level_asked(request, scenarios[0]), form_asked(request, scenarios[0])
    if not form.is_valid():
        raise Http404
    minutes = form.cleaned_data["minutes"]
    return scenarios, compared(scenarios, level, minutes), level, minutes


def scenarios_asked(request: Request) -> list[AccessScenario]:
    """Return the scenarios asked for, each once; one that may not be opened does not exist."""
    try:
        asked = list(dict.fromkeys(uuid.UUID(text) for text in request.GET.getlist("scenario")))
    except ValueError:
        raise Http404 from None
    found = scenarios_of(request.actor).select_related("area__kind").in_bulk(asked)
    if len(found) < len(asked):
        raise Http404
    return [found[key] for key in asked]


def refusal_of(scenarios: list[AccessScenario]) -> str:
    """Return why scenarios cannot be compared, empty when they can."""
    if not LEAST <= len(scenarios) <= MOST:
        return _("Choose from %(least)s to %(most)s scenarios to compare.") % {"least": LEAST, "most": MOST}
    if len({scenario.area.country for scenario in scenarios}) > 1:
        return _("These scenarios are about different countries: there is nothing to compare.")
    return ""


def level_asked(request: Request, scenario: AccessScenario) -> str:
    """Return by which places to compare. Raises Http404."""
    levels = levels_in(scenario.area)
    level = request.GET.get("level", levels[-1] if len(levels) <= 2 else "province")
    if level not in levels:
        raise Http404
    return level


def form_asked(request: Request, scenario: AccessScenario) -> ComparisonForm:
    """Return the form of what is asked, the far time of the first scenario when nothing is."""
    return ComparisonForm({"minutes": request.GET.get("minutes") or f"{scenario.far_minutes:g}"})


def most_changed_first(rows: list[ComparedPlace]) -> list[ComparedPlace]:
    """Return rows with the largest difference first, then by path."""
    return sorted(rows, key=lambda row: -max(abs(one) for one in row.differences))


def compared_map(
    scenarios: list[AccessScenario], comparison: Comparison, level: str, minutes: float, query: list[tuple[str, str]]
) -> dict[str, Any]:
    """Return what the map needs; without boundaries there is no map."""
    area = scenarios[0].area
    box = box_around(places_at(area, level))
    if box is None:
        return {"map": None}
    legends = compared_legends(scenarios, comparison.rows, minutes)
    values_url = f"{reverse('access_compare_values')}?{urlencode([*query, ('level', level)])}"
    return {
        "map": map_of_areas(box, shapes_url(area, level), values_url, legends),
        "legends": legends,
        "views": views_shown(scenarios),
    }


def views_shown(scenarios: list[AccessScenario]) -> list[tuple[str, str]]:
    """Return the views that the map offers to switch between, by short names: what differs, then each scenario."""
    differences = [
        (f"d{rank}", _("Difference: %(scenario)s") % {"scenario": scenario.name})
        for rank, scenario in enumerate(scenarios[1:], start=1)
    ]
    return differences + [(f"s{rank}", scenario.name) for rank, scenario in enumerate(scenarios)]
