"""How people travel in the seasons of a scenario."""

from __future__ import annotations

from twiza.access.engine import Travel
from twiza.access.models import AccessScenario, Season


def travel_of(scenario: AccessScenario) -> Travel:
    """Return how people travel in a scenario, in the dry season."""
    return Travel(scenario.speed_kmh, scenario.detour)


def travel_by_season(scenario: AccessScenario) -> dict[Season, Travel]:
    """Return how people travel in each season that a scenario tells apart, the dry one first, in one query."""
    rows = {row.season: Travel(row.speed_kmh, row.detour) for row in scenario.seasons.all()}
    return {Season.DRY: travel_of(scenario)} | {one: rows[one] for one in Season if one in rows}
