"""Whether supervisions that were planned are held, for indicators."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from twiza.accounts.territories import within
from twiza.case_management.models import Supervision
from twiza.core.tallies import Span, Tally
from twiza.households.models import Assignment


def planned_supervisions_held(span: Span) -> list[Tally]:
    """
    Return of each supervision planned for a day of the span whether it was held by the last one (SUPERV).

    One is where its agent followed families on that day. What was withdrawn as a mistake was never planned, and what
    was held without a plan does not count.
    """
    planned = Supervision.objects.filter(
        Exists(families_followed(span)),
        organisation=span.organisation_id,
        withdrawn_at=None,
        planned_on__gte=span.start,
        planned_on__lte=span.end,
    )
    rows = planned.order_by("planned_on", "pk").values_list("pk", "held_on", "planned_on")
    return [Tally(pk, held_on is not None and held_on <= span.end, 1, on=on) for pk, held_on, on in rows]


def families_followed(span: Span) -> QuerySet[Assignment]:
    """Return which families of the area the agent of a supervision followed on the day planned."""
    still = Q(ended_at=None) | Q(ended_at__date__gt=OuterRef("planned_on"))
    return Assignment.objects.filter(
        still,
        within(span.areas, "household__place__path"),
        agent=OuterRef("agent"),
        household__organisation=span.organisation_id,
        assigned_at__date__lte=OuterRef("planned_on"),
    )
