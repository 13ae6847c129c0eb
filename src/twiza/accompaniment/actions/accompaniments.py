"""Decisions about an accompaniment: opened with what the person agrees to, changed hands, closed, opened again."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accompaniment.actions.keeping import (
    AccompanimentNotYours,
    IdTaken,
    kept_by,
    note,
    organisation_of,
    person_of,
    refuse_closed,
    refuse_day_to_come,
    refuse_empty,
)
from twiza.accompaniment.models import Accompaniment, Agreement, Group
from twiza.accompaniment.terms import Agreed, OpeningTerms
from twiza.accounts.decisions import Actor, decide
from twiza.accounts.models import Person as Account
from twiza.core.errors import DomainError
from twiza.households.births import is_child_on
from twiza.households.models import ConsentBy, Person
from twiza.households.queries.agents import agents_of
from twiza.households.queries.households import facts_of, household_of
from twiza.households.rules import SEE_HOUSEHOLD


class AccompaniedAlready(DomainError):
    """An organisation accompanies somebody once at a time."""


class NobodyToAccompany(DomainError):
    """Who died, was forgotten or was found to be another one is accompanied no more."""


class GuardianNeeded(DomainError):
    """A child agrees by somebody who answers for it."""


class ClosedBefore(DomainError):
    """An accompaniment is closed after it was opened."""


class AccompaniesNobody(DomainError):
    """Only who may accompany somebody in the organisation takes over."""


@transaction.atomic
def open_accompaniment(
    *, id: uuid.UUID, person: Person, terms: OpeningTerms, agreed: Agreed, actor: Actor, at: dt.datetime
) -> Accompaniment:
    """
    Open the accompaniment of somebody who agrees to it, for the organisation acted for; once per `id`.

    Raises AccompanimentNotYours, IdTaken, NobodyToAccompany, DayToCome, GuardianNeeded, AccompaniedAlready,
    WordsMissing.
    """
    who, organisation_id = person_of(actor), organisation_of(actor)
    known = Accompaniment.objects.filter(pk=id).first()
    if known is not None:
        return opened_before(known, person, actor)
    household = household_of(person)
    if household is None or not decide(actor, SEE_HOUSEHOLD, facts_of(household, actor)):
        raise AccompanimentNotYours(_("You do not follow the family of this person."))
    refuse_nobody(person)
    refuse_day_to_come(terms.opened_on, at.date())
    refuse_without_guardian(person, agreed)
    hers = Accompaniment.objects.select_for_update().filter(person=person, organisation=organisation_id)
    if hers.filter(closed_on=None).exists():
        raise AccompaniedAlready(_("Your organisation accompanies her already: ask your supervisor who does."))
    accompaniment = Accompaniment.objects.create(
        id=id,
        organisation_id=organisation_id,
        person=person,
        household=household,
        purpose=refuse_empty(terms.purpose),
        language=terms.language,
        interpreter=terms.interpreter,
        followed_by_id=who,
        opened_on=terms.opened_on,
        opened_by_id=who,
        opened_at=at,
    )
    agreement_to(accompaniment, Group.ACCOMPANIMENT, organisation_id, None, agreed, actor).save()
    note(actor, accompaniment, "opened", at)
    return accompaniment


def opened_before(accompaniment: Accompaniment, person: Person, actor: Actor) -> Accompaniment:
    """Return one that was asked for twice. Raises IdTaken when somebody else's has this id."""
    if (accompaniment.opened_by_id, accompaniment.person_id) != (actor.person_id, person.pk):
        raise IdTaken(_("This was written by somebody else already: reload the page and write it again."))
    return accompaniment


def refuse_nobody(person: Person) -> None:
    """Raises NobodyToAccompany."""
    if person.died_on is not None or person.erased_at is not None:
        raise NobodyToAccompany(_("This person is not with us any more: nobody is accompanied here."))
    if person.merged_into_id is not None:
        raise NobodyToAccompany(_("This record was found to be another one's: open that one."))


def refuse_without_guardian(person: Person, agreed: Agreed) -> None:
    """Raises GuardianNeeded."""
    if agreed.guardian is None and is_child_on(person, agreed.given_at.date()):
        raise GuardianNeeded(_("A child agrees by whoever answers for it: choose who."))


def agreement_to(
    accompaniment: Accompaniment,
    group: str,
    recipient_id: int,
    reader: Account | None,
    agreed: Agreed,
    actor: Actor,
) -> Agreement:
    """Return one agreement as it was told, not kept yet."""
    return Agreement(
        accompaniment=accompaniment,
        group=group,
        recipient_id=recipient_id,
        reader=reader,
        given_by=ConsentBy.GUARDIAN if agreed.guardian else ConsentBy.PERSON,
        guardian=agreed.guardian,
        how=agreed.how,
        language=agreed.language,
        given_at=agreed.given_at,
        recorded_by_id=person_of(actor),
    )


@transaction.atomic
def close_accompaniment(
    *, accompaniment: Accompaniment, on: dt.date, because: str, actor: Actor, at: dt.datetime
) -> Accompaniment:
    """
    Keep that somebody is accompanied no more: nothing of it is shared from then on.

    Raises AccompanimentNotYours, AccompanimentClosed, DayToCome, ClosedBefore.
    """
    kept = kept_by(accompaniment, actor)
    refuse_closed(kept)
    refuse_day_to_come(on, at.date())
    if on < kept.opened_on:
        raise ClosedBefore(_("This is before it was opened: correct the day."))
    kept.closed_on, kept.closed_because = on, because
    kept.save(update_fields=["closed_on", "closed_because"])
    note(actor, kept, f"closed_{because}", at)
    return kept


@transaction.atomic
def reopen_accompaniment(*, accompaniment: Accompaniment, actor: Actor, at: dt.datetime) -> Accompaniment:
    """Keep that somebody is accompanied again. Raises AccompanimentNotYours, AccompaniedAlready."""
    kept = kept_by(accompaniment, actor)
    others = Accompaniment.objects.filter(person=kept.person_id, organisation=kept.organisation_id, closed_on=None)
    if others.exclude(pk=kept.pk).exists():
        raise AccompaniedAlready(_("Another accompaniment of this person is open: go on with that one."))
    kept.closed_on, kept.closed_because = None, ""
    kept.save(update_fields=["closed_on", "closed_because"])
    note(actor, kept, "reopened", at)
    return kept


@transaction.atomic
def hand_on(*, accompaniment: Accompaniment, to: Account, actor: Actor, at: dt.datetime) -> Accompaniment:
    """Let a colleague accompany somebody from now on. Raises AccompanimentNotYours, AccompaniesNobody."""
    kept = kept_by(accompaniment, actor)
    refuse_closed(kept)
    if not agents_of(kept.organisation_id, at.date()).filter(pk=to.pk).exists():
        raise AccompaniesNobody(_("%(name)s may not accompany anybody in your organisation.") % {"name": to.name})
    kept.followed_by = to
    kept.save(update_fields=["followed_by"])
    note(actor, kept, "handed_on", at)
    return kept
