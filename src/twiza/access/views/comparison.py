"""Comparing places: needs by specialty, access, what was counted and said, and what is missing of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from twiza.access.assumptions import formula_assumptions, scenario_assumptions
from twiza.access.compared_places import ComparedGroup, PlaceFacts, compared_groups, places_table, told_apart
from twiza.access.map_config import far_title
from twiza.access.place_known import located_communes
from twiza.access.queries.choices import Choices, NotOffered, asked_from, choices_of
from twiza.access.queries.comparison import compared_rows, compared_specialties
from twiza.access.queries.expressed import expressed_in
from twiza.access.queries.place_rows import Asked, PlaceRow
from twiza.access.queries.series_seen import series_seen
from twiza.access.views.files import file_response, refuse_other_kind
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.names import name_in
from twiza.territory.models import Place
from twiza.territory.queries.places import communes_in, places_of
from twiza.territory.queries.search import search_places

MOST_PLACES = 6
FEWEST_PLACES = 2
PLACES_OFFERED = 8


@dataclass(frozen=True, slots=True)
class Compared:
    """The places compared, and every figure of them."""

    places: list[Place]
    asked: Asked
    rows: list[PlaceRow]
    groups: list[ComparedGroup]
    assumptions: list[str]


@policy("access.view")
@require_GET
def comparison(request: Request) -> HttpResponse:
    """Show a few places side by side, and let others be added."""
    compared = compared_or_404(request)
    names = told_apart(compared.places)
    text = request.GET.get("q", "").strip()
    context = {
        "places": [(name, without(request, place)) for name, place in zip(names, compared.places, strict=True)],
        "names": names,
        "rows": compared.rows,
        "groups": compared.groups,
        "q": text,
        "offered": offered(request, compared.places, text),
        "is_full": len(compared.places) >= MOST_PLACES,
        "is_enough": len(compared.places) >= FEWEST_PLACES,
        "most": MOST_PLACES,
        "query": request.GET.urlencode(),
        "formula": compared.asked.formula,
        "scenario": compared.asked.scenario,
        "assumptions": compared.assumptions,
    }
    return render(request, "access/comparison.html", context)


@policy("access.view")
@require_GET
def comparison_export(request: Request, kind: str) -> HttpResponse:
    """Send a comparison as a file, with what it rests on inside."""
    refuse_other_kind(kind)
    compared = compared_or_404(request)
    if kind == "geojson" or not compared.places:
        raise Http404
    table = places_table(compared.places, compared.groups, compared.assumptions, compared.asked.formula)
    return file_response(request, kind, table, name="comparison", action="access.view")


def compared_or_404(request: Request) -> Compared:
    """Return the places asked for with every figure; what is not offered does not exist."""
    choices = choices_of(request.actor)
    given = {name: request.GET.get(name, "") for name in ("formula", "scenario")}
    try:
        asked = asked_from(choices, given, request.actor)
    except NotOffered:
        raise Http404 from None
    places = compared_places(request)
    if not places:
        return Compared([], asked, [], [], [])
    rows = compared_rows(places, asked.formula, asked.specialties, asked.scenario)
    return Compared(
        places=places,
        asked=asked,
        rows=rows,
        groups=groups_of(request, places, rows, asked, choices),
        assumptions=formula_assumptions(asked.formula) + scenario_assumptions(asked.scenario),
    )


def groups_of(
    request: Request, places: list[Place], rows: list[PlaceRow], asked: Asked, choices: Choices
) -> list[ComparedGroup]:
    """Return every figure of the places."""
    lines = compared_specialties(places, asked.formula) if asked.formula else []
    title = far_title(asked) if asked.scenario else ""
    facts = facts_of(request, places)
    return compared_groups(rows, lines, {one.code: one for one in choices.specialties}, facts, far_title=title)


def facts_of(request: Request, places: list[Place]) -> list[PlaceFacts]:
    """Return what was counted and said of each place, and of how many communes."""
    series = series_seen(request.actor, places)
    expressed = expressed_in(request.actor, places)
    facts = []
    for place in places:
        communes = list(communes_in(place.path).values_list("pk", flat=True))
        mine = [need for need in expressed if f"{need.place.path}/".startswith(f"{place.path}/")]
        facts.append(PlaceFacts(len(communes), located_communes(communes), series.get(place.pk, []), mine))
    return facts


def compared_places(request: Request) -> list[Place]:
    """Return the places asked for, a few at most; one that may not be seen does not exist."""
    paths = list(dict.fromkeys(request.GET.getlist("place")))[:MOST_PLACES]
    found = {place.path: place for place in places_of(request.actor).filter(path__in=paths).select_related("kind")}
    if not all(path in found for path in paths):
        raise Http404
    return [found[path] for path in paths]


def offered(request: Request, places: list[Place], text: str) -> list[dict[str, Any]]:
    """Return the places that may be added, as a name says them, each with the address of the page that has it."""
    if not text or len(places) >= MOST_PLACES:
        return []
    known = {place.pk for place in places}
    language = get_language() or "fr"
    return [
        {
            "place": one.place,
            "holders": [name_in(holder.names, language) for holder in one.containers if holder.kind.rank > 0],
            "query": asked_with(request, [*(place.path for place in places), one.place.path]),
        }
        for one in search_places(text, request.actor, PLACES_OFFERED)
        if one.place.pk not in known
    ]


def without(request: Request, place: Place) -> str:
    """Return what to ask for all places but one."""
    return asked_with(request, [path for path in request.GET.getlist("place") if path != place.path])


def asked_with(request: Request, paths: list[str]) -> str:
    """Return what to ask for these places, with the same formula and scenario."""
    kept = [(name, request.GET[name]) for name in ("formula", "scenario") if request.GET.get(name)]
    return urlencode([*kept, *(("place", path) for path in paths)])
