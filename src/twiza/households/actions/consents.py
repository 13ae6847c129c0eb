"""Decisions about what a person agrees to: an agreement kept, withdrawn, and what is forgotten with it."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor
from twiza.core.errors import DomainError
from twiza.households.actions.comparing import forget_likeness
from twiza.households.actions.keeping import held_household, note, person_of, refuse_day_to_come, refuse_dead
from twiza.households.births import is_child_on
from twiza.households.forgetting import forget_above
from twiza.households.models import ConsentBy, ConsentPurpose, Household, Person, PersonConsent
from twiza.households.queries.households import household_of
from twiza.households.terms import ConsentSaid
from twiza.organisations.models import Organisation


class PurposeMissing(DomainError):
    """Somebody agrees to something."""


class GuardianNeeded(DomainError):
    """A child agrees by somebody who answers for it."""


class NobodyToShareWith(DomainError):
    """What is shared is shared with another organisation."""


@transaction.atomic
def agree(
    *,
    person: Person,
    said: ConsentSaid,
    guardian: Person | None,
    recipient: Organisation | None,
    actor: Actor,
    at: dt.datetime,
) -> list[PersonConsent]:
    """
    Keep what somebody agrees to, one row for each purpose; what held for it until now ends there.

    Raises HouseholdNotYours, PersonDead, DayToCome, PurposeMissing, GuardianNeeded, NobodyToShareWith.
    """
    held_household(home_of(person), actor)
    refuse_dead(person)
    refuse_day_to_come(said.given_at.date(), at.date())
    refuse_sharing_with_nobody(said, recipient, person)
    if guardian is None and is_child_on(person, said.given_at.date()):
        raise GuardianNeeded(_("A child agrees by whoever answers for it: choose who."))
    consents = consented(person, said, guardian, recipient, actor)
    note(actor, person, "consent_given", at)
    return consents


def refuse_sharing_with_nobody(said: ConsentSaid, recipient: Organisation | None, person: Person) -> None:
    """Raises PurposeMissing, NobodyToShareWith."""
    if not said.purposes:
        raise PurposeMissing(_("Choose at least one thing that is agreed to."))
    is_other = recipient is not None and recipient.pk != person.organisation_id
    if ConsentPurpose.SHARING in said.purposes and not is_other:
        raise NobodyToShareWith(_("Choose the other organisation that may read what we know."))


def consented(
    person: Person,
    said: ConsentSaid,
    guardian: Person | None,
    recipient: Organisation | None,
    actor: Actor,
) -> list[PersonConsent]:
    """Keep one row for each purpose; what held for it until now ends there."""
    recipients = {one: recipient if one == ConsentPurpose.SHARING else None for one in said.purposes}
    held = PersonConsent.objects.filter(person=person, withdrawn_at=None)
    for purpose, told in recipients.items():
        held.filter(purpose=purpose, recipient=told).update(withdrawn_at=said.given_at)
    return PersonConsent.objects.bulk_create(
        PersonConsent(
            person=person,
            purpose=purpose,
            recipient=told,
            given_by=ConsentBy.GUARDIAN if guardian else ConsentBy.PERSON,
            guardian=guardian,
            how=said.how,
            language=said.language,
            given_at=said.given_at,
            recorded_by_id=person_of(actor),
        )
        for purpose, told in recipients.items()
    )


@transaction.atomic
def withdraw_consent(*, consent_id: uuid.UUID, actor: Actor, at: dt.datetime) -> PersonConsent:
    """
    Keep that somebody agrees no more. Who lets us keep her name no more is forgotten: an id stays, and counts.

    Withdrawing is never refused to whoever may see the household. Raises HouseholdNotYours.
    """
    consent = PersonConsent.objects.select_related("person").get(pk=consent_id)
    held_household(home_of(consent.person), actor)
    if consent.withdrawn_at is None:
        consent.withdrawn_at = at
        consent.save(update_fields=["withdrawn_at"])
        note(actor, consent.person, "consent_withdrawn", at)
        if consent.purpose == ConsentPurpose.REGISTER:
            forget(consent.person, actor, at)
    return consent


def forget(person: Person, actor: Actor, at: dt.datetime) -> None:
    """Erase what identifies somebody, also where she was registered twice, and end what she agreed to."""
    records = Person.objects.filter(pk__in=[person.pk, *person.merged.values_list("pk", flat=True)])
    for record in records:
        record.aliases.all().delete()
        record.papers.all().delete()
        record.name_keys.all().delete()
        record.consents.filter(withdrawn_at=None).update(withdrawn_at=at)
    forget_likeness([record.pk for record in records])
    forget_above([record.pk for record in records], actor, at)
    records.update(name="", phone="", search_text="", erased_at=at)
    note(actor, person, "person_forgotten", at)


def home_of(person: Person) -> Household:
    """Return the household of somebody: everybody registered has or had one."""
    household = household_of(person)
    if household is None:
        raise AssertionError("A person is registered in a household.")
    return household
