"""Decisions about what is shared: agreed to, and withdrawn at once, by the organisation or by the person herself."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accompaniment.actions.accompaniments import agreement_to, refuse_without_guardian
from twiza.accompaniment.actions.forgetting import erase
from twiza.accompaniment.actions.keeping import (
    AccompanimentClosed,
    kept_by,
    note,
    refuse_closed,
    refuse_day_to_come,
)
from twiza.accompaniment.models import Accompaniment, Agreement, Group
from twiza.accompaniment.rules import SHAREABLE
from twiza.accompaniment.terms import Agreed, SharingTerms
from twiza.accounts.decisions import NOBODY, Actor
from twiza.core.errors import DomainError
from twiza.households.queries.agents import agents_of


class PartMissing(DomainError):
    """Something is shared: at least one part."""


class SharedWithOneself(DomainError):
    """What an organisation keeps is shared with another one."""


class ReaderMissing(DomainError):
    """What is protected is shared with one person, who may accompany somebody where she works."""


@transaction.atomic
def share(
    *, accompaniment: Accompaniment, terms: SharingTerms, agreed: Agreed, actor: Actor, at: dt.datetime
) -> list[Agreement]:
    """
    Keep which parts somebody lets an organisation read; what held of them until now ends there.

    Raises AccompanimentNotYours, AccompanimentClosed, DayToCome, GuardianNeeded, PartMissing, SharedWithOneself,
    ReaderMissing.
    """
    kept = kept_by(accompaniment, actor)
    refuse_closed(kept)
    refuse_day_to_come(agreed.given_at.date(), at.date())
    refuse_without_guardian(kept.person, agreed)
    refuse_sharing(kept, terms, at)
    made = [agreement_now(kept, group, terms, agreed, actor) for group in dict.fromkeys(terms.groups)]
    note(actor, kept, "shared", at)
    return made


def agreement_now(
    accompaniment: Accompaniment, group: str, terms: SharingTerms, agreed: Agreed, actor: Actor
) -> Agreement:
    """Keep one agreement; the one that held for the same part and reader ends as it begins."""
    reader = terms.reader if group == Group.PROTECTED else None
    holding = accompaniment.agreements.filter(recipient=terms.recipient, group=group, reader=reader, withdrawn_at=None)
    holding.update(withdrawn_at=agreed.given_at, withdrawn_by=actor.person_id)
    agreement = agreement_to(accompaniment, group, terms.recipient.pk, reader, agreed, actor)
    agreement.save()
    return agreement


def refuse_sharing(accompaniment: Accompaniment, terms: SharingTerms, at: dt.datetime) -> None:
    """Raises PartMissing, SharedWithOneself, ReaderMissing."""
    asked = set(terms.groups)
    if not asked or asked - {*SHAREABLE, Group.PROTECTED}:
        raise PartMissing(_("Choose at least one part that may be read."))
    if terms.recipient.pk == accompaniment.organisation_id and asked != {Group.PROTECTED}:
        raise SharedWithOneself(_("Choose another organisation: yours keeps it already."))
    if Group.PROTECTED in asked and not may_read_by_name(terms, at):
        raise ReaderMissing(_("What is protected is for one person: choose her among the people of the organisation."))


def may_read_by_name(terms: SharingTerms, at: dt.datetime) -> bool:
    """Return whether the reader named may accompany people in the organisation that receives."""
    return terms.reader is not None and agents_of(terms.recipient.pk, at.date()).filter(pk=terms.reader.pk).exists()


@transaction.atomic
def withdraw_agreement(*, agreement: Agreement, actor: Actor, at: dt.datetime) -> Agreement:
    """
    Keep that somebody agrees no more: at once, and as if it never was.

    Who agrees no more to be accompanied is forgotten here: every word is erased. Raises AccompanimentNotYours.
    """
    kept_by(agreement.accompaniment, actor)
    return withdrawn(agreement, actor, at)


@transaction.atomic
def withdraw_by_herself(*, agreement: Agreement, at: dt.datetime) -> Agreement:
    """
    Keep that a person withdrew an agreement herself, by her code; the audit chain names nobody for it.

    Raises AccompanimentClosed when nothing of it is left.
    """
    kept = Accompaniment.objects.select_for_update().get(pk=agreement.accompaniment_id)
    if kept.erased_at is not None:
        raise AccompanimentClosed(_("Nothing of it is left."))
    return withdrawn(agreement, NOBODY, at)


def withdrawn(agreement: Agreement, actor: Actor, at: dt.datetime) -> Agreement:
    """Withdraw an agreement, once."""
    kept = Agreement.objects.select_for_update(of=("self",)).select_related("accompaniment").get(pk=agreement.pk)
    if kept.withdrawn_at is not None:
        return kept
    kept.withdrawn_at, kept.withdrawn_by_id = at, actor.person_id
    kept.save(update_fields=["withdrawn_at", "withdrawn_by"])
    note(actor, kept.accompaniment, "withdrawn" if actor.person_id else "withdrawn_by_herself", at)
    if kept.group == Group.ACCOMPANIMENT:
        erase(kept.accompaniment, actor, at)
    return kept
