"""Decisions about the information of the public: what is said, and who passes it on under her agreement."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor
from twiza.core.errors import DomainError, InputError
from twiza.core.ids import new_id
from twiza.outreach.actions.caravan import note
from twiza.outreach.actions.preparing import NobodyActs, held_caravan
from twiza.outreach.models import Caravan, PublicInformation, RelayContact
from twiza.outreach.rules import KEEP_CONTACTS

MOST_CONTACTS = 1_000
PHONE = re.compile(r"\+?\d{8,15}")
BETWEEN_FIGURES = re.compile(r"[\s./()\u00a0\u202f-]+")


class NoSuchContact(InputError):
    """What is said of a contact cannot be: the sentence says which part, and the way out."""


class ContactThere(DomainError):
    """The telephone number is in the list already."""


@dataclass(frozen=True, slots=True)
class PublicTerms:
    """What the public is told beyond days and posts; `bring` and `messages` are by language."""

    opens_at: dt.time | None
    closes_at: dt.time | None
    is_free: bool
    bring: Mapping[str, str]
    messages: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Agreement:
    """When and how somebody agreed that her name and number are kept for this caravan."""

    on: dt.date
    how: str


@dataclass(frozen=True, slots=True)
class ContactTerms:
    """Somebody who passes the word on."""

    name: str
    phone: str
    language: str
    locality: str = ""


@transaction.atomic
def write_information(*, caravan: Caravan, terms: PublicTerms, actor: Actor, at: dt.datetime) -> PublicInformation:
    """Keep what the public is told. Raises CaravanCancelled, NobodyActs."""
    caravan = held_caravan(caravan)
    written, _is_new = PublicInformation.objects.update_or_create(
        caravan=caravan,
        defaults={
            "opens_at": terms.opens_at,
            "closes_at": terms.closes_at,
            "is_free": terms.is_free,
            "bring": {language: text.strip() for language, text in terms.bring.items() if text.strip()},
            "messages": {language: text.strip() for language, text in terms.messages.items() if text.strip()},
            "written_by_id": person_of(actor),
            "written_at": at,
        },
    )
    note(actor, caravan, "information", at)
    return written


@transaction.atomic
def add_contact(
    *, caravan: Caravan, terms: ContactTerms, agreement: Agreement, actor: Actor, at: dt.datetime, id: uuid.UUID
) -> RelayContact:
    """
    Keep somebody who passes the word on, under her agreement; once under one id.

    Raises CaravanCancelled, NoSuchContact, ContactThere, NobodyActs.
    """
    caravan = held_caravan(caravan)
    if known := caravan.contacts.filter(pk=id).first():
        return known
    refuse_future(agreement, at)
    refuse_many(caravan, 1)
    contact = contact_of(caravan, terms, agreement, actor, at)
    contact.id = id
    try:
        with transaction.atomic():
            contact.save(force_insert=True)
    except IntegrityError as error:
        raise ContactThere(_("This telephone number is in the list already.")) from error
    note_contacts(actor, caravan, "contact", at)
    return contact


@transaction.atomic
def take_contacts_in(
    *, caravan: Caravan, contacts: Sequence[ContactTerms], agreement: Agreement, actor: Actor, at: dt.datetime
) -> int:
    """
    Keep the contacts of a file, all of whom agreed; numbers that are there already stay as they are.

    Return how many are new. Raises CaravanCancelled, NoSuchContact, NobodyActs; then nothing is kept.
    """
    caravan = held_caravan(caravan)
    refuse_future(agreement, at)
    known = set(caravan.contacts.values_list("phone", flat=True))
    new = [one for one in contacts if phone_written(one.phone) not in known]
    refuse_many(caravan, len(new))
    RelayContact.objects.bulk_create(contact_of(caravan, one, agreement, actor, at) for one in new)
    note_contacts(actor, caravan, "contacts_from_file", at)
    return len(new)


@transaction.atomic
def forget_contact(*, contact: RelayContact, actor: Actor, at: dt.datetime) -> None:
    """Delete somebody who no longer agrees, for good."""
    caravan = contact.caravan
    contact.delete()
    note_contacts(actor, caravan, "contact_forgotten", at)


@transaction.atomic
def forget_contacts(*, caravan: Caravan, actor: Actor, at: dt.datetime) -> int:
    """Delete all contacts of a caravan, for good, once they are of no use; return how many there were."""
    gone, _by_model = caravan.contacts.all().delete()
    note_contacts(actor, caravan, "contacts_forgotten", at)
    return gone


def contact_of(
    caravan: Caravan, terms: ContactTerms, agreement: Agreement, actor: Actor, at: dt.datetime
) -> RelayContact:
    """Return a contact, unsaved. Raises NoSuchContact, NobodyActs."""
    return RelayContact(
        id=new_id(),
        caravan=caravan,
        name=terms.name.strip(),
        phone=phone_written(terms.phone),
        locality=terms.locality.strip(),
        language=terms.language,
        agreed_on=agreement.on,
        agreed_how=agreement.how,
        recorded_by_id=person_of(actor),
        recorded_at=at,
    )


def phone_written(said: str) -> str:
    """Return a telephone number without what stands between its figures. Raises NoSuchContact."""
    phone = BETWEEN_FIGURES.sub("", said)
    if not PHONE.fullmatch(phone):
        raise NoSuchContact(_("A telephone number has 8 to 15 figures, a + before them if one likes."))
    return phone


def refuse_future(agreement: Agreement, at: dt.datetime) -> None:
    """Raise NoSuchContact for an agreement that was not given yet."""
    if agreement.on > localdate(at):
        raise NoSuchContact(_("This date is not there yet: give the day on which it happened."))


def refuse_many(caravan: Caravan, new: int) -> None:
    """Raise NoSuchContact for more contacts than a caravan has."""
    if caravan.contacts.count() + new > MOST_CONTACTS:
        raise NoSuchContact(_("A caravan has at most %(most)d contacts.") % {"most": MOST_CONTACTS})


def person_of(actor: Actor) -> int:
    """Return who acts. Raises NobodyActs."""
    if actor.person_id is None:
        raise NobodyActs(_("Sign in to prepare a caravan."))
    return actor.person_id


def note_contacts(actor: Actor, caravan: Caravan, outcome: str, at: dt.datetime) -> None:
    """Write in the audit chain what was done with the contacts of a caravan."""
    record_audit(
        actor=actor, action=KEEP_CONTACTS, at=at, outcome=outcome, object_kind="caravan", object_id=caravan.pk
    )
