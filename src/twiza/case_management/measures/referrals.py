"""Whether facilities answer for those sent to them, for indicators."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from twiza.accounts.territories import within
from twiza.core.tallies import Span, Tally
from twiza.procedures.models import Passage

ARRIVED, ANSWERED = "arrived", "counter_referred"
OF_REFERRAL = ("file", "file__referral__facility", "file__referral__sex", "happened_on")


def counter_referrals_received(span: Span) -> list[Tally]:
    """Return of each person who arrived within the span whether the facility answered by the last day (REF_RETOUR)."""
    answered = set(passages_to(ANSWERED, span).filter(happened_on__lte=span.end).values_list("file", flat=True))
    came = passages_to(ARRIVED, span).filter(happened_on__gte=span.start, happened_on__lte=span.end)
    rows: dict[UUID, Tally] = {
        file: Tally(file, file in answered, 1, facility=facility, on=on, sex=sex)
        for file, facility, sex, on in came.values_list(*OF_REFERRAL)
    }
    return list(rows.values())


def passages_to(step: str, span: Span) -> QuerySet[Passage]:
    """
    Return the passages to a step that hold, of the referrals of an organisation in an area.

    One lies where the person was seen, or where nobody said that, where the facility is.
    """
    there = within(span.areas, "file__place_path")
    nowhere = Q(file__place_path="") & within(span.areas, "file__referral__facility__place__path")
    return Passage.objects.filter(
        there | nowhere,
        taken_back_at=None,
        to_step__code=step,
        file__kind__code="referral",
        file__organisation_id=span.organisation_id,
    ).order_by()
