"""Questions about scenarios of access and what they say."""

from __future__ import annotations

from django.db.models import QuerySet

from twiza.access.models import AccessResult, AccessScenario
from twiza.accounts.decisions import Actor, decide
from twiza.accounts.territories import within


def scenarios_of(actor: Actor) -> QuerySet[AccessScenario]:
    """Return the scenarios that an actor who plans may open, newest first: of her organisation, in her territory."""
    if actor.grant is None or not decide(actor, "access.plan"):
        return AccessScenario.objects.none()
    inside = within(actor.grant.territory, "area__path")
    scenarios = AccessScenario.objects.filter(inside, organisation=actor.grant.organisation_id)
    return scenarios.select_related("area", "made_by").order_by("-made_at", "-id")


def results_of(scenario: AccessScenario) -> QuerySet[AccessResult]:
    """Return what a scenario says of each commune, by path."""
    return scenario.results.select_related("commune").order_by("commune__path")
