"""Counts for indicators: rights obtained of the requests that ended, and how long it took (rules/indicators.yml)."""

from __future__ import annotations

from django.db.models import QuerySet

from twiza.accompaniment.models import Request, RequestState
from twiza.accounts.territories import within
from twiza.core.tallies import Span, Tally

PLACE = "accompaniment__household__place"
SEX, BORN_ON = "accompaniment__person__sex", "accompaniment__person__born_on"


def rights_obtained(span: Span) -> list[Tally]:
    """
    Return of each request of an organisation that ended within a span whether the right was obtained (DROIT_OUV).

    A request counts in the area where the family lived when its accompaniment was opened. What was given up counts as
    ended.
    """
    rows = settled(span).values_list("pk", "state", PLACE, "settled_on", SEX, BORN_ON)
    return [
        Tally(pk, state == RequestState.OPENED, 1, place=place, on=on, sex=sex, born_on=born_on)
        for pk, state, place, on, sex, born_on in rows
    ]


def days_to_obtain(span: Span) -> list[Tally]:
    """Return of each right obtained within a span the days from request to opening (DROIT_DELAI)."""
    obtained = settled(span).filter(state=RequestState.OPENED)
    rows = obtained.values_list("pk", "asked_on", PLACE, "settled_on", SEX, BORN_ON)
    return [
        Tally(pk, (on - asked_on).days, place=place, on=on, sex=sex, born_on=born_on)
        for pk, asked_on, place, on, sex, born_on in rows
        if on is not None
    ]


def settled(span: Span) -> QuerySet[Request]:
    """Return the requests that ended in an area and a period, but those written by mistake."""
    ours = Request.objects.filter(
        within(span.areas, f"{PLACE}__path"), accompaniment__organisation=span.organisation_id, taken_out_at=None
    )
    return ours.filter(settled_on__gte=span.start, settled_on__lte=span.end).order_by("settled_on", "pk")
