"""What is seen of a scenario looked at in one way: kept figures where there are, computed ones otherwise."""

from __future__ import annotations

import copy

from twiza.access.looks import Look, Sight
from twiza.access.models import AccessScenario
from twiza.access.queries.ground import points_of_country
from twiza.access.queries.place_rows import COMMUNE, places_at
from twiza.access.queries.reach import reach_in
from twiza.access.queries.reach_rows import figures_from, figures_of, rows_from
from twiza.access.queries.scenario_sites import changes_of, sites_today
from twiza.access.queries.seasons import travel_by_season
from twiza.access.queries.site_changes import changed_sites
from twiza.access.reach_by_commune import Limits
from twiza.territory.models import Place
from twiza.territory.queries.places import communes_in


def sight_of(scenario: AccessScenario, look: Look, level: str) -> Sight:
    """Return what is seen by places of a level. Raises NobodyThere, ReachTooWide."""
    if look.is_as_kept(scenario):
        return kept_sight(scenario, look, level)
    travel = travel_by_season(scenario)[look.season]
    today = sites_today(scenario, look.service)
    sites = changed_sites(today, changes_of(scenario))
    limits = Limits(scenario.near_km, scenario.far_km, scenario.near_minutes, look.minutes)
    reach = reach_in(scenario.area, points_of_country(scenario.area.path), sites, travel, limits)
    places, communes = places_and_communes(scenario, level)
    figures = figures_from(communes, reach)
    seen = copy.copy(scenario)
    seen.far_minutes, seen.speed_kmh, seen.detour = look.minutes, travel.speed_kmh, travel.detour
    rows, total = rows_from(places, communes, figures), rows_from([scenario.area], communes, figures)[0]
    return Sight(seen, look, rows, total, len(today), is_as_kept=False)


def kept_sight(scenario: AccessScenario, look: Look, level: str) -> Sight:
    """Return what a scenario kept."""
    places, communes = places_and_communes(scenario, level)
    figures = figures_of(communes, scenario)
    rows, total = rows_from(places, communes, figures), rows_from([scenario.area], communes, figures)[0]
    return Sight(scenario, look, rows, total, scenario.facilities_counted, is_as_kept=True)


def places_and_communes(scenario: AccessScenario, level: str) -> tuple[list[Place], list[Place]]:
    """Return the places of a level in the area of a scenario, and its communes."""
    places = list(places_at(scenario.area, level))
    return places, places if level == COMMUNE else list(communes_in(scenario.area.path))
