"""Pages about what people need: a map and a table of places."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET

from twiza.access.assumptions import formula_assumptions, scenario_assumptions
from twiza.access.forms import NeedsFilter
from twiza.access.map_config import far_title
from twiza.access.need_files import needs_table
from twiza.access.queries.choices import Choices, NotOffered, asked_from, choices_of
from twiza.access.queries.place_rows import COMMUNE, Asked, PlaceRow, place_rows
from twiza.access.views.files import file_response, refuse_other_kind
from twiza.access.views.needs_map import map_context, map_values
from twiza.accounts.decisions import decide
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.names import name_in

ROWS_PER_PAGE = 50
DEFAULT_SORT = "-need_per_1000"
SORTS: dict[str, Callable[[PlaceRow], Any]] = {
    "name": lambda row: name_in(row.place.names, get_language() or "fr"),
    "inhabitants": lambda row: row.inhabitants,
    "need": lambda row: row.need,
    "need_per_1000": lambda row: row.need_per_1000,
    "indicator": lambda row: row.indicator,
    "far": lambda row: row.far_share,
    "supply": lambda row: row.supply_per_10000,
}


@policy("access.view")
@require_GET
def needs(request: Request) -> HttpResponse:
    """Show what people need in the places of an area, on a map and in a table."""
    choices, asked = choices_and_asked(request)
    rows = place_rows(asked)
    page = Paginator(sorted_rows(rows, request.GET.get("sort", "")), ROWS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "asked": asked,
        "filter": filter_of(asked, choices, request),
        "page": page,
        "page_numbers": page.paginator.get_elided_page_range(page.number),
        "figures": totals(rows, asked),
        "assumptions": formula_assumptions(asked.formula) + scenario_assumptions(asked.scenario),
        "far_title": far_title(asked),
        "is_by_commune": asked.level == COMMUNE,
        "may_hear": bool(decide(request.actor, "access.hear_needs")),
        "query": request.GET.urlencode(),
        **map_context(rows, asked, request.GET.urlencode()),
    }
    return render(request, "access/needs.html", context)


@policy("access.view")
@require_GET
@gzip_page
def needs_values(request: Request) -> JsonResponse:
    """Answer the figures of the places on the map, by code; their shapes come from the territory."""
    _choices, asked = choices_and_asked(request)
    return JsonResponse({row.place.code: map_values(row, asked) for row in place_rows(asked)})


@policy("access.view")
@require_GET
def needs_export(request: Request, kind: str) -> HttpResponse:
    """Send the needs of the places as a file, with what they rest on written inside."""
    refuse_other_kind(kind)
    _choices, asked = choices_and_asked(request)
    assumptions = formula_assumptions(asked.formula) + scenario_assumptions(asked.scenario)
    table = needs_table(asked, place_rows(asked), assumptions, get_language() or "fr", kind=kind)
    return file_response(request, kind, table, name="needs", action="access.view", object_id=asked.area.code)


def choices_and_asked(request: Request) -> tuple[Choices, Asked]:
    """Return what may be chosen and what is; what is not offered does not exist."""
    choices = choices_of(request.actor)
    try:
        return choices, asked_from(choices, request.GET.dict(), request.actor)
    except NotOffered:
        raise Http404 from None


def filter_of(asked: Asked, choices: Choices, request: Request) -> NeedsFilter:
    """Return the filter filled in with what is shown."""
    shown = {
        "area": asked.area.path,
        "level": asked.level,
        "specialty": request.GET.get("specialty", ""),
        "formula": str(asked.formula.pk) if asked.formula else "",
        "indicator": asked.indicator.code if asked.indicator else "",
        "scenario": str(asked.scenario.pk) if asked.scenario else "",
    }
    form = NeedsFilter(initial=shown, auto_id="filter_%s")
    form.offer(
        areas=choices.areas,
        specialties=choices.specialties,
        formulas=choices.formulas,
        indicators=choices.indicators,
        scenarios=choices.scenarios,
    )
    return form


def sorted_rows(rows: Sequence[PlaceRow], sort: str) -> list[PlaceRow]:
    """Return rows in an order; those without the figure come last, whichever way."""
    key = SORTS.get(sort.removeprefix("-"))
    if key is None:
        sort, key = DEFAULT_SORT, SORTS[DEFAULT_SORT.removeprefix("-")]
    known = [row for row in rows if key(row) is not None]
    return sorted(known, key=key, reverse=sort.startswith("-")) + [row for row in rows if key(row) is None]


def totals(rows: Sequence[PlaceRow], asked: Asked) -> dict[str, Any]:
    """Return the key figures of an area; None where nothing is known."""
    people = known_sum(row.inhabitants for row in rows)
    need = known_sum(row.need for row in rows)
    far, reached = known_sum(row.far_people for row in rows), known_sum(row.reached_people for row in rows)
    return {
        "inhabitants": people,
        "need": None if need is None else round(need),
        "need_per_1000": need / people * 1000 if need is not None and people else None,
        "incomplete": sum(row.incomplete for row in rows),
        "far": far,
        "far_share": far / reached if far is not None and reached else None,
    }


def known_sum(figures: Any) -> Any:
    """Return the sum of the known figures, None when none is known."""
    known = [figure for figure in figures if figure is not None]
    return sum(known) if known else None
