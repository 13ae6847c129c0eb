"""Decisions about organisations and who acts for them."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accounts.actions import create_person
from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import NOBODY, Actor
from twiza.accounts.models import Person
from twiza.accounts.rules import Role
from twiza.core.errors import DomainError, InputError
from twiza.organisations.models import Membership, Organisation


class NameMissing(InputError):
    """An organisation needs a name in at least one language."""


class AlreadyMember(DomainError):
    """The person holds this role in this organisation already."""


@transaction.atomic
def create_organisation(*, names: dict[str, str], actor: Actor, at: dt.datetime) -> Organisation:
    """Make an organisation. Raises NameMissing."""
    given = {language: name.strip() for language, name in names.items() if name.strip()}
    if not given:
        raise NameMissing(_("Give the organisation a name in at least one language."))
    organisation = Organisation.objects.create(names=given)
    record_audit(
        actor=actor, action="organisations.make", at=at, object_kind="organisation", object_id=organisation.pk
    )
    return organisation


@transaction.atomic
def add_member(
    *,
    organisation: Organisation,
    email: str,
    name: str,
    role: str,
    territory: list[str],
    actor: Actor,
    at: dt.datetime,
) -> Membership:
    """
    Let a person act for an organisation, making her account if she has none.

    Raises AlreadyMember, EmailNotUnderstood.
    """
    person = Person.objects.filter(email__iexact=email.strip()).first()
    person = person or create_person(email=email, name=name, language="fr", password=None, at=at)
    refuse_same_role_twice(person, organisation, role, at.date())
    membership = Membership.objects.create(
        person=person, organisation=organisation, role=role, territory=territory, valid_from=at.date()
    )
    record_audit(
        actor=actor,
        action="organisations.change_members",
        at=at,
        object_kind="membership",
        object_id=membership.pk,
        outcome="added",
    )
    return membership


def refuse_same_role_twice(person: Person, organisation: Organisation, role: str, on: dt.date) -> None:
    """Raise AlreadyMember when the person holds the role there on that day."""
    held = Membership.objects.filter(person=person, organisation=organisation, role=role)
    if any(one.valid_until is None or one.valid_until > on for one in held):
        raise AlreadyMember(_("%(person)s holds this role here already.") % {"person": person.name})


@transaction.atomic
def end_membership(*, membership: Membership, actor: Actor, at: dt.datetime) -> Membership:
    """Let a person act for the organisation no more from this day on."""
    membership.valid_until = at.date()
    membership.save(update_fields=["valid_until"])
    record_audit(
        actor=actor,
        action="organisations.change_members",
        at=at,
        object_kind="membership",
        object_id=membership.pk,
        outcome="ended",
    )
    return membership


@transaction.atomic
def create_administrator(
    *, email: str, name: str, organisation_name: str, password: str, at: dt.datetime
) -> Membership:
    """
    Make the account of a technical administrator, and the organisation that runs this installation.

    Raises EmailNotUnderstood, EmailTaken, PasswordRefused, NameMissing.
    """
    person = create_person(email=email, name=name, language="fr", password=password, at=at)
    organisation = create_organisation(names={"fr": organisation_name}, actor=NOBODY, at=at)
    return Membership.objects.create(
        person=person, organisation=organisation, role=Role.TECHNICAL_ADMINISTRATOR, valid_from=at.date()
    )
