"""What the last quality rounds of facilities say, and whether what was planned is done, for indicators."""

from __future__ import annotations

from uuid import UUID

from django.db.models import F

from twiza.accounts.territories import within
from twiza.core.tallies import Span, Tally
from twiza.procedures.models import Passage
from twiza.quality.models import DONE, PlannedAction, QualityRound
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


def actions_done_in_time(span: Span) -> list[Tally]:
    """
    Return of each action of a plan that was to be done by a day of the span whether it was, by then (QUAL_ACTION).

    What was done later, given up, or taken up again by its day was not done in time.
    """
    due = PlannedAction.objects.filter(
        within(span.areas, "round__facility__place__path"),
        round__organisation=span.organisation_id,
        file__anchor_on__gte=span.start,
        file__anchor_on__lte=span.end,
    )
    rows = due.order_by("file__anchor_on", "pk").values_list(
        "pk", "round__facility", "round__facility__place", "file__anchor_on"
    )
    stood = steps_on_their_day(span)
    return [
        Tally(pk, stood.get(pk) == DONE, 1, place=place, facility=facility, on=on) for pk, facility, place, on in rows
    ]


def steps_on_their_day(span: Span) -> dict[UUID, str]:
    """Return the step at which each action stood at the end of the day by which it was to be done."""
    came = Passage.objects.filter(
        file__quality_action__round__organisation=span.organisation_id,
        taken_back_at=None,
        file__anchor_on__gte=span.start,
        file__anchor_on__lte=span.end,
        happened_on__lte=F("file__anchor_on"),
    )
    return dict(came.order_by("happened_on", "number").values_list("file", "to_step__code"))
