"""Decisions by which people come to be known: a household registered, somebody more in it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor
from twiza.core.errors import DomainError
from twiza.core.spoken_code import code_of
from twiza.core.text import search_text_of
from twiza.households.actions.consents import consented
from twiza.households.actions.guardians import keep_guardian
from twiza.households.actions.keeping import (
    HouseholdNotYours,
    note,
    open_household,
    person_of,
    refuse_birth,
    refuse_day_to_come,
)
from twiza.households.actions.name_keys import keep_name_keys
from twiza.households.births import is_child_on
from twiza.households.models import (
    Alias,
    Assignment,
    ConsentPurpose,
    Household,
    Member,
    Person,
)
from twiza.households.terms import ConsentSaid, HouseholdTerms, MemberTerms, PersonTerms


class NobodyLivesThere(DomainError):
    """A household has its head."""


class NotAgreed(DomainError):
    """Nobody's name is kept without her consent, or that of who answers for her."""


class NameMissing(DomainError):
    """A person has a name."""


@transaction.atomic
def register_household(
    *, id: uuid.UUID, terms: HouseholdTerms, members: Sequence[MemberTerms], actor: Actor, at: dt.datetime
) -> Household:
    """
    Register a household with the people in it, the head first, and let who registers it follow it; once per `id`.

    Raises HouseholdNotYours, NobodyLivesThere, NotAgreed, NameMissing, BirthNotPossible, DayToCome, OlderThanParent.
    """
    registrar = person_of(actor)
    known = Household.objects.filter(pk=id).first()
    if known is not None:
        return registered_before(known, actor)
    refuse_day_to_come(terms.registered_on, at.date())
    if not members:
        raise NobodyLivesThere(_("Write down at least the head of the household."))
    household = Household.objects.create(
        id=id,
        organisation_id=organisation_of(actor),
        code=free_code(id, organisation_of(actor)),
        place=terms.place,
        landmark=terms.landmark.strip(),
        lat=terms.lat,
        lon=terms.lon,
        language=terms.language,
        registered_on=terms.registered_on,
        registered_by_id=registrar,
        registered_at=at,
    )
    Assignment.objects.create(household=household, agent_id=registrar, assigned_by_id=registrar, assigned_at=at)
    for terms_of_member in members:
        refuse_day_to_come(terms_of_member.since, at.date())
    head = joined(household, members[0], None, actor, at, since=members[0].since)
    for terms_of_member in members[1:]:
        joined(household, terms_of_member, head, actor, at, since=terms_of_member.since)
    note(actor, household, "registered", at)
    return household


@transaction.atomic
def add_member(
    *,
    household: Household,
    terms: MemberTerms,
    since: dt.date | None,
    guardian: Person | None,
    actor: Actor,
    at: dt.datetime,
) -> Person:
    """
    Register somebody who was born or came into a household; once per id of `terms`.

    Raises HouseholdNotYours, HouseholdClosed, NotAgreed, NameMissing, BirthNotPossible, DayToCome, OlderThanParent.
    """
    kept = open_household(household, actor)
    refuse_day_to_come(since, at.date())
    return joined(kept, terms, guardian, actor, at, since=since)


def registered_before(household: Household, actor: Actor) -> Household:
    """Return a household that was sent before: only to whom it belongs. Raises HouseholdNotYours."""
    if household.organisation_id != organisation_of(actor) or household.registered_by_id != actor.person_id:
        raise HouseholdNotYours(_("This household is not yours to change."))
    return household


def organisation_of(actor: Actor) -> int:
    """Return the organisation acted for. Raises HouseholdNotYours."""
    person_of(actor)
    if actor.grant is None:
        raise HouseholdNotYours(_("You may not keep households in the role you act in."))
    return actor.grant.organisation_id


def free_code(id: uuid.UUID, organisation_id: int) -> str:
    """Return the first code, from the one its id gives, that no household of the organisation has."""
    code = code_of(id)
    while Household.objects.filter(organisation=organisation_id, code=code).exists():
        id = uuid.UUID(int=id.int + 1)
        code = code_of(id)
    return code


def joined(
    household: Household,
    terms: MemberTerms,
    guardian: Person | None,
    actor: Actor,
    at: dt.datetime,
    since: dt.date | None = None,
) -> Person:
    """Register somebody as living in a household, on her word or on that of who answers for her; once per id."""
    known = Person.objects.filter(pk=terms.id).first()
    if known is not None:
        return known
    person = made_person(terms.id, terms.person, actor, at)
    Member.objects.create(household=household, person=person, relation=terms.relation, since=since)
    answering = guardian if is_child_on(person, at.date()) else None
    if answering is not None and terms.guardian:
        keep_guardian(person, answering, terms.guardian, since=None)
    keep_word_of(person, terms, answering, actor)
    note(actor, person, "registered", at)
    return person


def keep_word_of(person: Person, terms: MemberTerms, guardian: Person | None, actor: Actor) -> None:
    """Keep what somebody agreed to, or what her guardian agrees to for her. Raises NotAgreed."""
    said = terms.consent or (word_of(guardian) if guardian else None)
    if said is None or ConsentPurpose.REGISTER not in said.purposes:
        raise NotAgreed(
            _("%(name)s has not agreed that we keep her name: ask her, or leave her out.") % {"name": person.name}
        )
    consented(person, said, guardian, None, actor)


def word_of(guardian: Person) -> ConsentSaid | None:
    """Return what a guardian agreed to for herself: it holds for the children she answers for."""
    given = guardian.consents.filter(withdrawn_at=None, recipient=None).order_by("given_at", "id")
    first = given.first()
    if first is None:
        return None
    return ConsentSaid(tuple(one.purpose for one in given), first.how, first.language, first.given_at)


def made_person(id: uuid.UUID, terms: PersonTerms, actor: Actor, at: dt.datetime) -> Person:
    """Keep who somebody is. Raises NameMissing, BirthNotPossible."""
    refuse_birth(terms.birth, at.date())
    if not terms.name.strip():
        raise NameMissing(_("Write the name."))
    aliases = tuple(dict.fromkeys(alias.strip() for alias in terms.aliases if alias.strip()))
    person = Person.objects.create(
        id=id,
        organisation_id=organisation_of(actor),
        name=terms.name.strip(),
        sex=terms.sex,
        born_on=terms.birth.on,
        birth_known=terms.birth.known,
        phone=terms.phone.strip(),
        search_text=search_text_of([terms.name, *aliases]),
        made_by_id=person_of(actor),
        made_at=at,
    )
    Alias.objects.bulk_create(Alias(person=person, name=alias) for alias in aliases)
    keep_name_keys(person)
    return person
