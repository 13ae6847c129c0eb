"""What people said is needed: the lists that somebody may read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from twiza.access.models import ExpressedNeed, NeedStep
from twiza.accounts.decisions import Actor, decide
from twiza.core.text import sounds_asked
from twiza.territory.models import Place
from twiza.territory.queries.places import is_within

WITHDRAWN = "withdrawn"
"""What is asked of the list to see what was taken off it."""


@dataclass(frozen=True, slots=True)
class ExpressedAsked:
    """What somebody asks of the list; empty parts ask nothing."""

    text: str = ""
    area_path: str = ""
    specialty: str = ""
    state: str = ""


def expressed_of(actor: Actor) -> QuerySet[ExpressedNeed]:
    """Return the needs that the actor may read, withdrawn ones too: of her organisation, in her territory."""
    if actor.grant is None or not decide(actor, "access.hear_needs"):
        return ExpressedNeed.objects.none()
    own = ExpressedNeed.objects.filter(organisation_id=actor.grant.organisation_id)
    if actor.grant.territory:
        own = own.filter(reduce(or_, (is_within(path, through="place__") for path in actor.grant.territory)))
    return own.select_related("place", "specialty").order_by("-said_on", "-id")


def expressed_asked(needs: QuerySet[ExpressedNeed], asked: ExpressedAsked) -> QuerySet[ExpressedNeed]:
    """Return the needs that answer what is asked; those withdrawn only when they are asked for."""
    found = needs.filter(withdrawn_at__isnull=asked.state != WITHDRAWN)
    if asked.state and asked.state != WITHDRAWN:
        found = found.filter(state=asked.state)
    if asked.specialty:
        found = found.filter(specialty__code=asked.specialty)
    if asked.area_path:
        found = found.filter(is_within(asked.area_path, through="place__"))
    for sound in sounds_asked(asked.text):
        found = found.filter(Q(search_text__contains=sound))
    return found


def expressed_in(actor: Actor, places: Sequence[Place]) -> list[ExpressedNeed]:
    """Return the needs that hold in some places and in what lies in them, the last first."""
    if not places:
        return []
    within = reduce(or_, (is_within(place.path, through="place__") for place in places))
    return list(expressed_of(actor).filter(within, withdrawn_at__isnull=True))


def steps_of(need: ExpressedNeed) -> QuerySet[NeedStep]:
    """Return what happened to a need, the first first."""
    return need.steps.select_related("person").order_by("at", "id")
