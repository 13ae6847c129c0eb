"""A demonstration: a council and an association that nobody is, and people with random passwords."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accounts.actions import create_person
from twiza.accounts.decisions import Actor
from twiza.accounts.models import Person
from twiza.accounts.rules import Role
from twiza.core.actions import mark_as_demonstration
from twiza.core.errors import InputError
from twiza.core.queries import is_demonstration
from twiza.organisations.models import Membership, Organisation
from twiza.organisations.queries import actor_of

COUNCIL = {
    "fr": "Conseil des communes (démonstration)",
    "ar": "مجلس الجماعات (عرض توضيحي)",
    "en": "Council of communes (demonstration)",
}
ASSOCIATION = {
    "fr": "Association voisine (démonstration)",
    "ar": "جمعية مجاورة (عرض توضيحي)",
    "en": "Neighbouring association (demonstration)",
}
FIELD_ASSOCIATION = {
    "fr": "Association de terrain (démonstration)",
    "ar": "جمعية ميدانية (عرض توضيحي)",
    "en": "Field association (demonstration)",
}
BAMAKO_ASSOCIATION = {
    "fr": "Association de Bamako (démonstration)",
    "ar": "جمعية باماكو (عرض توضيحي)",
    "en": "Association of Bamako (demonstration)",
}
WELCOMING_ASSOCIATION = {
    "fr": "Association d'accueil (démonstration)",
    "ar": "جمعية الاستقبال (عرض توضيحي)",
    "en": "Welcoming association (demonstration)",
}


class NotADemonstration(InputError):
    """The database holds real accounts: a demonstration would mix with them."""


@dataclass(frozen=True, slots=True)
class CastMember:
    """One invented person of the demonstration."""

    email: str
    name: str
    role: Role
    organisation: dict[str, str]


CAST: Sequence[CastMember] = (
    CastMember("driss@demo.example", "Driss", Role.PLANNER, COUNCIL),
    CastMember("malika@demo.example", "Malika", Role.MANAGER, COUNCIL),
    CastMember("tariq@demo.example", "Tariq", Role.TECHNICAL_ADMINISTRATOR, COUNCIL),
    CastMember("aicha@demo.example", "Aïcha", Role.AUDITOR, COUNCIL),
    CastMember("chama@demo.example", "Chama", Role.PLANNER, ASSOCIATION),
    CastMember("bakary@demo.example", "Bakary", Role.SUPERVISOR, FIELD_ASSOCIATION),
    CastMember("aminata@demo.example", "Aminata", Role.FIELD_AGENT, FIELD_ASSOCIATION),
    CastMember("oumou@demo.example", "Oumou", Role.COORDINATOR, BAMAKO_ASSOCIATION),
    CastMember("modibo@demo.example", "Modibo", Role.SUPERVISOR, BAMAKO_ASSOCIATION),
    CastMember("fanta@demo.example", "Fanta", Role.FIELD_AGENT, BAMAKO_ASSOCIATION),
    CastMember("idir@demo.example", "Idir", Role.PROFESSIONAL, WELCOMING_ASSOCIATION),
)


@dataclass(frozen=True, slots=True)
class Account:
    """What somebody needs to sign in to the demonstration."""

    email: str
    password: str
    role: str
    organisation: str


def refuse_real_installation() -> None:
    """Raise NotADemonstration when people have real accounts here."""
    if Person.objects.exists() and not is_demonstration():
        raise NotADemonstration(
            _("This Twiza has real accounts: set TWIZA_HOME to an empty folder for a demonstration.")
        )


@transaction.atomic
def open_demonstration(*, at: dt.datetime) -> list[Account]:
    """
    Make the demonstration's people, or give those there are new passwords; return how each signs in.

    Passwords are random and shown once: the next call replaces them. Raises NotADemonstration.
    """
    refuse_real_installation()
    mark_as_demonstration(at=at)
    return [open_account(member, at=at) for member in CAST]


def open_account(member: CastMember, *, at: dt.datetime) -> Account:
    """Make one account of the cast, or renew its password."""
    password = secrets.token_urlsafe(12)
    person = Person.objects.filter(email=member.email).first()
    if person is None:
        person = create_person(email=member.email, name=member.name, language="fr", password=password, at=at)
        join(person, member, at.date())
    else:
        person.set_password(password)
        person.save(update_fields=["password"])
    return Account(member.email, password, str(member.role), member.organisation["fr"])


def join(person: Person, member: CastMember, on: dt.date) -> Membership:
    """Let the person act for her organisation of the demonstration."""
    organisation = demonstration_organisation(member.organisation)
    return Membership.objects.create(person=person, organisation=organisation, role=member.role, valid_from=on)


def demonstration_organisation(names: dict[str, str]) -> Organisation:
    """Return an organisation of the demonstration, made the first time it is asked for."""
    organisation, _made = Organisation.objects.get_or_create(names=names, defaults={"is_demonstration": True})
    return organisation


def planner_of_demonstration(on: dt.date) -> tuple[Person, Organisation, Actor]:
    """Return the planner of the council, the council, and the planner as an actor."""
    person = Person.objects.get(email=CAST[0].email)
    return person, demonstration_organisation(COUNCIL), actor_of(person, on)
