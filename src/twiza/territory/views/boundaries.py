"""Boundaries as a file that browsers keep."""

from __future__ import annotations

import hashlib

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import condition, require_GET

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.territory import wording
from twiza.territory.models import Place, PlaceBoundary
from twiza.territory.queries.boundaries import boundaries_geojson
from twiza.territory.queries.figures import figures_of
from twiza.territory.queries.places import edition_of_all, inhabited_within, places_of

RANK_FIGURES = 2
A_YEAR_SECONDS = 365 * 24 * 3600


def tag_of(request: Request) -> str:
    """Return what changes whenever the answer does: the edition, the language, the territory and what is asked."""
    territory = request.actor.grant.territory if request.actor.grant else ()
    parts = (edition_of_all(), get_language() or "", *sorted(territory), request.get_full_path())
    return f'"{hashlib.sha256("|".join(parts).encode()).hexdigest()[:32]}"'


@policy("territory.view")
@require_GET
@gzip_page
@condition(etag_func=tag_of)
def boundaries(request: Request) -> HttpResponse:
    """
    Answer with the boundaries in a place (`within`, a path) of one depth (`rank`), or of the place alone.

    Properties: code, name, kind, href, people, per_km2, words. With `edition`, browsers keep it for a year.
    """
    seen = places_of(request.actor)
    place = get_object_or_404(seen.select_related("kind"), path=request.GET.get("within", ""))
    rank = request.GET.get("rank", "")
    is_rank = rank.isdecimal() and len(rank) <= RANK_FIGURES
    asked = inhabited_within(place, int(rank)) if is_rank else Place.objects.filter(id=place.pk)
    shown = seen.filter(id__in=asked.values("id"))
    text = boundaries_geojson(
        shown,
        detail=PlaceBoundary.Detail.FULL if place.kind.rank > 1 else PlaceBoundary.Detail.OVERVIEW,
        language=get_language() or "fr",
        href=lambda place_id: reverse("place", args=[place_id]),
        more={
            row.place.pk: {"people": row.people, "per_km2": row.people_per_km2, "words": wording.people(row)}
            for row in figures_of(shown)
        },
    )
    response = HttpResponse(text, content_type="application/geo+json")
    kept = f"private, max-age={A_YEAR_SECONDS}, immutable" if "edition" in request.GET else "private, no-cache"
    response.headers["Cache-Control"] = kept
    patch_vary_headers(response, ["Cookie"])
    return response
