"""The territory and its places."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from twiza.accounts.decisions import decide
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.territory.grid import ASSUMPTION_GRID
from twiza.territory.map_config import areas_map, density_legend
from twiza.territory.models import Place
from twiza.territory.place_page import place_page_of
from twiza.territory.queries.boundaries import box_around
from twiza.territory.queries.figures import figures_of, map_sources_of
from twiza.territory.queries.places import edition_of, nearest_rank, parts_of, places_of

DEEPEST_RANK_OF_INDEX = 2
PARTS_PER_PAGE = 100
WITH_ITS_OWN_MAP = frozenset({"commune", "arrondissement"})


@policy("territory.view")
@require_GET
def territory(request: Request) -> HttpResponse:
    """Show the countries, regions and provinces one may see, on a map and in a table."""
    seen = places_of(request.actor).filter(kind__rank__lte=DEEPEST_RANK_OF_INDEX)
    rows = figures_of(seen.select_related("kind").order_by("path"))
    country = rows[0].place if rows else None
    context = {
        "rows": rows,
        "country": country,
        "may_import": bool(decide(request.actor, "territory.import")),
        "may_view_series": bool(decide(request.actor, "territory.view_series")),
        **(map_of(country, DEEPEST_RANK_OF_INDEX) if country else {}),
    }
    return render(request, "territory/territory.html", context)


@policy("territory.view")
@require_GET
def place_page(request: Request, place_id: int) -> HttpResponse:
    """Show what is known of a place, from where, and what it is made of."""
    place = get_object_or_404(places_of(request.actor).select_related("kind"), id=place_id)
    parts = parts_of(place).filter(id__in=places_of(request.actor).values("id"))
    page = Paginator(parts, PARTS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "known": place_page_of(place),
        "assumption_grid": ASSUMPTION_GRID,
        "parts": figures_of(page.object_list),
        "page": page,
        "page_numbers": page.paginator.get_elided_page_range(page.number),
        **map_of(place, None if place.kind.code in WITH_ITS_OWN_MAP else nearest_rank(place)),
    }
    return render(request, "territory/place.html", context)


def map_of(place: Place, rank: int | None) -> dict[str, Any]:
    """Return what the map of a place needs: what it holds at a depth, or its own outline for None; else nothing."""
    box = box_around(Place.objects.filter(id=place.pk))
    if box is None:
        return {}
    asked = {"within": place.path, "edition": edition_of(place.country)}
    if rank is not None:
        asked["rank"] = str(rank)
    address = f"{reverse('boundaries')}?{urlencode(asked)}"
    return {"map": areas_map(box, address), "legend": density_legend(), "map_source": map_sources_of(place).first()}
