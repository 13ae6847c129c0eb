"""Files sent together to an office in a numbered list: made once, and cancelled as long as nobody answered it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor
from twiza.core.errors import DomainError
from twiza.households.actions.keeping import held_household, person_of
from twiza.organisations.models import Organisation
from twiza.social_protection.actions.noting import note_enrolment
from twiza.social_protection.models import Batch, BatchLine, Enrolment, Scheme
from twiza.social_protection.queries.batches import files_to_send


class NothingToSend(DomainError):
    """A list has files: of one scheme, at one step, whose applicants agree."""


class BatchNotYours(DomainError):
    """This id is of somebody else's list."""


class BatchAnswered(DomainError):
    """An office has answered this list."""


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
    fit = {one.pk: one for one in files_to_send(actor, scheme, step)}
    if not enrolments or any(one.pk not in fit for one in enrolments):
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
def cancel_batch(*, batch: Batch, actor: Actor, at: dt.datetime) -> Batch:
    """
    Cancel a list that nobody answered: its files can be put on another one. Twice changes nothing.

    Raises HouseholdNotYours, BatchAnswered.
    """
    kept = Batch.objects.select_for_update().get(pk=batch.pk)
    lines = list(kept.lines.select_related("enrolment__household"))
    for one in lines:
        held_household(one.enrolment.household, actor)
    if any(one.answer for one in lines):
        raise BatchAnswered(_("The office has answered this list: it cannot be cancelled any more."))
    if kept.cancelled_at is None:
        kept.cancelled_at = at
        kept.save(update_fields=["cancelled_at"])
        for one in lines:
            note_enrolment(actor, one.enrolment, "taken_off_a_list", at)
    return kept
