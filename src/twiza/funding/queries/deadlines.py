"""Questions about what is due under conventions: when, by whom, and how much of it was done in time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Min, Q, QuerySet

from twiza.accounts.decisions import Actor, Facts
from twiza.accounts.rules import Role
from twiza.funding.models import Convention, Deadline, Outcome, Proof
from twiza.funding.queries.conventions import conventions_of
from twiza.funding.rules import JUDGE, OWER, PARTY
from twiza.funding.schedule import SOON_DAYS, Kept, Standing
from twiza.organisations.models import Membership, Organisation

ACCEPTING = (Role.PLANNER, Role.MANAGER)
MOST_FIGURES = 18
"""Figures of the longest number that surely fits a 64-bit key."""


@dataclass(frozen=True, slots=True)
class DeadlineFilter:
    """What somebody asks of what is due; empty parts ask nothing. `party` is an organisation's id, or a name."""

    sounds: Sequence[str] = ()
    party: str = ""
    standing: Standing | None = None


@dataclass(frozen=True, slots=True)
class PartyFigures:
    """What a party owes across conventions: how much is late, since how many days, and how much was in time."""

    organisation: Organisation | None
    name: str
    late: int
    most_days: int | None
    kept: Kept

    @property
    def key(self) -> str:
        """Return how the party is asked for in a filter."""
        return str(self.organisation.pk) if self.organisation else self.name


def deadlines_of(actor: Actor) -> QuerySet[Deadline]:
    """Return all that is or was due under the conventions that an actor may see."""
    return Deadline.objects.filter(
        obligation__removed_at=None, obligation__convention__in=conventions_of(actor).values("pk")
    )


def with_words(deadlines: QuerySet[Deadline]) -> QuerySet[Deadline]:
    """Return deadlines with all that a list says of them, the first due first."""
    return deadlines.select_related(
        "obligation__convention__file",
        "obligation__owed_by__organisation",
        "obligation__owner",
        "obligation__meeting__committee",
        "decided_by",
    ).order_by("due_on", "id")


def deadlines_asked(deadlines: QuerySet[Deadline], asked: DeadlineFilter, today: dt.date) -> QuerySet[Deadline]:
    """Return the deadlines that match every part of a filter."""
    for sound in asked.sounds:
        deadlines = deadlines.filter(obligation__convention__search_text__contains=sound)
    if asked.party.isdecimal() and len(asked.party) <= MOST_FIGURES:
        deadlines = deadlines.filter(obligation__owed_by__organisation_id=int(asked.party))
    elif asked.party:
        deadlines = deadlines.filter(obligation__owed_by__name=asked.party)
    return deadlines.filter(stands_as(asked.standing, today)) if asked.standing else deadlines


def stands_as(standing: Standing, today: dt.date) -> Q:
    """Return the condition that something due stands so on a day, as `schedule.standing_of` says it."""
    runs = Q(obligation__convention__file__closed_at=None)
    waits = Q(outcome=Outcome.OPEN, handed_on=None) & runs
    soon = today + dt.timedelta(days=SOON_DAYS)
    return {
        Standing.DONE: Q(outcome=Outcome.DONE),
        Standing.GIVEN_UP: Q(outcome=Outcome.GIVEN_UP),
        Standing.HANDED_IN: Q(outcome=Outcome.OPEN, handed_on__isnull=False) & runs,
        Standing.LATE: waits & Q(due_on__lt=today),
        Standing.DUE_SOON: waits & Q(due_on__gte=today, due_on__lte=soon),
        Standing.TO_COME: waits & Q(due_on__gt=soon),
    }[standing]


def was_due(today: dt.date) -> Q:
    """Return the condition that the day of something is over, or its proof handed in, and that it was not given up."""
    is_settled = Q(due_on__lt=today) | Q(due_on=today, handed_on__isnull=False)
    return is_settled & ~Q(outcome=Outcome.GIVEN_UP)


DONE_IN_TIME = Q(outcome=Outcome.DONE, handed_on__lte=F("due_on"))


def kept_by(deadlines: QuerySet[Deadline], today: dt.date) -> Kept:
    """Return how much of what was due by a day was done in time."""
    due = deadlines.filter(was_due(today)).aggregate(due=Count("pk"), in_time=Count("pk", filter=DONE_IN_TIME))
    return Kept(in_time=due["in_time"], due=due["due"])


def figures_by_party(deadlines: QuerySet[Deadline], today: dt.date) -> list[PartyFigures]:
    """Return what each party owes, the one with most that is late first."""
    late = stands_as(Standing.LATE, today)
    rows = list(
        deadlines.order_by()
        .values(organisation=F("obligation__owed_by__organisation"), name=F("obligation__owed_by__name"))
        .annotate(
            late=Count("pk", filter=late),
            first=Min("due_on", filter=late),
            due=Count("pk", filter=was_due(today)),
            in_time=Count("pk", filter=was_due(today) & DONE_IN_TIME),
        )
        .order_by("-late", "first", "organisation", "name")
    )
    known = Organisation.objects.in_bulk([row["organisation"] for row in rows if row["organisation"]])
    return [
        PartyFigures(
            organisation=known.get(row["organisation"]),
            name=row["name"],
            late=row["late"],
            most_days=(today - row["first"]).days if row["first"] else None,
            kept=Kept(in_time=row["in_time"], due=row["due"]),
        )
        for row in rows
    ]


def facts_of_deadline(deadline: Deadline, actor: Actor) -> Facts:
    """
    Return what the rules need to know of something due.

    An organisation accepts no proof of what it owes itself, unless nobody acts for any other party here.
    """
    convention, owes = deadline.obligation.convention, deadline.obligation.owed_by.organisation_id
    organisation = actor.grant.organisation_id if actor.grant else None
    taking_part = organisations_in(convention)
    relations = set()
    if organisation in taking_part:
        relations.add(PARTY)
        relations |= {OWER} if organisation == owes else set()
        relations |= {JUDGE} if organisation != owes or not others_who_accept(taking_part, owes) else set()
    return Facts(organisation_id=convention.organisation_id, relations=frozenset(relations))


def organisations_in(convention: Convention) -> set[int]:
    """Return the ids of the organisations that see a convention."""
    signed = convention.parties.filter(removed_at=None, organisation__isnull=False)
    return {convention.organisation_id, *signed.values_list("organisation_id", flat=True)}


def others_who_accept(taking_part: set[int], owes: int | None) -> bool:
    """Return whether somebody acts for another of these organisations who may accept a proof."""
    others = Membership.objects.filter(organisation_id__in=taking_part - {owes}, role__in=ACCEPTING, ended_on=None)
    return others.exists()


def proofs_of(deadline: Deadline) -> QuerySet[Proof]:
    """Return the proofs handed in for something due, the first first, withdrawn ones too."""
    return deadline.proofs.select_related("person", "content", "withdrawn_by").order_by("at", "id")
