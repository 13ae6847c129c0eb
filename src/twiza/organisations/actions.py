"""Decisions about organisations and who acts for them."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from twiza.accounts.actions import create_person
from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import NOBODY, Actor
from twiza.accounts.links import password_link
from twiza.accounts.models import Person
from twiza.accounts.rules import Role
from twiza.core.errors import DomainError, InputError
from twiza.messaging.actions import send_message
from twiza.organisations.models import Membership, Organisation
from twiza.organisations.queries import not_over
from twiza.organisations.rules import roles_given_by


class NameMissing(InputError):
    """An organisation needs a name in at least one language."""


class RoleNotYours(DomainError):
    """The role reaches beyond the organisation: who manages it neither gives nor takes it away."""


class AlreadyMember(DomainError):
    """The person holds this role in this organisation already."""


class OwnMembership(DomainError):
    """Who ends the membership she acts under could not take it back."""


class NotEnded(DomainError):
    """The membership was not ended: there is nothing to bring back."""


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
    site: str,
    actor: Actor,
    at: dt.datetime,
) -> Membership:
    """
    Let a person act for an organisation; without an account she gets one, and a letter to choose her password.

    `site` is how she reaches this server. Raises RoleNotYours, AlreadyMember, EmailNotUnderstood.
    """
    refuse_role_of_the_server(role, actor)
    person = Person.objects.filter(email__iexact=email.strip()).first()
    person = person or invite_person(email=email, name=name, organisation=organisation, site=site, at=at)
    refuse_same_role_twice(person, organisation, role, at.date())
    membership = Membership.objects.create(
        person=person, organisation=organisation, role=role, territory=territory, valid_from=at.date()
    )
    note(actor, membership, "added", at)
    return membership


def invite_person(*, email: str, name: str, organisation: Organisation, site: str, at: dt.datetime) -> Person:
    """Make an account without a password, and send the letter by which its owner chooses one."""
    person = create_person(email=email, name=name, language=get_language() or "fr", password=None, at=at)
    send_message(
        template="organisations/mail/invitation",
        to_person=person,
        context={"organisation": organisation.names, "link": password_link(person, site)},
        at=at,
    )
    return person


def refuse_role_of_the_server(role: str, actor: Actor) -> None:
    """Raise RoleNotYours when the actor may not give or take away a role."""
    if role not in roles_given_by(actor):
        raise RoleNotYours(_("This role sees the whole server: ask a technical administrator."))


def refuse_same_role_twice(person: Person, organisation: Organisation, role: str, on: dt.date) -> None:
    """Raise AlreadyMember when the person holds the role there on that day."""
    held = Membership.objects.filter(not_over(on), person=person, organisation=organisation, role=role)
    if held.exists():
        raise AlreadyMember(_("%(person)s holds this role here already.") % {"person": person.name})


@transaction.atomic
def end_membership(*, membership: Membership, actor: Actor, at: dt.datetime) -> Membership:
    """
    Let a person act for the organisation no more from this day on, or never if not yet.

    Raises RoleNotYours, OwnMembership.
    """
    refuse_role_of_the_server(membership.role, actor)
    if actor.grant and actor.grant.membership_id == membership.pk:
        raise OwnMembership(_("You are acting under this membership: ask somebody else to end it."))
    membership.ended_on = max(at.date(), membership.valid_from)
    membership.save(update_fields=["ended_on"])
    note(actor, membership, "ended", at)
    return membership


@transaction.atomic
def restore_membership(*, membership: Membership, actor: Actor, at: dt.datetime) -> Membership:
    """
    Take the end of a membership back: it holds again for as long as was agreed.

    Raises RoleNotYours, NotEnded, AlreadyMember.
    """
    refuse_role_of_the_server(membership.role, actor)
    if membership.ended_on is None:
        raise NotEnded(_("This membership has not been ended."))
    refuse_same_role_twice(membership.person, membership.organisation, membership.role, at.date())
    membership.ended_on = None
    membership.save(update_fields=["ended_on"])
    note(actor, membership, "restored", at)
    return membership


def note(actor: Actor, membership: Membership, outcome: str, at: dt.datetime) -> None:
    """Write in the audit trail what became of a membership."""
    record_audit(
        actor=actor,
        action="organisations.change_members",
        at=at,
        object_kind="membership",
        object_id=membership.pk,
        outcome=outcome,
    )


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
