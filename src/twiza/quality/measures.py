"""What the last quality rounds of facilities say, for indicators."""

from __future__ import annotations

from twiza.accounts.territories import within
from twiza.core.tallies import Span, Tally
from twiza.quality.grid import grid_of
from twiza.quality.models import QualityRound
from twiza.quality.queries import assessors_of, marks_of, professionals_among
from twiza.quality.scores import scores_of


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
    rows = held.select_related("version", "facility").order_by("held_on", "pk")
    last = {one.facility_id: one for one in rows}.values()
    scored = [(one, overall_of(one)) for one in last]
    return [
        Tally(one.pk, score, 1, place=one.facility.place_id, facility=one.facility_id, on=one.held_on)
        for one, score in scored
        if score is not None
    ]


def overall_of(round: QualityRound) -> float | None:
    """Return the overall score of a round; None where nothing was marked."""
    return scores_of(grid_of(round.version.content), marks_of(professionals_among(assessors_of(round)))).overall
