"""Pages about the needs of one place: every part of the need, health series, what people said, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from twiza.access.area_page import area_needs, incomplete_communes
from twiza.access.assumptions import formula_assumptions, scenario_assumptions
from twiza.access.commune_page import specialty_parts
from twiza.access.models import AccessScenario, NeedFormula
from twiza.access.place_known import Counts, known_of, located_communes
from twiza.access.queries.choices import Choices
from twiza.access.queries.expressed import expressed_in
from twiza.access.queries.place_rows import COMMUNE, Asked, PlaceRow, rows_of
from twiza.access.queries.scenarios import results_of
from twiza.access.queries.series_seen import series_seen
from twiza.access.series_chart import series_line
from twiza.access.views.needs import choices_and_asked
from twiza.accounts.decisions import decide
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.territory.models import Place
from twiza.territory.queries.places import communes_in, containers_of, places_of

DEEPEST_AREA = 2
EXPRESSED_SHOWN = 10


@policy("access.view")
@require_GET
def commune_needs(request: Request, place_id: int) -> HttpResponse:
    """Show one commune: every part of its need, how far its people are, what was counted and what was said."""
    communes = places_of(request.actor).filter(kind__code=COMMUNE).select_related("kind")
    commune = get_object_or_404(communes, id=place_id)
    choices, asked = choices_and_asked(request)
    scenario = scenario_for(commune, asked, choices)
    context = {
        **place_context(request, commune, [commune], asked.formula, scenario),
        "commune": commune,
        "specialties": specialty_parts(commune, asked.formula) if asked.formula else [],
        "result": results_of(scenario).filter(commune=commune).first() if scenario else None,
    }
    return render(request, "access/commune_needs.html", context)


@policy("access.view")
@require_GET
def place_needs(request: Request, place_id: int) -> HttpResponse:
    """Show a province, a region or a country: its communes added up, with their medians."""
    areas = places_of(request.actor).filter(kind__rank__lte=DEEPEST_AREA).exclude(kind__code=COMMUNE)
    area = get_object_or_404(areas.select_related("kind"), id=place_id)
    choices, asked = choices_and_asked(request)
    scenario = scenario_for(area, asked, choices)
    communes = list(communes_in(area.path))
    context = {
        **place_context(request, area, communes, asked.formula, scenario),
        "area": area,
        "specialties": area_needs(communes, asked.formula) if asked.formula else [],
        "row": area_row(area, communes, asked, scenario),
    }
    return render(request, "access/area_needs.html", context)


def place_context(
    request: Request,
    place: Place,
    communes: Sequence[Place],
    formula: NeedFormula | None,
    scenario: AccessScenario | None,
) -> dict[str, Any]:
    """Return what the page of a commune and that of an area have in common."""
    series = [series_line(seen) for seen in series_seen(request.actor, [place]).get(place.pk, [])]
    expressed = expressed_in(request.actor, [place])
    holders = containers_of([place])
    counts = Counts(
        communes=len(communes),
        incomplete=incomplete_communes(communes, formula) if formula else 0,
        located=located_communes([commune.pk for commune in communes]),
        series=len(series),
        expressed=len(expressed),
    )
    return {
        "place": place,
        "holders": [holders[path] for path in sorted(holders)],
        "formula": formula,
        "scenario": scenario,
        "known": known_of(counts, scenario),
        "series": series,
        "expressed": expressed[:EXPRESSED_SHOWN],
        "more_expressed": max(len(expressed) - EXPRESSED_SHOWN, 0),
        "may_hear": bool(decide(request.actor, "access.hear_needs")),
        "may_import_series": bool(decide(request.actor, "territory.import_series")),
        "assumptions": formula_assumptions(formula) + scenario_assumptions(scenario),
    }


def area_row(area: Place, communes: Sequence[Place], asked: Asked, scenario: AccessScenario | None) -> PlaceRow:
    """Return the figures of an area as a row, with its access."""
    whole = Asked(
        area=area, level="", formula=asked.formula, specialties=asked.specialties, indicator=None, scenario=scenario
    )
    return rows_of([area], communes, whole)[0]


def scenario_for(place: Place, asked: Asked, choices: Choices) -> AccessScenario | None:
    """Return the scenario asked for, else the first that says something of a place."""
    return asked.scenario or next((one for one in choices.scenarios if covers(one, place)), None)


def covers(scenario: AccessScenario, place: Place) -> bool:
    """Return whether a scenario says something of a place."""
    return f"{place.path}/".startswith(f"{scenario.area.path}/")
