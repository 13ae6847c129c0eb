"""The places of care that a scenario counts: those of our list, or those supposed, with what it supposes changed."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import get_language

from twiza.access.models import ASSUMED, AccessScenario, Basis, Care, ChangeKind, ScenarioChange, SupplyUnit
from twiza.access.queries.site_changes import SiteChange, changed_sites
from twiza.access.queries.sites import LEVELS, Sites, assumed_at, listed_sites
from twiza.core.names import name_in
from twiza.facilities.models import Facility
from twiza.facilities.queries.facility import sites_of_care


def sites_of(scenario: AccessScenario, service: str = "") -> Sites:
    """Return where care is given in a scenario, in its whole country; a place it adds gives every service."""
    return changed_sites(sites_today(scenario, service), changes_of(scenario))


def sites_today(scenario: AccessScenario, service: str = "") -> Sites:
    """Return where care is given before anything that a scenario changes."""
    if scenario.basis in ASSUMED:
        return assumed_at(list(scenario.assumed_places.order_by("path")))
    unit = SupplyUnit(scenario.supply_unit or SupplyUnit.FACILITIES)
    return listed_sites(scenario.area.country, Care(scenario.care), unit, service)


def changes_of(scenario: AccessScenario) -> list[SiteChange]:
    """Return what a scenario changes, in its order, in one query."""
    rows = scenario.changes.select_related("commune", "facility").order_by("position")
    return [change_from(row) for row in rows]


def change_from(row: ScenarioChange) -> SiteChange:
    """Return a change that was kept."""
    language, kind = get_language() or "fr", ChangeKind(row.kind)
    if row.commune is not None:
        name = name_in(row.commune.names, language)
        return SiteChange(kind, row.commune.code, name, row.supply, (row.commune.lat or 0.0, row.commune.lon or 0.0))
    names = row.facility.names if row.facility else {}
    return SiteChange(kind, str(row.facility_id), name_in(names, language), row.supply)


def counted_in(scenario: AccessScenario) -> QuerySet[Facility]:
    """Return the facilities of our list that a scenario counts today; none where care is only assumed."""
    if scenario.basis != Basis.REGISTERED:
        return Facility.objects.none()
    return sites_of_care(scenario.area.country, levels=LEVELS[Care(scenario.care)])
