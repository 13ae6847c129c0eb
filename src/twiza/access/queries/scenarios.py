"""Questions about scenarios of access and what they say."""

from __future__ import annotations

from django.db.models import QuerySet

from twiza.access.models import AccessResult, AccessScenario
from twiza.accounts.decisions import Actor, Facts, decide


def scenarios_of(actor: Actor) -> QuerySet[AccessScenario]:
    """Return the scenarios that the actor may open, newest first: those of her organisation, if she plans."""
    if actor.grant is None:
        return AccessScenario.objects.none()
    own = Facts(organisation_id=actor.grant.organisation_id)
    if not decide(actor, "access.open_scenario", own):
        return AccessScenario.objects.none()
    scenarios = AccessScenario.objects.filter(organisation=actor.grant.organisation_id)
    return scenarios.select_related("area", "made_by").order_by("-made_at", "-id")


def results_of(scenario: AccessScenario) -> QuerySet[AccessResult]:
    """Return what a scenario says of each commune, by path."""
    return scenario.results.select_related("commune").order_by("commune__path")
