"""Questions about where households live: the places that an agent may mean."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from twiza.accounts.decisions import Actor
from twiza.accounts.territories import within
from twiza.households.models import Household
from twiza.territory.models import Place
from twiza.territory.queries.places import may_see_path
from twiza.territory.queries.search import search_places

OFFERED_MOST = 300
FOUND_MOST = 6


def places_offered(actor: Actor, *, also: str = "") -> list[Place]:
    """
    Return where the organisation's households live, and what lies in the actor's territory when that is little.

    `also` is the id of a place that somebody chose before: it stays where she may see it.
    """
    if actor.grant is None:
        return []
    ours = Household.objects.filter(organisation=actor.grant.organisation_id, place=OuterRef("pk"))
    lived_in = Place.objects.select_related("kind").filter(Exists(ours))
    if actor.grant.territory:
        lived_in = lived_in.filter(within(actor.grant.territory, "path"))
    return in_order({*lived_in, *territory_places(actor), *chosen_before(actor, also)})


def chosen_before(actor: Actor, place_id: str) -> list[Place]:
    """Return the place with an id, where the actor may see it."""
    found = Place.objects.select_related("kind").filter(pk=place_id) if place_id.isdecimal() else []
    return [one for one in found if may_see_path(actor, one.path)]


def territory_places(actor: Actor) -> list[Place]:
    """Return the places of the actor's territory; none when they are more than a list can hold."""
    if actor.grant is None or not actor.grant.territory:
        return []
    found = list(
        Place.objects.select_related("kind").filter(within(actor.grant.territory, "path"))[: OFFERED_MOST + 1]
    )
    return found if len(found) <= OFFERED_MOST else []


def in_order(places: set[Place]) -> list[Place]:
    """Return places by what contains them, then by name."""
    return sorted(places, key=lambda place: (place.path.rsplit("/", 1)[0], str(place.names.get("fr", ""))))


def places_called(words: str, actor: Actor) -> list[Place]:
    """Return the places that words may mean, the likeliest first; one alone when it bears this very name."""
    found = [one.place for one in search_places(words, actor, FOUND_MOST)]
    exact = [one for one in found if words.strip().casefold() in {name.casefold() for name in one.names.values()}]
    return exact if len(exact) == 1 else found
