"""Which changes an address asks for: a list tried before, and one more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from twiza.access.models import ASSUMED, AccessScenario, ChangeKind, SupplyUnit
from twiza.access.queries.choices import NotOffered
from twiza.access.queries.site_changes import SiteChange
from twiza.core.errors import InputError
from twiza.core.names import name_in
from twiza.facilities.models import Facility
from twiza.territory.models import Place
from twiza.territory.queries.places import communes_in

MOST_CHANGES = 20
SUPPLY_MAX = 10_000.0


class SupplyNotUnderstood(InputError):
    """The supply is not a number, is negative, or is missing where it is the whole change."""


class TooManyChanges(InputError):
    """More changes are tried at once than can be kept in sight."""


def changes_asked(scenario: AccessScenario, tokens: Iterable[str], facilities: Sequence[Facility]) -> list[SiteChange]:
    """
    Return the changes that some tokens ask for, each thing once, the last word on it counting.

    Raises NotOffered, SupplyNotUnderstood, TooManyChanges.
    """
    asked = [token.split(":") for token in tokens]
    places = communes_asked(scenario, [parts[1] for parts in asked if parts[0] == ChangeKind.ADD and len(parts) > 1])
    known = {str(facility.pk): facility for facility in facilities}
    last = {}
    for parts in asked:
        change = change_from(scenario, parts, places, known)
        last[(change.kind == ChangeKind.ADD, change.key)] = change
    if len(last) > MOST_CHANGES:
        raise TooManyChanges(_("Try at most %(most)s changes at once.") % {"most": MOST_CHANGES})
    return list(last.values())


def new_tokens(given: Mapping[str, str]) -> list[str]:
    """Return the change that a form adds to the list, if it does."""
    supply = given.get("supply", "").strip().replace(",", ".")
    if code := given.get("add", ""):
        return [f"{ChangeKind.ADD.value}:{code}:{supply}"]
    if key := given.get("facility", ""):
        return [f"{given.get('what', '')}:{key}:{supply}"]
    return []


def change_from(
    scenario: AccessScenario, parts: Sequence[str], places: Mapping[str, Place], known: Mapping[str, Facility]
) -> SiteChange:
    """Return one change. Raises NotOffered, SupplyNotUnderstood."""
    kind, key, size = [*parts, "", ""][:3]
    language = get_language() or "fr"
    if kind == ChangeKind.ADD and key in places:
        place = places[key]
        supply = supply_added(scenario, size)
        return SiteChange(ChangeKind.ADD, key, name_in(place.names, language), supply, position_of(place))
    if kind == ChangeKind.CLOSE and key in known:
        return SiteChange(ChangeKind.CLOSE, key, name_in(known[key].names, language))
    if kind == ChangeKind.RESIZE and key in known:
        if not size:
            raise SupplyNotUnderstood(_("Say what it would offer: a number, 0 or more."))
        return SiteChange(ChangeKind.RESIZE, key, name_in(known[key].names, language), number_from(size))
    raise NotOffered(key)


def supply_added(scenario: AccessScenario, size: str) -> float | None:
    """Return what a place added offers: as a facility it counts as one unless said otherwise."""
    if scenario.basis in ASSUMED:
        return None
    if size:
        return number_from(size)
    return 1.0 if scenario.supply_unit == SupplyUnit.FACILITIES else None


def number_from(size: str) -> float:
    """Return a supply. Raises SupplyNotUnderstood."""
    try:
        supply = float(size)
    except ValueError:
        supply = -1.0
    if not 0 <= supply <= SUPPLY_MAX:
        raise SupplyNotUnderstood(
            _("“%(size)s” is not understood: give a number from 0 to %(most)s.")
            % {"size": size[:20], "most": round(SUPPLY_MAX)}
        )
    return supply


def position_of(place: Place) -> tuple[float, float]:
    """Return the position of a commune that has one."""
    return place.lat or 0.0, place.lon or 0.0


def communes_asked(scenario: AccessScenario, codes: Iterable[str]) -> dict[str, Place]:
    """Return the communes of a scenario's area that have a position, among some codes."""
    wanted = list(codes)
    if not wanted:
        return {}
    return {place.code: place for place in communes_in(scenario.area.path).filter(lat__isnull=False, code__in=wanted)}
