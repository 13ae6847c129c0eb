"""Asking how far people are from care, under assumptions one chooses."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
from django.db import transaction
from django.utils.translation import gettext as _

from twiza.access.engine import Travel
from twiza.access.models import ASSUMED, AccessResult, AccessScenario, Basis, Care, SupplyUnit
from twiza.access.need_table import none_if_missing
from twiza.access.queries.reach import reach_in
from twiza.access.queries.sites import Sites, assumed_sites, communes_of_country, listed_sites
from twiza.access.reach_by_commune import CommuneReach, Limits
from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor
from twiza.accounts.models import Person
from twiza.core.errors import InputError
from twiza.organisations.models import Organisation
from twiza.territory.models import Place
from twiza.territory.queries.places import communes_in
from twiza.territory.queries.points import population_points, rests_on_grid

BATCH = 2_000


class NoFacilityListed(InputError):
    """The list holds no facility that gives this care in the area."""


class PrimaryCareOnAssumedHospitals(InputError):
    """Supposing hospitals says nothing of primary care."""


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What a planner supposes: where care is given, which care, how people travel, and what near and far mean."""

    basis: Basis
    care: Care
    supply_unit: SupplyUnit
    travel: Travel
    limits: Limits


def make_scenario(
    *,
    organisation: Organisation,
    name: str,
    area: Place,
    assumptions: Assumptions,
    made_by: Person,
    actor: Actor,
    at: dt.datetime,
) -> AccessScenario:
    """
    Compute how far the people of an area are from care, and keep it with its assumptions.

    Raises PrimaryCareOnAssumedHospitals, NoFacilityListed, NobodyThere, ReachTooWide.
    """
    refuse_primary_care_on_assumed_hospitals(assumptions)
    sites = sites_for(area, assumptions)
    points = population_points(communes_of_country(area.country))
    reach = reach_in(area, points, sites, assumptions.travel, assumptions.limits)
    with transaction.atomic():
        scenario = kept_scenario(organisation, name.strip(), area, assumptions, made_by, at, sites, based_on=None)
        AccessResult.objects.bulk_create(results_from(scenario, reach), batch_size=BATCH)
        record_audit(
            actor=actor, action="access.make_scenario", at=at, object_kind="access_scenario", object_id=scenario.pk
        )
    return scenario


@transaction.atomic
def delete_scenario(*, scenario: AccessScenario, actor: Actor, at: dt.datetime) -> None:
    """Forget a scenario and its figures."""
    record_audit(
        actor=actor,
        action="access.open_scenario",
        at=at,
        object_kind="access_scenario",
        object_id=scenario.pk,
        outcome="deleted",
    )
    scenario.delete()


def refuse_primary_care_on_assumed_hospitals(assumptions: Assumptions) -> None:
    """Raise PrimaryCareOnAssumedHospitals."""
    if assumptions.basis in ASSUMED and assumptions.care == Care.PRIMARY:
        raise PrimaryCareOnAssumedHospitals(
            _("Assumed hospitals say nothing of primary care: choose hospital care, or the facilities listed.")
        )


def sites_for(area: Place, assumptions: Assumptions) -> Sites:
    """Return where care is given in the country. Raises NoFacilityListed when none is in the area."""
    if assumptions.basis in ASSUMED:
        return assumed_sites(area.country, assumptions.basis)
    sites = listed_sites(area.country, assumptions.care, assumptions.supply_unit)
    if not sites.count_in(area.path):
        raise NoFacilityListed(
            _(
                "No facility that gives this care, with its coordinates, is listed here: "
                "import a list, or choose an assumption."
            )
        )
    return sites


def kept_scenario(
    organisation: Organisation,
    name: str,
    area: Place,
    assumptions: Assumptions,
    made_by: Person,
    at: dt.datetime,
    sites: Sites,
    *,
    based_on: AccessScenario | None,
) -> AccessScenario:
    """Store a scenario with what it supposes, what it rests on, and which one it started from, if any."""
    limits = assumptions.limits
    scenario = AccessScenario.objects.create(
        organisation=organisation,
        name=name,
        area=area,
        basis=assumptions.basis,
        care=assumptions.care,
        supply_unit="" if assumptions.basis in ASSUMED else assumptions.supply_unit,
        speed_kmh=assumptions.travel.speed_kmh,
        detour=assumptions.travel.detour,
        near_km=limits.near_km,
        far_km=limits.far_km,
        near_minutes=limits.near_minutes,
        far_minutes=limits.far_minutes,
        facilities_counted=len(sites),
        facilities_without_supply=int(np.isnan(sites.supply).sum()),
        rests_on_grid=rests_on_grid(communes_in(area.path)),
        based_on=based_on,
        made_by=made_by,
        made_at=at,
    )
    scenario.assumed_places.set(sites.assumed_places)
    return scenario


def results_from(scenario: AccessScenario, reach: CommuneReach) -> list[AccessResult]:
    """Return the rows of a scenario. Kilometres are a measure of primary care: hospitals get none."""
    is_primary = scenario.care == Care.PRIMARY
    return [
        AccessResult(
            scenario=scenario,
            commune_id=int(commune),
            people=whole(reach.people[row]),
            people_beyond_near_km=whole(reach.beyond_near_km[row]) if is_primary else None,
            people_beyond_far_km=whole(reach.beyond_far_km[row]) if is_primary else None,
            people_beyond_near_minutes=whole(reach.beyond_near_minutes[row]),
            people_beyond_far_minutes=whole(reach.beyond_far_minutes[row]),
            mean_minutes=none_if_missing(reach.mean_minutes[row]),
            supply_per_10000=none_if_missing(reach.supply_per_10000[row]),
            has_reachable_service=bool(reach.has_reachable_service[row]),
        )
        for row, commune in enumerate(reach.ids)
    ]


def whole(people: float) -> int:
    """Return people as a whole number."""
    return round(float(people))
