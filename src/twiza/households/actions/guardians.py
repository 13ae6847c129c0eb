"""Decisions about who answers for a child."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor
from twiza.core.errors import DomainError
from twiza.households.actions.consents import home_of
from twiza.households.actions.keeping import held_household, note, refuse_dead
from twiza.households.births import is_child_on
from twiza.households.models import BirthKnown, Guardian, GuardianKind, Person

PARENTS = {GuardianKind.MOTHER, GuardianKind.FATHER}


class OlderThanParent(DomainError):
    """A child is younger than its mother and its father."""


class ChildAnswers(DomainError):
    """Who answers for a child is not a child."""


@transaction.atomic
def name_guardian(
    *, child: Person, adult: Person, kind: str, since: dt.date | None, actor: Actor, at: dt.datetime
) -> Guardian:
    """
    Keep that somebody answers for a child; said again, it replaces how she does.

    Raises HouseholdNotYours, PersonDead, OlderThanParent, ChildAnswers.
    """
    held_household(home_of(child), actor)
    refuse_dead(adult)
    if is_child_on(adult, at.date()) and kind not in PARENTS:
        raise ChildAnswers(_("%(name)s is a child too: choose an adult.") % {"name": adult.name})
    guardian = keep_guardian(child, adult, kind, since=since)
    note(actor, child, "guardian_named", at)
    return guardian


@transaction.atomic
def end_guardian(*, guardian: Guardian, until: dt.date, actor: Actor, at: dt.datetime) -> Guardian:
    """Keep until when somebody answered for a child. Raises HouseholdNotYours."""
    held_household(home_of(guardian.child), actor)
    guardian.until = until
    guardian.save(update_fields=["until"])
    note(actor, guardian.child, "guardian_ended", at)
    return guardian


def keep_guardian(child: Person, adult: Person, kind: str, *, since: dt.date | None) -> Guardian:
    """Keep who answers for a child, and how. Raises OlderThanParent."""
    if kind in PARENTS and is_older(child, adult):
        raise OlderThanParent(
            _("%(child)s would be older than %(parent)s: correct one of the two births.")
            % {"child": child.name, "parent": adult.name}
        )
    guardian, _is_new = Guardian.objects.update_or_create(
        child=child, adult=adult, until=None, defaults={"kind": kind, "since": since}
    )
    return guardian


def is_older(child: Person, parent: Person) -> bool:
    """Return whether a child would be born before its parent, or on the same day, where both births are known."""
    if BirthKnown.UNKNOWN in (child.birth_known, parent.birth_known):
        return False
    return child.born_on is not None and parent.born_on is not None and child.born_on <= parent.born_on
