"""Which files are near to somebody: those of the households she follows (procedures/nearness.py)."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from twiza.accounts.decisions import Actor
from twiza.households.models import Assignment
from twiza.procedures.nearness import use_nearness


def follows_household(actor: Actor) -> Q:
    """Return the condition that a file is of a household that an actor follows now, for the organisation it is of."""
    if actor.grant is None:
        return Q(pk__in=[])
    followed = Assignment.objects.filter(
        household=OuterRef("enrolment__household"), agent=actor.person_id, ended_at=None
    )
    return Q(Exists(followed), organisation_id=actor.grant.organisation_id)


def say_what_is_near() -> None:
    """Let procedures ask this house from now on."""
    use_nearness("social_protection", follows_household)
