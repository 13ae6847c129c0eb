"""Which changes may be tried on a scenario, and what they would come to."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

import numpy as np
from django.utils.translation import get_language

from twiza.access.models import ASSUMED, AccessScenario, Care, ReachUnit
from twiza.access.place_options import Option, option_of
from twiza.access.queries.ground import ground_of
from twiza.access.queries.seasons import travel_of
from twiza.access.queries.sites import LEVELS
from twiza.access.siting import Limit
from twiza.access.what_if import Change, with_one_fewer, with_one_more
from twiza.core.names import name_in
from twiza.facilities.models import Facility
from twiza.facilities.queries.facility import sites_of_care
from twiza.territory.models import Place
from twiza.territory.queries.places import communes_in


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


def facilities_to_close(scenario: AccessScenario) -> list[Facility]:
    """Return the facilities of a scenario's area that could close; none when care is only assumed."""
    return [facility for facility in facilities_counted(scenario) if is_in(facility, scenario.area)]


def facilities_counted(scenario: AccessScenario) -> list[Facility]:
    """Return the facilities that a scenario counts, in the order of its sites."""
    if scenario.basis in ASSUMED:
        return []
    found = sites_of_care(scenario.area.country, levels=LEVELS[Care(scenario.care)])
    return list(found.select_related("place"))


def is_in(facility: Facility, area: Place) -> bool:
    """Return whether a facility lies in an area."""
    return f"{facility.place.path}/".startswith(f"{area.path}/")


def change_by_adding(scenario: AccessScenario, place: Place) -> Change:
    """Return what one more place of care would change."""
    return with_one_more(
        ground_of(scenario), np.array([place.lat, place.lon]), travel_of(scenario), limits_of(scenario)
    )


def change_by_closing(scenario: AccessScenario, facility: Facility) -> Change:
    """Return what the closing of a facility would change."""
    ranks = [one.pk for one in facilities_counted(scenario)]
    return with_one_fewer(ground_of(scenario), ranks.index(facility.pk), travel_of(scenario), limits_of(scenario))


def commune_names(change: Change) -> dict[int, str]:
    """Return the names of the communes of a change by id."""
    ids = [one.commune_id for one in change.communes]
    rows = Place.objects.filter(pk__in=ids).values_list("pk", "names")
    return {pk: name_in(names, get_language() or "fr") for pk, names in rows}
