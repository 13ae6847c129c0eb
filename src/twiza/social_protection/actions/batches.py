"""Files sent together to an office in a numbered list, and its answer brought in: the same twice changes nothing."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor
from twiza.core.errors import DomainError
from twiza.households.actions.keeping import held_household, person_of
from twiza.organisations.models import Organisation
from twiza.social_protection.actions.enrolments import note_enrolment
from twiza.social_protection.models import Batch, BatchAnswer, BatchLine, Enrolment, Scheme
from twiza.social_protection.queries.enrolments import enrolments_of, has_agreed


class NothingToSend(DomainError):
    """A list has files: of one scheme, at one step, whose applicants agree."""


class BatchNotYours(DomainError):
    """This id is of somebody else's list."""


@dataclass(frozen=True, slots=True)
class AnswerTerms:
    """What an office says of one file of a list: its number there, yes or no, when, and why."""

    number: int
    answer: str
    answered_on: dt.date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LineRefused:
    """A line of an answer that was not kept, and why."""

    number: int
    sentence: str


@transaction.atomic
def make_batch(
    *,
    id: uuid.UUID,
    scheme: Scheme,
    step: str,
    enrolments: Sequence[Enrolment],
    made_on: dt.date,
    actor: Actor,
    at: dt.datetime,
) -> Batch:
    """
    Put files of a scheme that are at a step on a list for an office, numbered as they are given; once per `id`.

    Raises HouseholdNotYours, BatchNotYours, NothingToSend.
    """
    sender = person_of(actor)
    known = Batch.objects.filter(pk=id).first()
    if known is not None:
        if known.made_by_id != sender:
            raise BatchNotYours(_("This list was made by somebody else."))
        return known
    seen = enrolments_of(actor).filter(scheme=scheme, file__step__code=step, file__closed_at=None)
    fit = {one.pk: one for one in seen.filter(pk__in=[one.pk for one in enrolments])}
    if not enrolments or any(one.pk not in fit or not has_agreed(fit[one.pk].applicant) for one in enrolments):
        raise NothingToSend(_("Choose files of this scheme that are at this step and whose families agree."))
    organisation_id = fit[enrolments[0].pk].household.organisation_id
    batch = Batch.objects.create(
        id=id,
        organisation_id=organisation_id,
        number=next_number(organisation_id),
        scheme=scheme,
        step=step,
        made_on=made_on,
        made_by_id=sender,
        made_at=at,
    )
    BatchLine.objects.bulk_create(
        BatchLine(batch=batch, number=number, enrolment=one) for number, one in enumerate(enrolments, start=1)
    )
    for one in enrolments:
        note_enrolment(actor, one, "sent_in_a_list", at)
    return batch


def next_number(organisation_id: int) -> int:
    """Return the next number of an organisation's lists; whoever makes one at the same time waits."""
    Organisation.objects.select_for_update().get(pk=organisation_id)
    return (Batch.objects.filter(organisation=organisation_id).aggregate(last=Max("number"))["last"] or 0) + 1


@transaction.atomic
def answer_batch(
    *, batch: Batch, answers: Sequence[AnswerTerms], actor: Actor, at: dt.datetime
) -> tuple[list[BatchLine], list[LineRefused]]:
    """
    Keep what an office answered; return the lines that changed, and those that were refused, each with its reason.

    Raises HouseholdNotYours.
    """
    lines = {one.number: one for one in batch.lines.select_related("enrolment__household")}
    kept, refused = [], []
    for terms in answers:
        line = lines.get(terms.number)
        if line is None:
            refused.append(LineRefused(terms.number, _("No file of this list has this number.")))
            continue
        held_household(line.enrolment.household, actor)
        sentence = fault_of(terms, batch, at)
        if sentence:
            refused.append(LineRefused(terms.number, sentence))
        elif (line.answer, line.answered_on, line.reason) != (terms.answer, terms.answered_on, terms.reason):
            line.answer, line.answered_on, line.reason = terms.answer, terms.answered_on, terms.reason
            line.save(update_fields=["answer", "answered_on", "reason"])
            note_enrolment(actor, line.enrolment, "answered", at)
            kept.append(line)
    return kept, refused


def fault_of(terms: AnswerTerms, batch: Batch, at: dt.datetime) -> str:
    """Return what is wrong with an answer; empty when it is right."""
    if terms.answer not in BatchAnswer.values:
        return _("Write yes or no as the answer.")
    if not batch.made_on <= terms.answered_on <= at.date():
        return _("The day of the answer is before the list was made, or still to come.")
    if terms.answer == BatchAnswer.NO and not terms.reason.strip():
        return _("Write why the office said no.")
    return ""
