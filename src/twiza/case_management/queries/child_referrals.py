"""Questions about referrals of children followed at home: hers, whose one is, and where she may be sent."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet

from twiza.accounts.decisions import Actor
from twiza.accounts.territories import within
from twiza.case_management.models import ChildReferral, Referral
from twiza.case_management.queries.children import children_of
from twiza.case_management.queries.referrals import SHOWN_WITH
from twiza.facilities.models import Facility, Status
from twiza.households.models import Person
from twiza.territory.models import Place

PROPOSED = 40
"""How many facilities are proposed: a list that can be read."""


def referrals_of_child(child: Person) -> QuerySet[Referral]:
    """Return the referrals of a child, the last first."""
    found = Referral.objects.filter(of_child__child=child).select_related(*SHOWN_WITH, "of_child")
    return found.order_by("-issued_on", "-id")


def child_referred(referral: Referral, actor: Actor, on: dt.date) -> Person | None:
    """Return whom a referral is about, where an actor follows this child; None otherwise."""
    of_child = ChildReferral.objects.filter(referral=referral, child__in=children_of(actor, on).values("pk"))
    found = of_child.select_related("child").first()
    return found.child if found else None


def facilities_near(place: Place) -> list[Facility]:
    """Return the facilities that are open in the smallest area around a place that has any, in the order of codes."""
    known = Facility.objects.filter(place__country=place.country, merged_into=None).exclude(status=Status.CLOSED)
    for area in areas_around(place):
        found = list(known.filter(within((area,), "place__path")).order_by("code", "pk")[:PROPOSED])
        if found:
            return found
    return []


def areas_around(place: Place) -> list[str]:
    """Return the paths of the areas that hold a place, the smallest that may have a facility first."""
    steps = place.path.split("/")
    return ["/".join(steps[:many]) for many in range(len(steps) - 1, 0, -1)]
