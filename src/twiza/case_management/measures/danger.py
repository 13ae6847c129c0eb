"""Whether children with an urgent sign were seen at a facility in time, for indicators."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from twiza.case_management.measures.cohort import Cohort
from twiza.case_management.models import ChildAlert
from twiza.case_management.referral_steps import ARRIVED
from twiza.core.tallies import Tally
from twiza.procedures.models import Passage

URGENT = "urgence"
"""The level of danger_signs whose children are referred at once."""
SOON = dt.timedelta(days=1)
"""24 hours, as days tell them: on the day of the sign or on the next one."""


def urgent_signs_seen_in_time(cohort: Cohort) -> list[Tally]:
    """
    Return of each child with an urgent sign in the span whether a facility saw her within 24 hours (DANGER_REF24).

    She was seen when the referral made for the sign says that she arrived, on its day or the next one; of several
    signs the first counts.
    """
    span = cohort.span
    raised = ChildAlert.objects.filter(
        organisation=span.organisation_id, level=URGENT, visit__withdrawn_at=None,
        visit__visited_on__range=(span.start, span.end),
    )  # fmt: skip
    arrived = first_arrivals(cohort)
    tallies: dict[UUID, Tally] = {}
    for alert in raised.order_by("visit__visited_on", "raised_at", "pk").select_related("visit"):
        who, seen = cohort.who(alert.child_id), arrived.get(alert.pk)
        if who in cohort.children and who not in tallies:
            on = alert.visit.visited_on
            tallies[who] = cohort.tally(who, seen is not None and seen <= on + SOON, 1, on=on)
    return list(tallies.values())


def first_arrivals(cohort: Cohort) -> Mapping[UUID, dt.date]:
    """Return on which day the child of each alert arrived where she was sent for it, by the last day."""
    rows = Passage.objects.filter(
        to_step__code=ARRIVED, taken_back_at=None, happened_on__lte=cohort.span.end,
        file__referral__of_child__alert__organisation=cohort.span.organisation_id,
    )  # fmt: skip
    days = rows.order_by("-happened_on").values_list("file__referral__of_child__alert", "happened_on")
    return dict(days)
