"""How long each step of a scheme takes, for indicators."""

from __future__ import annotations

import datetime as dt

from twiza.procedures.measures import StepDelay, delays_by_step
from twiza.procedures.models import File
from twiza.social_protection.models import Enrolment


def delays_of_scheme(
    *, scheme_id: int, start: dt.date | None, end: dt.date | None, organisation_id: int, on: dt.date
) -> list[StepDelay]:
    """Return how long files of a scheme stayed at each step they left in a period: median days, None of nothing."""
    ours = Enrolment.objects.filter(scheme=scheme_id, household__organisation=organisation_id)
    return delays_by_step(File.objects.filter(pk__in=ours.values("file")), start=start, end=end, on=on)
