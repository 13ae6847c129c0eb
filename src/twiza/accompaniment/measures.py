"""Counts for indicators: rights obtained of the requests that ended, and how long it took (rules/indicators.yml)."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from django.db.models import Q, QuerySet

from twiza.accompaniment.models import Request, RequestState
from twiza.core.measured import Measured, Part, middle, related


def rights_obtained(*, area: str, start: dt.date, end: dt.date, organisation_id: int) -> Measured:
    """
    Return DROIT_OUV: of the requests of an organisation that ended from `start` until before `end`, the percentage
    that was obtained.

    A request counts in the area (a path) where the family lived when its accompaniment was opened. What was given up
    counts as ended. Without any, it is not defined.
    """
    ended = settled(area, start, end, organisation_id).values_list("pk", "state")
    return related((Part(pk, state == RequestState.OPENED, 1) for pk, state in ended), per=100)


def days_to_obtain(*, area: str, start: dt.date, end: dt.date, organisation_id: int) -> Measured:
    """Return DROIT_DELAI: the median of days from request to opening, of rights obtained in a period."""
    obtained = settled(area, start, end, organisation_id).filter(state=RequestState.OPENED)
    days = {
        pk: (on - asked_on).days for pk, asked_on, on in obtained.values_list("pk", "asked_on", "settled_on") if on
    }
    return middle((Part(pk, spent) for pk, spent in days.items()), Counter(days.values()))


def settled(area: str, start: dt.date, end: dt.date, organisation_id: int) -> QuerySet[Request]:
    """Return the requests that ended in an area and a period, but those written by mistake."""
    of = "accompaniment__household__place__path"
    here = Q(**{of: area}) | Q(**{f"{of}__startswith": f"{area}/"})
    ours = Request.objects.filter(here, accompaniment__organisation=organisation_id, taken_out_at=None)
    return ours.filter(settled_on__gte=start, settled_on__lt=end).order_by("settled_on", "pk")
