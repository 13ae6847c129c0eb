"""What the parts of a figure are: the name and the page of each record, in one query for all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from twiza.accounts.decisions import Actor
from twiza.facilities.queries.facility import facilities_of
from twiza.indicators.registry import CARAVAN, COMMUNE, FACILITY
from twiza.outreach.queries.caravans import caravans_of
from twiza.territory.queries.places import places_of


@dataclass(frozen=True, slots=True)
class Record:
    """One record behind a figure."""

    names: Mapping[str, str]
    url: str


Keys = Collection[Hashable]
SOURCES: Mapping[str, tuple[str, Callable[[Actor], Any]]] = {
    COMMUNE: ("place", places_of),
    FACILITY: ("facility", facilities_of),
    CARAVAN: ("caravan", caravans_of),
}
"""By kind of record, the route to one and the question that knows which ones an actor may see."""


def records_of(kind: str, keys: Keys, actor: Actor) -> dict[Hashable, Record]:
    """Return the records behind a figure that the actor may see, by key."""
    route, seen_by = SOURCES[kind]
    rows = seen_by(actor).filter(pk__in=list(keys)).values_list("pk", "names")
    return {key: Record(names, reverse(route, args=[key])) for key, names in rows}
