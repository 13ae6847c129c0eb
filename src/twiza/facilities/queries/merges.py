"""Which facility answers for which, once a person found two to be the same."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet

from twiza.accounts.decisions import Actor
from twiza.facilities.models import Facility, FacilityMerge
from twiza.facilities.queries.facility import facilities_to_change


def survivor_of(facility: Facility) -> Facility:
    """Return the facility that answers for another one: itself unless it was merged."""
    while facility.merged_into is not None:
        facility = facility.merged_into
    return facility


def ids_answered_for(facility: Facility) -> list[uuid.UUID]:
    """Return the ids that whatever points to a facility may hold: its own, and those of all hidden behind it."""
    found, new = [facility.pk], [facility.pk]
    while new:
        new = list(Facility.objects.filter(merged_into__in=new).order_by("id").values_list("id", flat=True))
        found += new
    return found


def merges_to_undo(actor: Actor) -> QuerySet[FacilityMerge]:
    """Return the merges that the actor may take back: those that hide a facility she may change, newest first."""
    hidden = facilities_to_change(actor, Facility.objects.filter(merged_into__isnull=False))
    merges = FacilityMerge.objects.filter(undone_at__isnull=True, hidden__in=hidden.order_by().values("pk"))
    return merges.select_related("kept", "hidden", "decided_by").order_by("-decided_at", "-id")
