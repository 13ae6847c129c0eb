"""Searching a place by its name."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.names import name_in
from twiza.territory.queries.search import PlaceFound, search_places

MOST_ON_PAGE = 30
MOST_SUGGESTED = 8


@policy("territory.view")
@require_GET
def search(request: Request) -> HttpResponse:
    """Show the places that answer `q`; htmx gets the list alone, while one types."""
    asked = request.GET.get("q", "").strip()
    found = search_places(asked, request.actor, MOST_ON_PAGE) if asked else []
    is_fragment = request.headers.get("HX-Request") == "true"
    template = "territory/places_found.html" if is_fragment else "territory/search.html"
    return render(request, template, {"asked": asked, "found": found})


@policy("territory.view")
@require_GET
def suggestions(request: Request) -> JsonResponse:
    """Answer with the few places that best answer `q`, for forms in which one chooses a place."""
    asked = request.GET.get("q", "").strip()
    found = search_places(asked, request.actor, MOST_SUGGESTED) if asked else []
    language = get_language() or "fr"
    return JsonResponse({"places": [as_suggestion(one, language) for one in found]})


def as_suggestion(found: PlaceFound, language: str) -> dict[str, object]:
    """Return a place as a suggestion: what it is and where, so that namesakes are told apart."""
    place = found.place
    return {
        "id": place.pk,
        "path": place.path,
        "code": place.code,
        "name": name_in(place.names, language),
        "kind": name_in(place.kind.names, language),
        "within": [name_in(container.names, language) for container in found.containers],
        "href": reverse("place", args=[place.pk]),
    }
