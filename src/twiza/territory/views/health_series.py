"""Pages about health series: which there are, and the figures of one by place and period."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import decide
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.names import name_in
from twiza.core.text import search_text_of, sounds_asked
from twiza.documents.table_files import CONTENT_TYPES, table_as
from twiza.territory.health_files_out import series_table
from twiza.territory.models import HealthSeries, Place
from twiza.territory.periods import Period, before, period_code, period_words
from twiza.territory.queries.health_files import stored_health_files
from twiza.territory.queries.health_series import (
    PERIODS_SHOWN,
    figure_lines,
    figures_by_place,
    last_period,
    periods_until,
    places_counted,
    series_of,
)
from twiza.territory.queries.places import places_of

ROWS_PER_PAGE = 50
FILES_SHOWN = 20
DEEPEST_RANK_TO_CHOOSE = 2
MOST_BACK = 99


@policy("territory.view_series")
@require_GET
def health_series_list(request: Request) -> HttpResponse:
    """Show which series there are, and the files they came in."""
    asked = request.GET.get("q", "").strip()
    found = [one for one in series_of(request.actor) if answers(one, asked)]
    page = Paginator(found, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    may_import = bool(decide(request.actor, "territory.import_series"))
    context = {
        "page": page,
        "page_numbers": page.paginator.get_elided_page_range(page.number),
        "q": asked,
        "files": list(stored_health_files(request.actor)[:FILES_SHOWN]) if may_import else [],
        "may_import": may_import,
    }
    return render(request, "territory/health_series_list.html", context)


@policy("territory.view_series")
@require_GET
def health_series(request: Request, series_id: uuid.UUID) -> HttpResponse:
    """Show the figures of a series, place by place, over the last periods."""
    series = get_object_or_404(series_of(request.actor), id=series_id)
    area, areas = area_asked(request, series)
    periods = periods_asked(request, series)
    places = places_counted(series, periods, area.path if area else series.country)
    page = Paginator(places.filter(pk__in=places_of(request.actor)), ROWS_PER_PAGE).get_page(request.GET.get("page"))
    found = figures_by_place(series, periods, [place.pk for place in page])
    latest_first = periods[::-1]
    context = {
        "series": series,
        "area": area,
        "areas": areas,
        "periods": [(period_code(period), period_words(period)) for period in latest_first],
        "page": page,
        "page_numbers": page.paginator.get_elided_page_range(page.number),
        "rows": [(place, [found.get((place.pk, one.starts_on)) for one in latest_first]) for place in page],
        "back": back(request),
        "earlier": back(request) + 1,
        "later": back(request) - 1 or None,
        "query": request.GET.urlencode(),
    }
    return render(request, "territory/health_series.html", context)


@policy("territory.view_series")
@require_GET
def health_series_export(request: Request, series_id: uuid.UUID, kind: str) -> HttpResponse:
    """Send the figures shown as a file, with what is hidden hidden."""
    series = get_object_or_404(series_of(request.actor), id=series_id)
    if kind not in CONTENT_TYPES or kind == "geojson":
        raise Http404
    area, _areas = area_asked(request, series)
    lines = figure_lines(series, periods_asked(request, series), area.path if area else series.country)
    places = places_of(request.actor).in_bulk({line.place_id for line in lines})
    table = series_table(series, [line for line in lines if line.place_id in places], places)
    record_audit(
        actor=request.actor, action="territory.view_series", at=timezone.now(), outcome="exported",
        object_kind="health_series", object_id=series.pk,
    )  # fmt: skip
    content = table_as(kind, table, language=get_language() or "fr")
    response = HttpResponse(content, content_type=CONTENT_TYPES[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="twiza-health-series.{kind}"'
    return response


def answers(series: HealthSeries, asked: str) -> bool:
    """Say whether a series is what somebody looks for, however it is spelt."""
    text = search_text_of([*series.names.values(), series.code, series.given_by])
    return all(sound in text for sound in sounds_asked(asked))


def area_asked(request: Request, series: HealthSeries) -> tuple[Place | None, list[tuple[str, str]]]:
    """Return the area chosen, None for all of it, and those that may be chosen."""
    seen = places_of(request.actor).filter(country=series.country, kind__rank__lte=DEEPEST_RANK_TO_CHOOSE)
    places = {place.path: place for place in seen.order_by("path")}
    language = get_language() or "fr"
    choices = [(path, name_in(place.names, language)) for path, place in places.items()]
    return places.get(request.GET.get("area", "")), choices


def periods_asked(request: Request, series: HealthSeries) -> list[Period]:
    """Return the periods shown: the last ones, or those so many pages of periods before."""
    last = before(last_period(series), back(request) * PERIODS_SHOWN)
    return periods_until(last, PERIODS_SHOWN)


def back(request: Request) -> int:
    """Return how many pages of periods one has gone back; what is no number is none."""
    asked: Any = request.GET.get("back", "0")
    return min(int(asked), MOST_BACK) if asked.isdecimal() and len(asked) <= len(str(MOST_BACK)) else 0
