"""The places one may choose from, as a list that a browser can show."""

from __future__ import annotations

from functools import reduce
from itertools import groupby
from operator import or_

from django.db.models import Q
from django.utils.translation import get_language

from twiza.accounts.decisions import Actor
from twiza.core.names import name_in
from twiza.territory.models import Place
from twiza.territory.queries.places import is_within, places_of

DEEPEST_RANK = 2

Option = tuple[str, str]
Options = list[Option | tuple[str, list[Option]]]


def areas_of(actor: Actor) -> list[Place]:
    """Return the areas that the actor may choose: her territory, with the regions and provinces in it."""
    seen = places_of(actor).filter(kind__rank__lte=DEEPEST_RANK)
    territory = actor.grant.territory if actor.grant else ()
    if territory:
        named = Q(path__in=territory)
        below = reduce(or_, (is_within(path) for path in territory))
        seen = places_of(actor).filter(named | Q(below, kind__rank__lte=DEEPEST_RANK))
    return list(seen.select_related("kind").order_by("path"))


def area_options(areas: list[Place]) -> Options:
    """Return areas as options: countries first, then each region with its provinces."""
    countries: Options = [option_of(area) for area in areas if area.kind.rank == 0]
    lower = [area for area in areas if area.kind.rank > 0]
    groups = groupby(lower, key=lambda area: area.path.split("/")[:2])
    return countries + [group_of(list(places)) for _region, places in groups]


def group_of(places: list[Place]) -> tuple[str, list[Option]]:
    """Return a region with its provinces, under the region's name."""
    return option_of(places[0])[1], [option_of(place) for place in places]


def option_of(place: Place) -> Option:
    """Return a place as an option: its path and its name."""
    return place.path, name_in(place.names, get_language() or "fr")
