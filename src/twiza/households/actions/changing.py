"""Decisions that change what is known: of a person, of a household, of who lives in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor
from twiza.core.errors import DomainError
from twiza.core.text import search_text_of
from twiza.households.actions.consents import home_of
from twiza.households.actions.guardians import PARENTS, OlderThanParent, is_older
from twiza.households.actions.keeping import (
    held_household,
    note,
    open_household,
    refuse_birth,
    refuse_day_to_come,
)
from twiza.households.actions.name_keys import keep_name_keys
from twiza.households.actions.registering import NameMissing
from twiza.households.models import Alias, HeldDocument, Household, Leaving, Member, Person
from twiza.households.terms import HouseholdTerms, PersonTerms


class HasLeft(DomainError):
    """Who has left a household does not leave it again."""


class LeavesBefore(DomainError):
    """Nobody leaves before she came, or dies before she was born."""


@transaction.atomic
def change_person(*, person: Person, terms: PersonTerms, actor: Actor, at: dt.datetime) -> Person:
    """Correct who somebody is. Raises HouseholdNotYours, NameMissing, BirthNotPossible, OlderThanParent."""
    held_household(home_of(person), actor)
    refuse_birth(terms.birth, at.date())
    if not terms.name.strip():
        raise NameMissing(_("Write the name."))
    kept = Person.objects.select_for_update().get(pk=person.pk)
    kept.name, kept.sex, kept.phone = terms.name.strip(), terms.sex, terms.phone.strip()
    kept.born_on, kept.birth_known = terms.birth.on, terms.birth.known
    refuse_disorder(kept)
    aliases = dict.fromkeys(alias.strip() for alias in terms.aliases if alias.strip())
    kept.search_text = search_text_of([kept.name, *aliases])
    kept.save()
    kept.aliases.exclude(name__in=aliases).delete()
    Alias.objects.bulk_create((Alias(person=kept, name=name) for name in aliases), ignore_conflicts=True)
    keep_name_keys(kept)
    note(actor, kept, "changed", at)
    return kept


def refuse_disorder(person: Person) -> None:
    """Refuse somebody older than her parents or than whose parent she is, or dead before she was born."""
    ups = [one.adult for one in person.guardians.filter(kind__in=PARENTS).select_related("adult")]
    downs = [one.child for one in person.wards.filter(kind__in=PARENTS).select_related("child")]
    pairs = [(person, adult) for adult in ups] + [(child, person) for child in downs]
    for child, parent in pairs:
        if is_older(child, parent):
            raise OlderThanParent(
                _("%(child)s would be older than %(parent)s: correct one of the two births.")
                % {"child": child.name, "parent": parent.name}
            )
    refuse_death_before_birth(person, person.died_on)


def refuse_death_before_birth(person: Person, died_on: dt.date | None) -> None:
    """Raises LeavesBefore."""
    if died_on is not None and person.born_on is not None and died_on < person.born_on:
        raise LeavesBefore(_("This is before the birth: correct one of the two days."))


@transaction.atomic
def change_household(*, household: Household, terms: HouseholdTerms, actor: Actor, at: dt.datetime) -> Household:
    """Correct where a household lives. Raises HouseholdNotYours, HouseholdClosed."""
    kept = open_household(household, actor)
    kept.place, kept.landmark, kept.language = terms.place, terms.landmark.strip(), terms.language
    kept.lat, kept.lon = terms.lat, terms.lon
    kept.save()
    note(actor, kept, "changed", at)
    return kept


@transaction.atomic
def leave_household(*, member: Member, on: dt.date, because: str, actor: Actor, at: dt.datetime) -> Member:
    """
    Keep that somebody left a household, and that she died when that is why.

    Raises HouseholdNotYours, DayToCome, HasLeft, LeavesBefore.
    """
    held_household(member.household, actor)
    refuse_day_to_come(on, at.date())
    kept = Member.objects.select_for_update().select_related("person").get(pk=member.pk)
    if kept.until is not None:
        raise HasLeft(_("%(name)s has left this household already.") % {"name": kept.person.name})
    if kept.since is not None and on < kept.since:
        raise LeavesBefore(_("This is before she came to this household: correct the day."))
    kept.until, kept.left_because = on, because
    kept.save(update_fields=["until", "left_because"])
    if because == Leaving.DEATH:
        refuse_death_before_birth(kept.person, on)
        Person.objects.filter(pk=kept.person_id).update(died_on=on)
    note(actor, kept.person, f"left_{because}", at)
    return kept


@transaction.atomic
def return_member(*, member: Member, actor: Actor, at: dt.datetime) -> Member:
    """Undo that somebody left, and that she died of it. Raises HouseholdNotYours, LivesElsewhere."""
    held_household(member.household, actor)
    kept = Member.objects.select_for_update().select_related("person").get(pk=member.pk)
    refuse_living_elsewhere(kept.person)
    if kept.left_because == Leaving.DEATH:
        Person.objects.filter(pk=kept.person_id).update(died_on=None)
    kept.until, kept.left_because = None, ""
    kept.save(update_fields=["until", "left_because"])
    note(actor, kept.person, "returned", at)
    return kept


class LivesElsewhere(DomainError):
    """Somebody lives in one household at a time."""


def refuse_living_elsewhere(person: Person) -> None:
    """Raises LivesElsewhere."""
    other = person.memberships.filter(until=None).select_related("household").first()
    if other is not None:
        raise LivesElsewhere(
            _("%(name)s lives in household %(code)s: let her leave that one first.")
            % {"name": person.name, "code": other.household.code}
        )


@transaction.atomic
def note_papers(*, person: Person, holdings: Mapping[str, str], on: dt.date, actor: Actor, at: dt.datetime) -> None:
    """Keep which papers somebody holds, as seen or said on a day; an empty holding takes back what was said."""
    held_household(home_of(person), actor)
    refuse_day_to_come(on, at.date())
    for paper, holding in holdings.items():
        if holding:
            HeldDocument.objects.update_or_create(
                person=person, paper=paper, defaults={"holding": holding, "said_on": on}
            )
    person.papers.filter(paper__in=[paper for paper, holding in holdings.items() if not holding]).delete()
    note(actor, person, "papers_noted", at)


@transaction.atomic
def close_household(*, household: Household, on: dt.date, because: str, actor: Actor, at: dt.datetime) -> Household:
    """
    Keep that a household is followed no more.

    Raises HouseholdNotYours, HouseholdClosed, DayToCome, LeavesBefore.
    """
    kept = open_household(household, actor)
    refuse_day_to_come(on, at.date())
    if on < kept.registered_on:
        raise LeavesBefore(_("This is before the household was registered: correct the day."))
    kept.closed_on, kept.closed_because = on, because
    kept.save(update_fields=["closed_on", "closed_because"])
    note(actor, kept, f"closed_{because}", at)
    return kept


@transaction.atomic
def reopen_household(*, household: Household, actor: Actor, at: dt.datetime) -> Household:
    """Keep that a closed household is followed again. Raises HouseholdNotYours."""
    kept = held_household(household, actor)
    kept.closed_on, kept.closed_because = None, ""
    kept.save(update_fields=["closed_on", "closed_because"])
    note(actor, kept, "reopened", at)
    return kept
