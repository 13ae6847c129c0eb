"""Referrals of a demonstration programme: children who were visited are sent to their centre, as far as each goes."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from twiza.access.models import Specialty
from twiza.accounts.decisions import Actor
from twiza.case_management.actions.child_referrals import ChildReferralTerms, refer_child
from twiza.case_management.actions.referrals import move_referral, set_appointment
from twiza.case_management.models import ChildVisit, Failure, Referral, Urgency
from twiza.case_management.referral_steps import (
    ACCEPTED,
    ARRIVED,
    COUNTER_REFERRED,
    FOLLOWED_UP,
    NOT_COMPLETED,
    TREATED,
)
from twiza.facilities.models import Facility
from twiza.households.models import Person
from twiza.households.queries.households import household_of
from twiza.organisations.queries import actor_of

SPECIALTY = "paediatrics"
REASON = "Signe de danger trouvé à la maison (démonstration)"
OUTCOME = "Enfant examiné et traité ; contrôle dans une semaine (démonstration)."
DAYS_BETWEEN_STEPS = (0, 3)
DAYS_TO_APPOINTMENT = 6


@dataclass(frozen=True, slots=True)
class Way:
    """How far a referral goes: its visit is so many days ago (from, to); `failure` is why it came to nothing."""

    days_ago: tuple[int, int]
    steps: Sequence[str] = ()
    failure: str = ""
    has_appointment: bool = False


WHOLE_WAY = (ACCEPTED, ARRIVED, TREATED, COUNTER_REFERRED, FOLLOWED_UP)
WAYS = (
    *(Way((0, 2)) for _one in range(2)),
    *(Way((1, 8), WHOLE_WAY[:1], has_appointment=True) for _one in range(2)),
    *(Way((5, 8), WHOLE_WAY[:2]) for _one in range(2)),
    *(Way((7, 14), WHOLE_WAY[:3]) for _one in range(2)),
    *(Way((10, 16), WHOLE_WAY[:4]) for _one in range(2)),
    *(Way((9, 25)) for _one in range(2)),
    *(Way((14, 32), WHOLE_WAY[:1]) for _one in range(2)),
    Way((22, 40), WHOLE_WAY[:2]),
    *(Way((20, 120), failure=one) for one in (Failure.MONEY, Failure.TRANSPORT, Failure.PARENT_AWAY)),
    *(Way((20, 120), WHOLE_WAY[:1], failure=one) for one in (Failure.REFUSAL, Failure.WAIT, Failure.RECOVERED)),
    *(Way((20, 200), WHOLE_WAY) for _one in range(9)),
)
"""Every state of a referral, some of them waiting for too long; what is on time comes first."""


def make_referrals(
    *, visits: QuerySet[ChildVisit], centres: Mapping[int, Facility], at: dt.datetime, seed: int
) -> list[Referral]:
    """
    Refer children after some of these visits, each by her agent to the centre of her place (by id); once.

    A visit at which a sign of danger was found goes first. The same for the same seed.
    """
    chance = random.Random(f"referrals {seed}")  # noqa: S311 -- no secret rests on it
    made: list[Referral] = []
    children: set[uuid.UUID] = set()
    for way in WAYS:
        visit = visit_for(way, visits.exclude(child__in=children), at.date())
        if visit is not None:
            children.add(visit.child_id)
            made.append(referred(visit, way, centres, at, chance))
    return made


def visit_for(way: Way, visits: QuerySet[ChildVisit], today: dt.date) -> ChildVisit | None:
    """Return a visit of the days that a way asks for, one with a sign of danger if there is any."""
    nearest, farthest = (today - dt.timedelta(days=days) for days in way.days_ago)
    found = visits.filter(visited_on__range=(farthest, nearest), child__died_on=None)
    return found.order_by("-danger_level", "-visited_on", "pk").select_related("child", "visited_by").first()


def referred(
    visit: ChildVisit, way: Way, centres: Mapping[int, Facility], at: dt.datetime, chance: random.Random
) -> Referral:
    """Refer the child of a visit, and let the referral go as far as its way says."""
    actor = actor_of(visit.visited_by, at.date())
    alert = visit.alerts.order_by("code").first() if visit.danger_level else None
    terms = ChildReferralTerms(
        specialty=Specialty.objects.get(code=SPECIALTY),
        urgency=Urgency.EMERGENCY if alert else Urgency.SOON,
        issued_on=visit.visited_on,
        facility=centre_of(visit.child, centres),
        reason=REASON,
    )
    id = uuid.UUID(int=chance.getrandbits(128), version=4)
    referral = refer_child(id=id, child=visit.child, alert=alert, terms=terms, actor=actor, at=at)
    go_on(referral, way, actor, at, chance)
    return referral


def centre_of(child: Person, centres: Mapping[int, Facility]) -> Facility:
    """Return the centre that serves the place where a child lives."""
    household = household_of(child)
    if household is None:
        raise AssertionError("A child of a demonstration lives in a household.")
    return centres[household.place_id]


def go_on(referral: Referral, way: Way, actor: Actor, at: dt.datetime, chance: random.Random) -> None:
    """Take the steps of a way, a few days after each other, none of them tomorrow."""
    on = referral.issued_on
    if way.has_appointment:
        expected = at.date() + dt.timedelta(days=DAYS_TO_APPOINTMENT)
        set_appointment(referral=referral, on=expected, hour=None, actor=actor, at=at)
    for step in (*way.steps, *([NOT_COMPLETED] if way.failure else [])):
        on = min(at.date(), on + dt.timedelta(days=chance.randint(*DAYS_BETWEEN_STEPS)))
        step_on(referral, step, on, way, actor, at)


def step_on(referral: Referral, step: str, on: dt.date, way: Way, actor: Actor, at: dt.datetime) -> None:
    """Take one step of a referral as it is now."""
    kept = Referral.objects.select_related("file").get(pk=referral.pk)
    move_referral(
        referral=kept,
        step=step,
        seen_turn=kept.file.turn,
        happened_on=on,
        words=OUTCOME if step == COUNTER_REFERRED else "",
        failure=way.failure if step == NOT_COMPLETED else "",
        actor=actor,
        at=at,
    )
