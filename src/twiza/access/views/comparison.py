"""Comparing places: their needs by specialty, and how far their people are."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from twiza.access.assumptions import formula_assumptions, scenario_assumptions
from twiza.access.queries.choices import NotOffered, asked_from, choices_of
from twiza.access.queries.comparison import compared_rows, compared_specialties
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.names import name_in
from twiza.territory.models import Place
from twiza.territory.queries.places import places_of

MOST_PLACES = 6


@policy("access.view")
@require_GET
def comparison(request: Request) -> HttpResponse:
    """Show a few places side by side."""
    choices = choices_of(request.actor)
    given = {name: request.GET.get(name, "") for name in ("formula", "scenario")}
    try:
        asked = asked_from(choices, given, request.actor)
    except NotOffered:
        raise Http404 from None
    places = compared_places(request)
    names = {one.code: name_in(one.names, get_language() or "fr") for one in choices.specialties}
    lines = compared_specialties(places, asked.formula) if places and asked.formula else []
    context = {
        "rows": compared_rows(places, asked.formula, asked.specialties, asked.scenario) if places else [],
        "lines": [(names[line.specialty], line.per_1000) for line in lines],
        "scenario": asked.scenario,
        "most": MOST_PLACES,
        "assumptions": formula_assumptions(asked.formula) + scenario_assumptions(asked.scenario) if places else [],
    }
    return render(request, "access/comparison.html", context)


def compared_places(request: Request) -> list[Place]:
    """Return the places asked for, a few at most; one that may not be seen does not exist."""
    paths = request.GET.getlist("place")[:MOST_PLACES]
    found = {place.path: place for place in places_of(request.actor).filter(path__in=paths).select_related("kind")}
    if not all(path in found for path in paths):
        raise Http404
    return [found[path] for path in dict.fromkeys(paths)]
