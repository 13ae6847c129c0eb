"""Which places there are, and which of them somebody may see."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Min, Q, QuerySet

from twiza.accounts.decisions import Actor
from twiza.accounts.territories import within
from twiza.territory.models import Edition, Line, Place, PlaceAlias


def places_of(actor: Actor) -> QuerySet[Place]:
    """
    Return the places an actor may see: those of her territory, and what contains it.

    A membership without a territory is for everywhere; nobody sees none.
    """
    if actor.grant is None:
        return Place.objects.none()
    if not actor.grant.territory:
        return Place.objects.all()
    return Place.objects.filter(reduce(or_, (_at_or_around(path) for path in actor.grant.territory)))


def may_see_path(actor: Actor, path: str) -> bool:
    """Say the same as `places_of` for one path, for what is in memory already."""
    if actor.grant is None:
        return False
    if not actor.grant.territory:
        return True
    below = tuple(f"{own}/" for own in actor.grant.territory)
    return f"{path}/".startswith(below) or any(own.startswith(f"{path}/") for own in actor.grant.territory)


def _at_or_around(path: str) -> Q:
    return is_within(path) | Q(path__in=paths_above(path))


def is_within(path: str, *, through: str = "") -> Q:
    """
    Return the condition of being a place or lying in it; the empty path is everywhere.

    `through` leads to the place from another model, such as "place__".
    """
    return within((path,), f"{through}path")


def paths_above(path: str) -> list[str]:
    """Return the paths of what contains a place, the country first."""
    steps = path.split("/")
    return ["/".join(steps[:length]) for length in range(1, len(steps))]


def places_within(path: str, *kinds: str) -> QuerySet[Place]:
    """Return a place and those in it, of some kinds if any are named, in the order of their paths."""
    places = Place.objects.filter(is_within(path))
    return (places.filter(kind__code__in=kinds) if kinds else places).order_by("path")


def communes_in(path: str) -> QuerySet[Place]:
    """Return the communes of a place, by path; of everywhere for the empty path."""
    return places_within(path, "commune")


def children_of(place: Place) -> QuerySet[Place]:
    """Return what a place contains directly on the State line, in the order of codes."""
    below = Place.objects.filter(parent_links__parent=place, parent_links__line=Line.STATE)
    return below.select_related("kind").order_by("code")


def inhabited_within(place: Place, rank: int) -> QuerySet[Place]:
    """
    Return what a place holds at one depth of what its inhabitants know: regions, provinces, communes, localities.

    The levels that only the State or only health has (cercles, catchments) are passed over.
    """
    return _inhabited_below(place).filter(kind__rank=rank).select_related("kind").order_by("path")


def parts_of(place: Place) -> QuerySet[Place]:
    """Return what a place is made of at the nearest depth; everything in a commune."""
    below = _inhabited_below(place)
    if place.kind.code != "commune":
        below = below.filter(kind__rank__in=below.order_by("kind__rank").values("kind__rank")[:1])
    return below.select_related("kind").order_by("path")


def nearest_rank(place: Place) -> int | None:
    """Return the depth of what a place is made of, None when it is made of nothing."""
    rank: int | None = _inhabited_below(place).aggregate(nearest=Min("kind__rank"))["nearest"]
    return rank


def _inhabited_below(place: Place) -> QuerySet[Place]:
    below = Place.objects.filter(path__startswith=f"{place.path}/")
    return below.exclude(kind__line__in=(Line.STATE, Line.HEALTH))


def containers_of(places: Iterable[Place]) -> dict[str, Place]:
    """Return by path everything that contains some of these places, in one query."""
    paths = {above for place in places for above in paths_above(place.path)}
    return {place.path: place for place in Place.objects.filter(path__in=paths).select_related("kind")}


def place_by_code(country: str, code: str) -> Place | None:
    """Return the place of a code, or the one that once had it; None when there is no such place or several."""
    found = list(Place.objects.filter(country=country, code=code)[:2])
    if not found:
        renamed = Q(aliases__kind=PlaceAlias.Kind.CODE, aliases__text=code)
        found = list(Place.objects.filter(renamed, country=country).distinct()[:2])
    return found[0] if len(found) == 1 else None


def edition_of(country: str) -> str:
    """Return the stamp of a country's edition, which changes whenever its places do; empty before the first."""
    stamp = Edition.objects.filter(country=country).values_list("stamp", flat=True).first()
    return stamp.hex if stamp else ""


def edition_of_all() -> str:
    """Return one stamp for the places of every country: it changes whenever any of them does."""
    return "-".join(stamp.hex for stamp in Edition.objects.order_by("country").values_list("stamp", flat=True))
