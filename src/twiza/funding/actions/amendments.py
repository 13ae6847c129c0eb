"""Decisions about amendments: begin one, close it once its lines are written down."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor
from twiza.core.errors import DomainError, InputError
from twiza.funding.actions.changing import convention_to_change, note_convention, person_of
from twiza.funding.models import Amendment, Convention


class NoSuchAmendment(InputError):
    """What was asked for cannot be an amendment: the sentence says why, and the way out."""


class AmendmentOpen(DomainError):
    """Another amendment is being written down."""


class AmendmentEmpty(DomainError):
    """An amendment that changes nothing is not closed."""


@transaction.atomic
def begin_amendment(
    *, convention: Convention, signed_on: dt.date, subject: str, actor: Actor, at: dt.datetime
) -> Amendment:
    """Begin to write down an amendment, under the next number. Raises NoSuchAmendment, AmendmentOpen."""
    held = convention_to_change(convention, actor)
    if held.signed_on is None:
        raise NoSuchAmendment(_("This convention is not signed yet: change its lines as they are."))
    if not held.signed_on <= signed_on <= localdate(at):
        raise NoSuchAmendment(_("An amendment is signed after the convention, and no later than today."))
    if not subject.strip():
        raise NoSuchAmendment(_("Say what the amendment changes."))
    if held.amendments.filter(closed_at=None).exists():
        raise AmendmentOpen(_("Another amendment is being written down: close it first."))
    amendment = Amendment.objects.create(
        convention=held,
        number=(held.amendments.aggregate(last=Max("number"))["last"] or 0) + 1,
        signed_on=signed_on,
        subject=subject.strip(),
        made_at=at,
        made_by_id=person_of(actor),
    )
    note_convention(actor, held, "amendment_begun", at)
    return amendment


@transaction.atomic
def close_amendment(*, amendment: Amendment, actor: Actor, at: dt.datetime) -> Amendment:
    """Say that all lines of an amendment are written down. Raises AmendmentEmpty."""
    held = convention_to_change(amendment.convention, actor)
    if not amendment.changes.exists():
        raise AmendmentEmpty(_("Nothing is changed under this amendment yet: change a line, or take it back."))
    amendment.closed_at = at
    amendment.save(update_fields=["closed_at"])
    note_convention(actor, held, "amendment_closed", at)
    return amendment


@transaction.atomic
def take_back_amendment(*, amendment: Amendment, actor: Actor, at: dt.datetime) -> None:
    """Take back an amendment under which nothing was changed. Raises AmendmentOpen."""
    held = convention_to_change(amendment.convention, actor)
    if amendment.changes.exists() or amendment.closed_at is not None:
        raise AmendmentOpen(_("Lines were changed under this amendment: change them back, then close it."))
    amendment.delete()
    note_convention(actor, held, "amendment_taken_back", at)
