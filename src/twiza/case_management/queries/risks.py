"""Questions about the risk classes of children: which one held when."""

from __future__ import annotations

import uuid
from collections import defaultdict

from django.db.models import QuerySet

from twiza.case_management.child_health.visit_calendar import RiskSince
from twiza.case_management.models import ChildFollow, ChildRisk
from twiza.households.models import Person

FIRST_RISK = "vert"
"""The class of visit_schedule for a child of whom nothing else is known."""


def risks_given(child: Person) -> QuerySet[ChildRisk]:
    """Return the classes that were given to a child and hold, from when each does."""
    return child.risks.filter(taken_back_at=None).order_by("since")


def risks_of(child: Person, follow: ChildFollow) -> list[RiskSince]:
    """Return the class of a child at each time, the first from when she is followed."""
    given = [RiskSince(risk, since) for risk, since in risks_given(child).values_list("risk", "since")]
    return [RiskSince(FIRST_RISK, follow.since), *given]


def risks_by_child(organisation_id: int) -> dict[uuid.UUID, list[RiskSince]]:
    """Return the classes that were given to the children of an organisation, in the order of days."""
    given = ChildRisk.objects.filter(organisation=organisation_id, taken_back_at=None).order_by("since")
    found: defaultdict[uuid.UUID, list[RiskSince]] = defaultdict(list)
    for child, risk, since in given.values_list("child", "risk", "since"):
        found[child].append(RiskSince(risk, since))
    return dict(found)
