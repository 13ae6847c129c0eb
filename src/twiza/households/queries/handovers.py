"""Questions about many households that change agents at once: which ones, who gets which, what was decided before."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Sequence

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from twiza.accounts.decisions import Actor
from twiza.accounts.models import Person as Account
from twiza.households.models import Assignment, Handover, Household
from twiza.households.queries.households import followed_by, households_of

Share = tuple[Account, list[Household]]


def households_left_by(leaving_id: int | None, place_id: int | None, actor: Actor) -> list[Household]:
    """Return the open households that somebody, or None for nobody, follows, of those an actor sees, by place."""
    held = Assignment.objects.filter(household=OuterRef("pk"), ended_at=None)
    whose = Q(~Exists(held)) if leaving_id is None else followed_by(leaving_id)
    found = households_of(actor).filter(whose, merged_into=None, closed_on=None)
    if place_id is not None:
        found = found.filter(place=place_id)
    return list(found.select_related("place").order_by("place__path", "code"))


def digest_of(households: Iterable[Household]) -> str:
    """Return what tells some households from any others: to know whether they changed since they were looked at."""
    return hashlib.sha256(b"".join(sorted(one.pk.bytes for one in households))).hexdigest()


def shared(households: Sequence[Household], agents: Sequence[Account]) -> list[Share]:
    """Return which households each agent gets: as many each as can be, neighbours together."""
    sizes = [len(households) // len(agents) + (at < len(households) % len(agents)) for at in range(len(agents))]
    starts = [sum(sizes[:at]) for at in range(len(agents))]
    return [
        (agent, list(households[start : start + size]))
        for agent, start, size in zip(agents, starts, sizes, strict=True)
    ]


def handovers_of(actor: Actor) -> QuerySet[Handover]:
    """Return what was decided of many households at once where an actor sees all of them, the last first."""
    if actor.grant is None:
        return Handover.objects.none()
    seen = households_of(actor).order_by().values("pk")
    unseen = Assignment.objects.filter(handover=OuterRef("pk")).exclude(household__in=seen)
    ours = Handover.objects.filter(~Exists(unseen), organisation=actor.grant.organisation_id)
    counted = ours.annotate(households=Count("assignments"))
    return counted.select_related("leaving", "made_by", "taken_back_by").order_by("-made_at", "-id")


def taken_over_from(handover: Handover) -> dict[uuid.UUID, int]:
    """Return who followed each household of a handover until then."""
    before = Assignment.objects.filter(
        household__in=handover.assignments.values("household"), ended_at=handover.made_at
    ).order_by("assigned_at", "id")
    return dict(before.values_list("household", "agent"))


def followers_of(handover: Handover) -> dict[uuid.UUID, int]:
    """Return who follows each household of a handover now; those that nobody follows are left out."""
    now = Assignment.objects.filter(household__in=handover.assignments.values("household"), ended_at=None)
    return dict(now.values_list("household", "agent"))
