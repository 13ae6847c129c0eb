"""Saying how people travel when it rains or snows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from twiza.access.engine import Travel
from twiza.access.models import AccessScenario, ScenarioSeason, Season
from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor


@transaction.atomic
def set_seasons(
    *, scenario: AccessScenario, travels: Mapping[Season, Travel], actor: Actor, at: dt.datetime
) -> list[ScenarioSeason]:
    """
    Keep how people travel outside the dry season, in place of what was kept before; none is told apart without.

    What a scenario keeps is about the dry season: it is not touched.
    """
    scenario.seasons.all().delete()
    kept = ScenarioSeason.objects.bulk_create(
        ScenarioSeason(scenario=scenario, season=season, speed_kmh=travel.speed_kmh, detour=travel.detour)
        for season, travel in travels.items()
    )
    record_audit(
        actor=actor,
        action="access.open_scenario",
        at=at,
        object_kind="access_scenario",
        object_id=scenario.pk,
        outcome="seasons",
    )
    return kept
