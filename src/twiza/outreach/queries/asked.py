"""Questions about what a caravan's file asks for until its day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, Subquery

from twiza.outreach.models import Caravan
from twiza.procedures.models import Confirmation, Requirement
from twiza.procedures.queries.missing import met_by

DAY = "day"
"""The step of a caravan's file at which it takes place (data/procedures/caravan.yml)."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that the file asks for until the day, whether it is there, and who confirmed it, if it is a check."""

    requirement: Requirement
    is_met: bool
    confirmation: Confirmation | None


def asked_until_day(caravan: Caravan) -> Sequence[Asked]:
    """Return all that a caravan's file asks for until its day, in the order of its steps; nothing without a file."""
    if caravan.file is None:
        return []
    day = Subquery(caravan.file.version.steps.filter(code=DAY).values("position")[:1])
    until = Q(step__version=caravan.file.version_id, step__position__lte=day)
    leading = Q(
        move__from_step__version=caravan.file.version_id,
        move__to_step__position__lte=day,
        move__from_step__position__lt=day,
    )
    asked = Requirement.objects.filter(until | leading, is_blocking=True)
    met = met_by(caravan.file)
    return [
        Asked(one, met.has(one), met.confirmations.get(one.pk))
        for one in asked.order_by("step__position", "position", "id")
    ]
