"""The light shapes of the places of an area, which browsers keep until the territory changes."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET

from twiza.access.queries.choices import levels_in
from twiza.access.queries.place_rows import places_at
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.territory.models import Place, PlaceBoundary
from twiza.territory.queries.boundaries import boundaries_geojson
from twiza.territory.queries.places import edition_of, places_of

KEPT_FOR_LONG = "private, max-age=31536000, immutable"


def shapes_url(area: Place, level: str) -> str:
    """Return where the shapes are: another address for each edition of the territory."""
    asked = urlencode({"area": area.path, "level": level})
    return f"{reverse('needs_shapes', args=[edition_of(area.country)])}?{asked}"


@policy("access.view")
@require_GET
@gzip_page
def needs_shapes(request: Request, edition: str) -> HttpResponse:
    """Answer the shapes of the places of a level in an area; an edition that is over does not exist."""
    area = places_of(request.actor).select_related("kind").filter(path=request.GET.get("area", "")).first()
    level = request.GET.get("level", "")
    if area is None or level not in levels_in(area) or edition != edition_of(area.country):
        raise Http404
    shown = places_at(area, level).filter(id__in=places_of(request.actor).values("id"))
    shapes = boundaries_geojson(shown, detail=PlaceBoundary.Detail.OVERVIEW, language=get_language() or "fr", href=str)
    response = HttpResponse(shapes, content_type="application/geo+json")
    response.headers["Cache-Control"] = KEPT_FOR_LONG
    return response
