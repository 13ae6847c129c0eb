"""Decisions about contributions to a right that asks for them: noted, and taken back."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor
from twiza.core.errors import DomainError
from twiza.households.actions.keeping import refuse_day_to_come
from twiza.social_protection.actions.cares import held_right
from twiza.social_protection.actions.noting import note_enrolment
from twiza.social_protection.models import Contribution, OpenRight


class NoContributionAsked(DomainError):
    """The scheme of the right asks its members for no contribution."""


class PaidBeforeRight(DomainError):
    """A contribution pays for days of the right."""


@transaction.atomic
def note_contribution(
    *, right: OpenRight, paid_on: dt.date, paid_until: dt.date, actor: Actor, at: dt.datetime
) -> OpenRight:
    """
    Note a contribution by which a right is paid up to a day; once for each such day.

    Raises HouseholdNotYours, NoContributionAsked, DayToCome, PaidBeforeRight.
    """
    kept = held_right(right, actor)
    if not right.enrolment.scheme.is_contributory:
        raise NoContributionAsked(_("This scheme asks its members for no contribution."))
    refuse_day_to_come(paid_on, at.date())
    if paid_until < kept.since:
        raise PaidBeforeRight(_("This is paid up to a day before the right was open: correct the day."))
    _row, is_new = Contribution.objects.get_or_create(right=kept, paid_until=paid_until, defaults={"paid_on": paid_on})
    if is_new:
        note_enrolment(actor, right.enrolment, "contribution_noted", at)
    return kept


@transaction.atomic
def take_back_contribution(*, right: OpenRight, paid_until: dt.date, actor: Actor, at: dt.datetime) -> OpenRight:
    """Take back that a right was paid up to a day; what was not noted stays so. Raises HouseholdNotYours."""
    kept = held_right(right, actor)
    deleted, _kinds = Contribution.objects.filter(right=kept, paid_until=paid_until).delete()
    if deleted:
        note_enrolment(actor, right.enrolment, "contribution_taken_back", at)
    return kept
