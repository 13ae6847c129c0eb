"""Figures that were kept."""

from __future__ import annotations

from django.db.models import QuerySet

from twiza.accounts.decisions import Actor, Facts, decide
from twiza.accounts.territories import within
from twiza.indicators.models import Measurement
from twiza.indicators.rules import VIEW_INDICATORS


def kept_of(actor: Actor) -> QuerySet[Measurement]:
    """Return the figures that an actor's organisation kept where she acts, the newest first."""
    if actor.grant is None or not decide(actor, VIEW_INDICATORS):
        return Measurement.objects.none()
    there = within(actor.grant.territory, "area__path")
    kept = Measurement.objects.filter(there, organisation_id=actor.grant.organisation_id)
    return kept.select_related("area", "kept_by", "ruleset_version").order_by("-kept_at", "-id")


def facts_of_kept(kept: Measurement) -> Facts:
    """Return what the rules need to know of a figure that was kept."""
    return Facts(organisation_id=kept.organisation_id, place_path=kept.area.path)
