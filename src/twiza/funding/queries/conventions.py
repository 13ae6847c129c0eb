"""Questions about conventions: which ones an actor may see, and how she stands to one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, DateField, Exists, IntegerField, Min, OuterRef, Prefetch, Q, QuerySet, Subquery

from twiza.accounts.decisions import Actor, Facts, decide
from twiza.funding.models import Change, Convention, ConventionParty, Deadline, Outcome
from twiza.funding.rules import PARTY, SEE_PUBLIC_PAGE, VIEW_CONVENTIONS
from twiza.procedures.models import Passage, Step


@dataclass(frozen=True, slots=True)
class ConventionFilter:
    """What somebody asks of the list of conventions; empty parts ask nothing."""

    sounds: Sequence[str] = ()
    step_code: str = ""
    organisation_id: int | None = None
    late_on: dt.date | None = None


def conventions_of(actor: Actor) -> QuerySet[Convention]:
    """Return the conventions that an actor may see: `decide` says yes to each of them."""
    if actor.grant is None or not decide(actor, VIEW_CONVENTIONS):
        return Convention.objects.none()
    organisation = actor.grant.organisation_id
    signed = ConventionParty.objects.filter(organisation_id=organisation, removed_at=None)
    return Convention.objects.filter(Q(organisation_id=organisation) | Q(pk__in=signed.values("convention")))


def conventions_asked(conventions: QuerySet[Convention], asked: ConventionFilter) -> QuerySet[Convention]:
    """Return the conventions that match every part of a filter."""
    for sound in asked.sounds:
        conventions = conventions.filter(search_text__contains=sound)
    if asked.step_code:
        conventions = conventions.filter(file__step__code=asked.step_code)
    if asked.organisation_id is not None:
        signed = ConventionParty.objects.filter(organisation_id=asked.organisation_id, removed_at=None)
        conventions = conventions.filter(pk__in=signed.values("convention"))
    if asked.late_on is not None:
        conventions = conventions.filter(Exists(late_of_each(asked.late_on)))
    return conventions


def listed(conventions: QuerySet[Convention], today: dt.date) -> QuerySet[Convention]:
    """Return conventions as a list shows them: the newest first, with their parties, what is late and what is next."""
    late = late_of_each(today).order_by().values("obligation__convention")
    next_due = open_deadlines().filter(obligation__convention=OuterRef("pk"), due_on__gte=today)
    return (
        conventions.select_related("file__step", "organisation")
        .prefetch_related(Prefetch("parties", standing_parties()))
        .annotate(
            late_count=Subquery(late.annotate(count=Count("pk")).values("count"), output_field=IntegerField()),
            next_due_on=Subquery(
                next_due.order_by().values("obligation__convention").annotate(first=Min("due_on")).values("first"),
                output_field=DateField(),
            ),
        )
        .order_by("-starts_on", "-id")
    )


def open_deadlines() -> QuerySet[Deadline]:
    """Return what is due under conventions that run, and for which nothing was handed in."""
    return Deadline.objects.filter(
        outcome=Outcome.OPEN,
        handed_on=None,
        obligation__removed_at=None,
        obligation__convention__file__closed_at=None,
    )


def late_of_each(today: dt.date) -> QuerySet[Deadline]:
    """Return what is late of the convention of an outer query."""
    return open_deadlines().filter(obligation__convention=OuterRef("pk"), due_on__lt=today)


def standing_parties() -> QuerySet[ConventionParty]:
    """Return parties that were not taken out, in order, with their organisations."""
    return ConventionParty.objects.filter(removed_at=None).select_related("organisation").order_by("position", "id")


def facts_of_convention(convention: Convention, actor: Actor) -> Facts:
    """Return what the rules need to know of a convention and of how an actor stands to it."""
    relations = frozenset({PARTY} if actor.grant and signs(convention, actor.grant.organisation_id) else ())
    return Facts(organisation_id=convention.organisation_id, relations=relations)


def signs(convention: Convention, organisation_id: int) -> bool:
    """Return whether an organisation is a party of a convention."""
    return convention.parties.filter(organisation_id=organisation_id, removed_at=None).exists()


def published_conventions(actor: Actor) -> QuerySet[Convention]:
    """Return the conventions whose public page anybody may read."""
    if not decide(actor, SEE_PUBLIC_PAGE, Facts(is_published=True)):
        return Convention.objects.none()
    return Convention.objects.filter(published_at__isnull=False).select_related("file__step", "organisation")


def steps_of(convention: Convention) -> list[tuple[Step, Passage | None]]:
    """Return the steps that the file of a convention passed through, in order, each with how it came there."""
    passages = convention.file.passages.filter(taken_back_at=None).select_related("to_step", "person")
    return [(one.to_step, one) for one in passages.order_by("number")]


def step_choices() -> QuerySet[Step]:
    """Return the steps that a convention may be at, in the order of the kind in force."""
    return Step.objects.filter(version__kind__code="convention", version__state="active").order_by("position")


def changes_of(convention: Convention) -> QuerySet[Change]:
    """Return all that was changed in the lines of a convention, the last first."""
    return convention.changes.select_related("person", "amendment").order_by("-at", "-id")


def lines_on(convention: Convention, on: dt.date) -> dict[str, list[dict[str, str]]]:
    """Return the lines of a convention as they held on a day, by what they are of, in the order they were written."""
    held: dict[tuple[str, object], dict[str, str] | None] = {}
    for change in convention.changes.order_by("at", "id"):
        key = (change.subject, change.line_id)
        if change.effective_on <= on:
            held[key] = change.after
    found: dict[str, list[dict[str, str]]] = {}
    for (subject, _line), words in held.items():
        if words is not None:
            found.setdefault(subject, []).append(words)
    return found
