"""Counts for indicators: families protected, by the counting rule of the programme, and how long each step takes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Min, Q

from twiza.procedures.measures import StepDelay, delays_by_step
from twiza.procedures.models import File
from twiza.social_protection.models import Enrolment, OpenRight


@dataclass(frozen=True, slots=True)
class FamiliesProtected:
    """Families first protected in a period, ever protected by its end, and protected on its last day."""

    new: int
    ever: int
    on_last_day: int


def families_protected(*, area: str, start: dt.date, end: dt.date, organisation_id: int) -> FamiliesProtected:
    """
    Return how many families an organisation saw protected in an area (a path), from `start` until before `end`.

    A family counts once, on the day its first right is open, not when its file is handed in; ever protected and
    protected today are both told (programme_santesud.yml, counting_rules). One found to be another counts as that one.
    """
    here = Q(enrolment__household__place__path=area) | Q(enrolment__household__place__path__startswith=f"{area}/")
    ours = OpenRight.objects.filter(here, enrolment__household__organisation=organisation_id, since__lt=end)
    rows = ours.values_list("enrolment__household", "enrolment__household__merged_into").annotate(first=Min("since"))
    first: dict[object, dt.date] = {}
    for household, merged_into, since in rows.order_by():
        family = merged_into or household
        first[family] = min(since, first.get(family, since))
    last_day = end - dt.timedelta(days=1)
    holds = ours.filter(Q(until__isnull=True) | Q(until__gt=last_day)).order_by()
    pairs = holds.values_list("enrolment__household", "enrolment__household__merged_into")
    today = {merged_into or household for household, merged_into in pairs}
    return FamiliesProtected(
        new=sum(since >= start for since in first.values()), ever=len(first), on_last_day=len(today)
    )


def delays_of_scheme(
    *, scheme_id: int, start: dt.date | None, end: dt.date | None, organisation_id: int, on: dt.date
) -> list[StepDelay]:
    """Return how long files of a scheme stayed at each step they left in a period: median days, None of nothing."""
    ours = Enrolment.objects.filter(scheme=scheme_id, household__organisation=organisation_id)
    return delays_by_step(File.objects.filter(pk__in=ours.values("file")), start=start, end=end, on=on)
