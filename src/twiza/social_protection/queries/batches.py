"""Questions about lists for offices: what can be sent, which lists an actor may see, what was answered."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from twiza.accounts.decisions import Actor
from twiza.households.models import ConsentPurpose, PersonConsent
from twiza.procedures.models import Move, Step
from twiza.social_protection.models import Batch, BatchLine, Enrolment, Scheme
from twiza.social_protection.queries.enrolments import enrolments_of, steps_of
from twiza.social_protection.queries.offices import steps_outside


@dataclass(frozen=True, slots=True)
class Desk:
    """Where files of a scheme wait for an office outside: the step, and how many of the actor's files are there."""

    scheme: Scheme
    step: Step
    waiting: int

    @property
    def key(self) -> str:
        """Return what a form sends for it."""
        return f"{self.scheme.pk}-{self.step.code}"


def desks_of(actor: Actor) -> list[Desk]:
    """Return every step of every scheme that waits for an office outside the house, in their order."""
    counts = waiting_by_step(actor)
    return [Desk(scheme, step, counts.get((scheme.pk, step.code), 0)) for scheme, step in steps_outside()]


def waiting_by_step(actor: Actor) -> dict[tuple[int, str], int]:
    """Return how many open files an actor sees, by scheme and step."""
    seen = enrolments_of(actor).filter(file__closed_at=None).select_related(None).order_by()
    rows = seen.values_list("scheme", "file__step__code").annotate(count=Count("pk"))
    return {(scheme, step): count for scheme, step, count in rows}


def files_to_send(actor: Actor, scheme: Scheme, step: str) -> QuerySet[Enrolment]:
    """
    Return the files of a scheme at a step whose applicants agree, those that wait longest first.

    `on_list` is the number of a list that is not answered yet and has the file already; None of no list.
    """
    agreed = PersonConsent.objects.filter(
        person=OuterRef("applicant"), purpose=ConsentPurpose.RIGHTS, withdrawn_at=None
    )
    sent = BatchLine.objects.filter(
        enrolment=OuterRef("pk"), answer="", batch__cancelled_at=None, batch__step=step
    ).order_by("-batch__number")
    there = enrolments_of(actor).filter(scheme=scheme, file__step__code=step, file__closed_at=None)
    fit = there.filter(Exists(agreed)).annotate(on_list=Subquery(sent.values("batch__number")[:1]))
    return fit.order_by("file__entered_on", "id")


def batches_of(actor: Actor) -> QuerySet[Batch]:
    """Return the lists with at least one file that an actor may see, the last first, with their lines counted."""
    organisation = actor.grant.organisation_id if actor.grant else None
    seen = BatchLine.objects.filter(batch=OuterRef("pk"), enrolment__in=enrolments_of(actor).values("pk"))
    ours = Batch.objects.filter(Exists(seen), organisation=organisation)
    counted = ours.annotate(files=Count("lines"), answers=Count("lines", filter=~Q(lines__answer="")))
    return counted.select_related("scheme", "made_by", "organisation").order_by("-number")


def lines_of(batch: Batch, actor: Actor) -> list[BatchLine]:
    """Return the lines of a list whose families the actor may see, in their order."""
    seen = batch.lines.filter(enrolment__in=enrolments_of(actor).values("pk"))
    shown = ("enrolment__applicant", "enrolment__household__place", "enrolment__file__step")
    return list(seen.select_related(*shown).annotate(people=Count(F("enrolment__covered"))).order_by("number"))


def step_of_batch(batch: Batch) -> Step | None:
    """Return the step that a list was sent from, as the kind of its files in force names it."""
    return next((one for one in steps_of(batch.scheme) if one.code == batch.step), None)


def ways_from(step: Step | None) -> list[Move]:
    """Return the moves that lead on from a step, the usual one first."""
    if step is None:
        return []
    return list(Move.objects.filter(from_step=step).select_related("to_step").order_by("position"))
