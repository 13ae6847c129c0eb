"""Which changes may be tried on a scenario, and what they would come to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

import numpy as np
from django.utils.translation import get_language

from twiza.access.engine import TooManyPairs, Travel, WhatIf, nearest_care, supply_to_change
from twiza.access.models import ASSUMED, AccessScenario, Care, ChangeKind, ReachUnit
from twiza.access.need_table import Figures
from twiza.access.place_options import Option, option_of
from twiza.access.queries.ground import ground_with, points_of_country
from twiza.access.queries.reach import too_wide
from twiza.access.queries.scenario_sites import changes_of, counted_in, sites_of
from twiza.access.queries.seasons import travel_of
from twiza.access.queries.site_changes import SiteChange, changed_sites
from twiza.access.queries.sites import Sites
from twiza.access.siting import Flags, Ground, Limit
from twiza.access.what_if import Change, change_to
from twiza.core.names import name_in
from twiza.facilities.models import Facility
from twiza.territory.models import Place
from twiza.territory.queries.places import communes_in, places_within


def limits_of(scenario: AccessScenario) -> list[Limit]:
    """Return what near and far mean in a scenario: kilometres for primary care only."""
    minutes = [Limit(far, ReachUnit.MINUTES) for far in (scenario.near_minutes, scenario.far_minutes)]
    if scenario.care != Care.PRIMARY:
        return minutes
    return [*minutes, *(Limit(far, ReachUnit.KM) for far in (scenario.near_km, scenario.far_km))]


def places_to_add(scenario: AccessScenario) -> list[tuple[str, list[Option]]]:
    """Return the communes with a position where one more could be, as (code, name), by what holds them."""
    communes = list(communes_in(scenario.area.path).filter(lat__isnull=False))
    holders = names_of({above(commune) for commune in communes})
    groups = groupby(communes, key=above)
    return [
        (holders.get(path, ""), [(commune.code, option_of(commune)[1]) for commune in held]) for path, held in groups
    ]


def above(commune: Place) -> str:
    """Return the path of the province of a commune, or of what holds it on the State line."""
    return "/".join(commune.path.split("/")[:3])


def names_of(paths: Iterable[str]) -> dict[str, str]:
    """Return the names of places by path."""
    rows = Place.objects.filter(path__in=list(paths)).values_list("path", "names")
    return {path: name_in(names, get_language() or "fr") for path, names in rows}


def facilities_to_change(scenario: AccessScenario) -> list[Facility]:
    """Return the facilities of a scenario's area that could close or change their size; none where care is assumed."""
    closed = {change.key for change in changes_of(scenario) if change.kind == ChangeKind.CLOSE}
    inside = counted_in(scenario).filter(place__in=places_within(scenario.area.path))
    return [facility for facility in inside if str(facility.pk) not in closed]


def change_by(scenario: AccessScenario, changes: Sequence[SiteChange]) -> Change:
    """Return what some changes would come to, compared with the scenario as it is. Raises ReachTooWide."""
    before = sites_of(scenario)
    after = changed_sites(before, changes)
    ground = ground_with(scenario.area.path, before)
    try:
        supplies = supplies_by_point(scenario, ground, before, changes)
    except TooManyPairs:
        raise too_wide() from None
    return change_to(ground, after.positions, travel_of(scenario), limits_of(scenario), supplies)


def supplies_by_point(
    scenario: AccessScenario, ground: Ground, sites: Sites, changes: Sequence[SiteChange]
) -> tuple[Figures, Figures] | None:
    """Return supply per inhabitant by point of the area, before and after; None where care is only assumed."""
    if scenario.basis in ASSUMED:
        return None
    country = points_of_country(scenario.area.path)
    positions, is_known = np.column_stack([country.lat, country.lon]), ~np.isnan(sites.supply)
    start = supply_to_change(
        positions,
        country.people.astype(float),
        sites.positions[is_known],
        sites.supply[is_known],
        travel_of(scenario),
        within=scenario.far_minutes,
    )
    end = changed_supply(start, sites, is_known, changes, positions, travel_of(scenario))
    is_there = np.isin(country.commune_id, np.unique(ground.commune_id))
    return start.access[is_there], end.access[is_there]


def changed_supply(
    supply: WhatIf, sites: Sites, is_known: Flags, changes: Sequence[SiteChange], positions: Figures, travel: Travel
) -> WhatIf:
    """Return supply after changes; a facility whose supply was not known shares something once it is given a size."""
    ranks = {
        key: rank for rank, key in enumerate(key for key, known in zip(sites.keys, is_known, strict=True) if known)
    }
    where = dict(zip(sites.keys, sites.positions, strict=True))
    for change in changes:
        if change.kind == ChangeKind.CLOSE and change.key in ranks:
            supply = supply.closed(facility=ranks[change.key])
        elif change.kind == ChangeKind.RESIZE and change.key in ranks and change.supply is not None:
            supply = supply.resized(facility=ranks[change.key], supply=change.supply)
        elif change.kind != ChangeKind.CLOSE and change.supply is not None:
            place = where[change.key] if change.position is None else np.array(change.position)
            minutes = nearest_care(positions, place.reshape(1, 2), travel).minutes
            supply = supply.with_added(minutes=minutes, supply=change.supply)
    return supply


def commune_names(change: Change) -> dict[int, str]:
    """Return the names of the communes of a change by id."""
    ids = [one.commune_id for one in change.communes]
    rows = Place.objects.filter(pk__in=ids).values_list("pk", "names")
    return {pk: name_in(names, get_language() or "fr") for pk, names in rows}
