"""Decisions about the attendance of a centre: months are kept, and a month that is sent again is kept anew."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor, Facts, decide
from twiza.core.errors import DomainError
from twiza.facilities.models import Facility
from twiza.procedures.actions.details import person_of
from twiza.quality.models import MonthlyAttendance
from twiza.quality.rules import HOLD_ROUND
from twiza.territory.models import PeriodKind
from twiza.territory.periods import period_from

LONGEST_SOURCE = 200


class CentreNotYours(DomainError):
    """The centre is outside the territory acted for."""


class MonthNotOver(DomainError):
    """What a month counts is known once it is over."""


class SourceUnsaid(DomainError):
    """Figures have a source."""


@transaction.atomic
def keep_attendance(
    *, facility: Facility, consultations: Mapping[dt.date, int], source: str, actor: Actor, at: dt.datetime
) -> int:
    """
    Keep the consultations of a centre by the first day of their month, in place of what these months had.

    Returns how many months. Raises CentreNotYours, SourceUnsaid, MonthNotOver.
    """
    facts = Facts(organisation_id=facility.organisation_id, place_path=facility.place.path)
    if actor.grant is None or not decide(actor, HOLD_ROUND, facts):
        raise CentreNotYours(_("This centre is outside the territory you act for. Choose another one."))
    if not source.strip():
        raise SourceUnsaid(_("Say where these figures come from."))
    for month in consultations:
        refuse_month_to_come(month, at.date())
    MonthlyAttendance.objects.bulk_create(
        [
            MonthlyAttendance(
                organisation_id=actor.grant.organisation_id,
                facility=facility,
                starts_on=month.replace(day=1),
                consultations=number,
                source=source.strip(),
                kept_at=at,
                kept_by_id=person_of(actor),
            )
            for month, number in consultations.items()
        ],
        update_conflicts=True,
        unique_fields=["organisation", "facility", "starts_on"],
        update_fields=["consultations", "source", "kept_at", "kept_by"],
    )
    record_audit(
        actor=actor, action=HOLD_ROUND, at=at, outcome="attendance_kept", object_kind="facility", object_id=facility.pk
    )
    return len(consultations)


def refuse_month_to_come(month: dt.date, today: dt.date) -> None:
    """Raises MonthNotOver."""
    if period_from(PeriodKind.MONTH, month).ends_on > today:
        said = _("%(month)s is not over yet: give its figure once it is.")
        raise MonthNotOver(said % {"month": date_format(month, "F Y")})
