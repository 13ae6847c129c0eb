"""Questions about accompaniments: which ones an actor may see, how she stands to one, and what of it she reads."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from twiza.accompaniment.models import (
    Accompaniment,
    Agreement,
    Appointment,
    AppointmentState,
    Group,
    NextStep,
    Recorded,
)
from twiza.accompaniment.rules import (
    ACCOMPANIES,
    FOLLOW,
    SHAREABLE,
    SHARED,
    read_action,
    shared_as,
)
from twiza.accounts.decisions import Actor, Allow, Facts, decide
from twiza.accounts.rules import Role
from twiza.accounts.territories import within
from twiza.core.text import sounds_asked
from twiza.households.models import Person
from twiza.households.queries.names import named_like

SHOWN_WITH = ("person__merged_into", "organisation", "followed_by", "household__place")
WEEK_DAYS = 7
Row = TypeVar("Row", bound=Recorded)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What somebody asks of a list; empty parts ask nothing. `wait` is late, week or nothing_planned."""

    text: str = ""
    wait: str = ""
    whose: str = ""
    is_open: bool | None = True


def accompaniments_of(actor: Actor) -> QuerySet[Accompaniment]:
    """Return the accompaniments that an actor may see: those of her own, and those shared with her organisation."""
    if actor.grant is None or not decide(actor, FOLLOW):
        return Accompaniment.objects.none()
    kept = Accompaniment.objects.filter(erased_at=None, person__erased_at=None)
    return kept.filter(kept_by(actor) | shared_with(actor)).select_related(*SHOWN_WITH)


def kept_by(actor: Actor, of: str = "") -> Q:
    """
    Return the condition that an actor accompanies somebody, or supervises where she lives, for the organisation.

    `of` leads to the accompaniment from what the condition is asked of, such as "accompaniment__".
    """
    if actor.grant is None:
        return Q(pk__in=[])
    is_hers = Q(**{f"{of}followed_by": actor.person_id})
    if actor.role == Role.SUPERVISOR:
        is_hers |= within(actor.grant.territory, f"{of}household__place__path") or ~Q(pk__in=[])
    return Q(**{f"{of}organisation": actor.grant.organisation_id}) & is_hers


def shared_with(actor: Actor) -> Q:
    """Return the condition that a part of an open accompaniment is shared with an actor."""
    held = Agreement.objects.filter(for_actor(actor), accompaniment=OuterRef("pk"))
    return Q(Exists(held)) & Q(closed_on=None)


def for_actor(actor: Actor) -> Q:
    """Return the condition that an agreement holds for an actor: for her organisation, or for her by name."""
    organisation_id = actor.grant.organisation_id if actor.grant else None
    to_house = Q(group__in=SHAREABLE)
    to_her = Q(group=Group.PROTECTED, reader=actor.person_id)
    return (to_house | to_her) & Q(recipient=organisation_id, withdrawn_at=None)


def facts_of(accompaniment: Accompaniment, actor: Actor) -> Facts:
    """Return what the rules need to know of an accompaniment: whose it is, and what of it is shared with an actor."""
    groups: set[str] = set()
    if accompaniment.closed_on is None:
        groups = set(accompaniment.agreements.filter(for_actor(actor)).values_list("group", flat=True))
    relations = {shared_as(group) for group in groups} | ({SHARED} if groups else set())
    if accompaniment.followed_by_id == actor.person_id:
        relations.add(ACCOMPANIES)
    return Facts(
        organisation_id=accompaniment.organisation_id,
        place_path=accompaniment.household.place.path,
        relations=frozenset(relations),
    )


def groups_read(actor: Actor, facts: Facts) -> frozenset[str]:
    """Return the groups of fields of an accompaniment that an actor reads."""
    answers = [decide(actor, read_action(group), facts) for group in (*SHAREABLE, Group.PROTECTED)]
    return frozenset(group for answer in answers if isinstance(answer, Allow) for group in answer.fields)


def readable(
    rows: QuerySet[Row],
    actor: Actor,
    group: str,
    groups: Collection[str],
    *,
    taken_out_at: dt.datetime | None = None,
) -> QuerySet[Row]:
    """
    Return the rows of a part that who reads these groups reads: what is protected only as its writer, or named.

    What was taken out is left out, but what was at `taken_out_at`.
    """
    condition = Q(pk__in=[])
    if group in groups:
        condition |= unprotected_for(actor)
    if Group.PROTECTED in groups:
        condition |= Q(is_protected=True)
    return rows.filter(condition, taken_out_at=taken_out_at)


def unprotected_for(actor: Actor) -> Q:
    """Return the condition that something written down is not protected, or was written by the actor herself."""
    return Q(is_protected=False) | Q(recorded_by=actor.person_id)


