"""What every change of a convention asks first and leaves behind: who may, whether it can, what it was before."""

from __future__ import annotations

import datetime as dt
import uuid

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor, decide
from twiza.core.errors import DomainError
from twiza.core.text import search_text_of
from twiza.funding.models import Amendment, Change, Convention, Subject
from twiza.funding.queries.conventions import facts_of_convention, standing_parties
from twiza.funding.rules import CHANGE_CONVENTION

Words = dict[str, str]


class ConventionNotYours(DomainError):
    """The convention is not the actor's to change."""


class ConventionOver(DomainError):
    """The convention is closed or given up: nothing of it is changed."""


class AmendmentNeeded(DomainError):
    """A signed convention is changed by an amendment only."""


def convention_to_change(convention: Convention, actor: Actor) -> Convention:
    """Return a convention as it is now, whoever changes it at the same time waiting. Raises ConventionNotYours."""
    Convention.objects.select_for_update(no_key=True).get(pk=convention.pk)
    held = Convention.objects.select_related("file__step", "file__version").get(pk=convention.pk)
    if actor.person_id is None or not decide(actor, CHANGE_CONVENTION, facts_of_convention(held, actor)):
        raise ConventionNotYours(_("Only the organisation that opened this convention changes it."))
    refuse_over(held)
    return held


def refuse_over(convention: Convention) -> None:
    """Raise ConventionOver for a convention whose file reached an end."""
    if convention.file.closed_at is not None:
        raise ConventionOver(_("This convention has come to its end: reopen its file to change it."))


def amendment_for_change(convention: Convention) -> Amendment | None:
    """Return the amendment under which lines change now, None before the signature. Raises AmendmentNeeded."""
    if convention.signed_on is None:
        return None
    amendment = convention.amendments.filter(closed_at=None).first()
    if amendment is None:
        raise AmendmentNeeded(_("This convention is signed: begin an amendment, then change its lines."))
    return amendment


def record_change(
    convention: Convention,
    *,
    subject: Subject,
    line_id: uuid.UUID,
    before: Words | None,
    after: Words | None,
    amendment: Amendment | None,
    actor: Actor,
    at: dt.datetime,
) -> None:
    """Keep what a line was and became, unless it is the same."""
    if before == after:
        return
    Change.objects.create(
        convention=convention,
        amendment=amendment,
        subject=subject,
        line_id=line_id,
        before=before,
        after=after,
        effective_on=amendment.signed_on if amendment else localdate(at),
        at=at,
        person_id=person_of(actor),
    )


def person_of(actor: Actor) -> int:
    """Return the person who acts. Raises ConventionNotYours for nobody."""
    if actor.person_id is None:
        raise ConventionNotYours(_("Only the organisation that opened this convention changes it."))
    return actor.person_id


def remember_words(convention: Convention) -> None:
    """Keep how the title, the number and the parties of a convention sound."""
    named = [
        name
        for party in standing_parties().filter(convention=convention)
        for name in ([party.name] if party.organisation is None else party.organisation.names.values())
    ]
    convention.search_text = search_text_of([convention.file.title, convention.file.number, *named])
    convention.save(update_fields=["search_text"])


def note_convention(actor: Actor, convention: Convention, outcome: str, at: dt.datetime) -> None:
    """Write in the audit chain what was done with a convention."""
    record_audit(
        actor=actor,
        action=CHANGE_CONVENTION,
        at=at,
        outcome=outcome,
        object_kind="convention",
        object_id=convention.pk,
    )
