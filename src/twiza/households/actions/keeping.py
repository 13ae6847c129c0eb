"""What every decision about a household begins and ends with: may she, is it possible, and the audit chain."""

from __future__ import annotations

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor, decide
from twiza.core.errors import DomainError
from twiza.households.births import Birth, is_possible
from twiza.households.models import Household, Person
from twiza.households.queries.households import facts_of, facts_on
from twiza.households.rules import ADD_LATE_RECORD, KEEP_HOUSEHOLDS, SEE_HOUSEHOLD


class HouseholdNotYours(DomainError):
    """The household is not the actor's to see or change."""


class DayToCome(DomainError):
    """A day that something happened on is not in the future."""


class BirthNotPossible(DomainError):
    """Nobody was born on this day."""


class PersonDead(DomainError):
    """Who has died neither joins a household nor agrees to anything."""


class HouseholdClosed(DomainError):
    """A household that is closed, or was found to be another one, is not changed."""


def person_of(actor: Actor) -> int:
    """Return who acts. Raises HouseholdNotYours when nobody does."""
    if actor.person_id is None or actor.grant is None or not decide(actor, KEEP_HOUSEHOLDS):
        raise HouseholdNotYours(_("You may not keep households in the role you act in."))
    return actor.person_id


def held_household(household: Household, actor: Actor) -> Household:
    """Return a household locked until the end of the transaction. Raises HouseholdNotYours."""
    kept = locked_household(household, actor)
    if not decide(actor, SEE_HOUSEHOLD, facts_of(kept, actor)):
        raise HouseholdNotYours(_("This household is not yours to change."))
    return kept


def locked_household(household: Household, actor: Actor) -> Household:
    """Return a household locked until the end of the transaction, for somebody who keeps any."""
    person_of(actor)
    return Household.objects.select_for_update().select_related(None).get(pk=household.pk)


def open_household(household: Household, actor: Actor) -> Household:
    """Return a household that is followed, locked. Raises HouseholdNotYours, HouseholdClosed."""
    return refuse_closed(held_household(household, actor))


def open_household_on(household: Household, actor: Actor, day: dt.date) -> Household:
    """
    Return a household that is followed, locked, for a record of a day: also for who followed it until then.

    Raises HouseholdNotYours, HouseholdClosed.
    """
    kept = locked_household(household, actor)
    if not decide(actor, ADD_LATE_RECORD, facts_on(kept, actor, day)):
        raise HouseholdNotYours(_("This household is not yours to change."))
    return refuse_closed(kept)


def refuse_closed(kept: Household) -> Household:
    """Return a household that is followed. Raises HouseholdClosed."""
    if kept.merged_into_id is not None:
        raise HouseholdClosed(_("This household was found to be another one: change that one."))
    if kept.closed_on is not None:
        raise HouseholdClosed(_("This household is closed. Open it again first."))
    return kept


def refuse_day_to_come(day: dt.date | None, on: dt.date) -> None:
    """Raises DayToCome."""
    if day is not None and day > on:
        raise DayToCome(
            _("%(day)s is still to come: give the day it happened on.") % {"day": date_format(day, "DATE_FORMAT")}
        )


def refuse_birth(birth: Birth, on: dt.date) -> None:
    """Raises BirthNotPossible."""
    if not is_possible(birth, on):
        raise BirthNotPossible(_("This birth is still to come, or more than 120 years ago: correct it."))


def refuse_dead(person: Person) -> None:
    """Raises PersonDead."""
    if person.died_on is not None:
        raise PersonDead(
            _("%(name)s died on %(day)s.") % {"name": person.name, "day": date_format(person.died_on, "DATE_FORMAT")}
        )


def note(actor: Actor, thing: Household | Person, outcome: str, at: dt.datetime) -> None:
    """Write in the audit chain what was decided, by ids only."""
    kind = "household" if isinstance(thing, Household) else "person"
    record_audit(
        actor=actor, action=SEE_HOUSEHOLD, at=at, outcome=outcome, object_kind=f"households.{kind}", object_id=thing.pk
    )