def asked(found: QuerySet[Accompaniment], filter: Waiting, actor: Actor, today: dt.date) -> QuerySet[Accompaniment]:
    """Return the accompaniments that match every part of a filter, the last opened first."""
    if sounds_asked(filter.text):
        people = Person.objects.filter(pk__in=found.order_by().values("person"))
        found = found.filter(sounding(filter.text) | Q(person__in=named_like(filter.text, people)))
    if filter.is_open is not None:
        found = found.filter(closed_on__isnull=filter.is_open)
    if filter.whose:
        found = found.filter(WHOSE[filter.whose](actor))
    if filter.wait:
        found = found.filter(WAITS[filter.wait](actor, today))
    return found.order_by("-opened_on", "-id")


def sounding(text: str) -> Q:
    """Return the condition that a person, or the record that goes on for her, bears every word of a text."""
    hers, kept = Q(), Q()
    for sound in sounds_asked(text):
        hers &= Q(person__search_text__contains=sound)
        kept &= Q(person__merged_into__search_text__contains=sound)
    return hers | kept


def of_own(actor: Actor) -> Q:
    """Return the condition that an accompaniment is of the actor's organisation."""
    return Q(organisation=actor.grant.organisation_id if actor.grant else None)


WHOSE: dict[str, Callable[[Actor], Q]] = {
    "mine": lambda actor: Q(followed_by=actor.person_id),
    "ours": of_own,
    "shared": lambda actor: ~of_own(actor),
}


def may_know(actor: Actor, group: str) -> Q:
    """Return the condition, of something written down, that its accompaniment opens this group to an actor."""
    held = Agreement.objects.filter(for_actor(actor), group=group, accompaniment=OuterRef("accompaniment"))
    return kept_by(actor, "accompaniment__") | Q(Exists(held))


def open_steps(actor: Actor) -> QuerySet[NextStep]:
    """Return the next steps that an actor may read, wherever she may see the accompaniment."""
    steps = NextStep.objects.filter(ended_at=None, taken_out_at=None)
    return steps.filter(unprotected_for(actor), may_know(actor, Group.REQUESTS))


def coming_appointments(actor: Actor, today: dt.date) -> QuerySet[Appointment]:
    """Return the planned appointments of the seven days that begin today that an actor may read."""
    planned = Appointment.objects.filter(state=AppointmentState.PLANNED, taken_out_at=None)
    coming = planned.filter(on__gte=today, on__lt=today + dt.timedelta(days=WEEK_DAYS))
    return coming.filter(unprotected_for(actor), may_know(actor, Group.APPOINTMENTS))


def step_is_late(actor: Actor, today: dt.date) -> Q:
    """Return the condition that the next step of an accompaniment is late."""
    return Q(closed_on=None) & Q(Exists(open_steps(actor).filter(accompaniment=OuterRef("pk"), due_on__lt=today)))


def has_appointment(actor: Actor, today: dt.date) -> Q:
    """Return the condition that an accompaniment has an appointment within seven days."""
    return Q(closed_on=None) & Q(Exists(coming_appointments(actor, today).filter(accompaniment=OuterRef("pk"))))


def has_no_step(actor: Actor, today: dt.date) -> Q:
    """Return the condition that an accompaniment of the actor's organisation has no next step."""
    steps = NextStep.objects.filter(ended_at=None, taken_out_at=None, accompaniment=OuterRef("pk"))
    return Q(closed_on=None) & of_own(actor) & ~Q(Exists(steps))


WAITS: dict[str, Callable[[Actor, dt.date], Q]] = {
    "late": step_is_late,
    "week": has_appointment,
    "nothing_planned": has_no_step,
}


def counts_of(seen: QuerySet[Accompaniment], actor: Actor, today: dt.date) -> dict[str, int]:
    """Return how many accompaniments are open, how many wait for a late step, an appointment or a next step."""
    going = seen.select_related(None).filter(closed_on=None)
    return {"open": going.count()} | {wait: going.filter(said(actor, today)).count() for wait, said in WAITS.items()}


def shown(ids: Sequence[uuid.UUID], actor: Actor, today: dt.date) -> list[Accompaniment]:
    """Return the accompaniments of a page of a list with the next step and the week's appointments one may read."""
    found = Accompaniment.objects.select_related(*SHOWN_WITH).prefetch_related(
        Prefetch("nextsteps", queryset=open_steps(actor), to_attr="steps"),
        Prefetch(
            "appointments", queryset=coming_appointments(actor, today).order_by("on", "at", "id"), to_attr="coming"
        ),
    )
    by_id = found.in_bulk(ids)
    return [by_id[pk] for pk in ids]


def of_person(actor: Actor, person: Person) -> QuerySet[Accompaniment]:
    """Return the accompaniments of a person that an actor may see, also of records found to be hers, open first."""
    hers = Q(person=person) | Q(person__merged_into=person)
    return accompaniments_of(actor).filter(hers).order_by("closed_on", "-opened_on", "-id")


def called(accompaniment: Accompaniment) -> Person:
    """Return the record of the person that goes on, by whose name she is called."""
    return accompaniment.person.merged_into or accompaniment.person
