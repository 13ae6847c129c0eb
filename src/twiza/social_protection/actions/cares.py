"""Decisions about the days on which a right was used: noted, and taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Set as AbstractSet

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor
from twiza.core.errors import DomainError
from twiza.households.actions.keeping import held_household, refuse_day_to_come
from twiza.social_protection.actions.noting import note_enrolment
from twiza.social_protection.models import LaterCare, OpenRight


class CareBeforeRight(DomainError):
    """A right is used once it is open."""


class CareAfterRight(DomainError):
    """A right that has ended is used no more."""


@transaction.atomic
def note_care(*, right: OpenRight, on: dt.date, actor: Actor, at: dt.datetime) -> OpenRight:
    """
    Note that a right was used on a day; once for each day.

    Raises HouseholdNotYours, DayToCome, CareBeforeRight, CareAfterRight.
    """
    kept = held_right(right, actor)
    refuse_day_to_come(on, at.date())
    if on < kept.since:
        raise CareBeforeRight(_("This is before the right was open: correct the day."))
    if kept.until is not None and on >= kept.until:
        raise CareAfterRight(_("The right had ended by then: correct the day."))
    return changed(kept, care_days(kept) | {on}, "care_noted", actor, at)


@transaction.atomic
def take_back_care(*, right: OpenRight, on: dt.date, actor: Actor, at: dt.datetime) -> OpenRight:
    """Take back that a right was used on a day; what was not noted stays so. Raises HouseholdNotYours."""
    kept = held_right(right, actor)
    return changed(kept, care_days(kept) - {on}, "care_taken_back", actor, at)


def held_right(right: OpenRight, actor: Actor) -> OpenRight:
    """Return a right as it is now; whoever changes it at the same time waits. Raises HouseholdNotYours."""
    held_household(right.enrolment.household, actor)
    return OpenRight.objects.select_for_update().select_related(None).get(pk=right.pk)


def changed(right: OpenRight, days: AbstractSet[dt.date], outcome: str, actor: Actor, at: dt.datetime) -> OpenRight:
    """Keep the days on which a right was used, and note it where they are others than before."""
    if days != care_days(right):
        keep_cares(right, days)
        note_enrolment(actor, right.enrolment, outcome, at)
    return right


def care_days(right: OpenRight) -> set[dt.date]:
    """Return the days on which a right was used."""
    first = {right.first_care_on} if right.first_care_on else set()
    return first | set(right.later_cares.values_list("on", flat=True))


def keep_cares(right: OpenRight, days: AbstractSet[dt.date]) -> None:
    """Keep the days on which a right was used, and no others: the first with the right, the others after it."""
    right.first_care_on = min(days, default=None)
    right.save(update_fields=["first_care_on"])
    later = days - {right.first_care_on}
    right.later_cares.exclude(on__in=later).delete()
    kept = set(right.later_cares.values_list("on", flat=True))
    LaterCare.objects.bulk_create(LaterCare(right=right, on=day) for day in sorted(later - kept))
