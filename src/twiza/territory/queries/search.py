"""Finding a place by its name, in French or Arabic, as people write it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from django.db.models import Q

from twiza.accounts.decisions import Actor
from twiza.core.text import words_of
from twiza.territory.models import OLDEST_AGE, Place, PlaceAlias, PopulationCount, Sex, Universe
from twiza.territory.queries.places import containers_of, edition_of_all, may_see_path, paths_above, places_of
from twiza.territory.search_index import NamedPlace, NameIndex

LONGEST_TEXT = 100
_CODE = re.compile(r"[A-Za-z]{0,3}\d[\d.]*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a name, and whether it answers what was asked."""

    text: str
    is_hit: bool


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """A place that answers, what contains it (the nearest first), and its names cut into pieces by language."""

    place: Place
    containers: list[Place]
    names: dict[str, list[Piece]]


def search_places(text: str, actor: Actor, limit: int) -> list[PlaceFound]:
    """Return the places an actor may see whose name or code answers a text, best first."""
    asked = text.strip()[:LONGEST_TEXT]
    if _CODE.fullmatch(asked):
        return _found(_places_by_code(asked, actor, limit), frozenset())
    matches = _index(edition_of_all()).matches(asked)
    seen = (named.place_id for named in matches.places if may_see_path(actor, named.path))
    best = list(islice(seen, limit))
    places = Place.objects.select_related("kind").in_bulk(best)
    return _found([places[place_id] for place_id in best if place_id in places], matches.sounds)


def _places_by_code(code: str, actor: Actor, limit: int) -> list[Place]:
    old = Q(aliases__kind=PlaceAlias.Kind.CODE, aliases__text=code)
    found = places_of(actor).filter(old | Q(code__startswith=code)).select_related("kind").distinct()
    return list(found.order_by("code", "kind__rank")[:limit])


def _found(places: list[Place], sounds: frozenset[str]) -> list[PlaceFound]:
    containers = containers_of(places)
    return [
        PlaceFound(
            place=place,
            containers=[containers[path] for path in reversed(paths_above(place.path)) if path in containers],
            names={language: pieces_of(name, sounds) for language, name in place.names.items()},
        )
        for place in places
    ]


def pieces_of(name: str, sounds: frozenset[str]) -> list[Piece]:
    """Return a name cut into the words that were met and what lies between; all of it when it was met as a whole."""
    words = words_of(name)
    if "".join(word.sound for word in words) in sounds:
        return [Piece(name, True)]
    pieces, end = [], 0
    for word in words:
        if word.sound in sounds:
            pieces += [Piece(name[end : word.start], False), Piece(name[word.start : word.end], True)]
            end = word.end
    return [piece for piece in [*pieces, Piece(name[end:], False)] if piece.text]


@lru_cache(maxsize=1)
def _index(edition: str) -> NameIndex:
    """Return the index of one edition of all places; made again when the edition changes."""
    others: defaultdict[int, list[str]] = defaultdict(list)
    names = PlaceAlias.objects.filter(kind=PlaceAlias.Kind.NAME).order_by("id")
    for place_id, text in names.values_list("place_id", "text"):
        others[place_id].append(text)
    people = _people_by_place()
    rows = Place.objects.order_by("path").values_list("id", "path", "kind__rank", "names")
    return NameIndex(
        [
            NamedPlace(place_id, path, rank, people.get(place_id, 0), (*names.values(), *others[place_id]))
            for place_id, path, rank, names in rows
        ]
    )


def _people_by_place() -> dict[int, int]:
    everybody = PopulationCount.objects.filter(
        universe=Universe.LEGAL, sex=Sex.ALL, age_start=0, age_end=OLDEST_AGE
    ).order_by("year")
    return dict(everybody.values_list("place_id", "people"))
