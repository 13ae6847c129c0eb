"""Figures that were kept."""

from __future__ import annotations

from django.db.models import QuerySet

from twiza.accounts.decisions import Actor, Facts, decide
from twiza.accounts.territories import within
from twiza.indicators.models import Measurement
from twiza.indicators.rules import READ_PUBLISHED, VIEW_INDICATORS


def kept_of(actor: Actor) -> QuerySet[Measurement]:
    """Return the figures that an actor's organisation kept where she acts, the newest first."""
    if actor.grant is None or not decide(actor, VIEW_INDICATORS):
        return Measurement.objects.none()
    there = within(actor.grant.territory, "area__path")
    kept = Measurement.objects.filter(there, organisation_id=actor.grant.organisation_id)
    return kept.select_related("area", "kept_by", "ruleset_version").order_by("-kept_at", "-id")


def published_to(actor: Actor) -> QuerySet[Measurement]:
    """Return the figures that an actor's organisation published, the newest first; none that was taken back."""
    if actor.grant is None or not decide(actor, READ_PUBLISHED):
        return Measurement.objects.none()
    ours = Measurement.objects.filter(organisation_id=actor.grant.organisation_id, taken_back_at=None)
    there = within(actor.grant.territory, "area__path")
    return (
        ours.filter(there)
        .exclude(published_at=None)
        .select_related("area", "ruleset_version")
        .order_by("-end", "area__path", "indicator", "-published_at")
    )


def facts_of_kept(kept: Measurement) -> Facts:
    """Return what the rules need to know of a figure that was kept."""
    return Facts(organisation_id=kept.organisation_id, place_path=kept.area.path)
