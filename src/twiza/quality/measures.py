"""What the last quality rounds of facilities say, for indicators."""

from __future__ import annotations

from twiza.accounts.territories import within
from twiza.core.tallies import Span, Tally
from twiza.quality.models import QualityRound
from twiza.quality.queries import scores_of_round, with_marks


def latest_scores(span: Span) -> list[Tally]:
    """
    Return the overall score, 0 to 100, of the last round at each facility within a span (QUAL_SCORE).

    It is that of all who assess but users, whose marks stand beside it; without a mark there is no score.
    """
    held = QualityRound.objects.filter(
        within(span.areas, "facility__place__path"),
        organisation=span.organisation_id,
        held_on__gte=span.start,
        held_on__lte=span.end,
    )
    rows = with_marks(held).select_related("version", "facility").order_by("held_on", "pk")
    last = {one.facility_id: one for one in rows}.values()
    scored = [(one, scores_of_round(one).overall) for one in last]
    return [
        Tally(one.pk, score, 1, place=one.facility.place_id, facility=one.facility_id, on=one.held_on)
        for one, score in scored
        if score is not None
    ]
