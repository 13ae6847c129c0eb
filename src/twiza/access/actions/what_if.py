"""Keeping what was tried as a scenario of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.access.actions.scenario import BATCH, Assumptions, kept_scenario, results_from
from twiza.access.models import (
    AccessResult,
    AccessScenario,
    Basis,
    Care,
    ChangeKind,
    ScenarioChange,
    ScenarioSeason,
    SupplyUnit,
)
from twiza.access.queries.ground import points_of_country
from twiza.access.queries.reach import reach_in
from twiza.access.queries.scenario_sites import changes_of, sites_today
from twiza.access.queries.seasons import travel_of
from twiza.access.queries.site_changes import SiteChange, changed_sites
from twiza.access.reach_by_commune import Limits
from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor
from twiza.accounts.models import Person
from twiza.core.errors import InputError
from twiza.territory.queries.places import communes_in


class NothingChanged(InputError):
    """There is no change to keep."""


def save_what_if(
    *,
    scenario: AccessScenario,
    name: str,
    changes: Sequence[SiteChange],
    made_by: Person,
    actor: Actor,
    at: dt.datetime,
) -> AccessScenario:
    """
    Keep a scenario with some changes more as one of its own, beside the one it started from.

    Raises NothingChanged, NobodyThere, ReachTooWide.
    """
    if not changes:
        raise NothingChanged(_("Try at least one change first."))
    assumptions = assumptions_of(scenario)
    all_changes = joined(changes_of(scenario), changes)
    today = sites_today(scenario)
    reach = reach_in(
        scenario.area,
        points_of_country(scenario.area.path),
        changed_sites(today, all_changes),
        assumptions.travel,
        assumptions.limits,
    )
    with transaction.atomic():
        kept = kept_scenario(
            scenario.organisation, name.strip(), scenario.area, assumptions, made_by, at, today, based_on=scenario
        )
        AccessResult.objects.bulk_create(results_from(kept, reach), batch_size=BATCH)
        ScenarioChange.objects.bulk_create(rows_from(kept, all_changes))
        ScenarioSeason.objects.bulk_create(seasons_copied(scenario, kept))
        record_audit(
            actor=actor, action="access.make_scenario", at=at, object_kind="access_scenario", object_id=kept.pk
        )
    return kept


def assumptions_of(scenario: AccessScenario) -> Assumptions:
    """Return what a scenario supposes."""
    return Assumptions(
        basis=Basis(scenario.basis),
        care=Care(scenario.care),
        supply_unit=SupplyUnit(scenario.supply_unit or SupplyUnit.FACILITIES),
        travel=travel_of(scenario),
        limits=Limits(scenario.near_km, scenario.far_km, scenario.near_minutes, scenario.far_minutes),
    )


def joined(before: Sequence[SiteChange], after: Sequence[SiteChange]) -> list[SiteChange]:
    """Return changes one after the other: of a facility the last one counts, every place added stays."""
    again = {change.key for change in after if change.kind != ChangeKind.ADD}
    return [change for change in before if change.kind == ChangeKind.ADD or change.key not in again] + list(after)


def rows_from(scenario: AccessScenario, changes: Sequence[SiteChange]) -> list[ScenarioChange]:
    """Return the rows of some changes."""
    codes = [change.key for change in changes if change.kind == ChangeKind.ADD]
    communes = dict(communes_in(scenario.area.path).filter(code__in=codes).values_list("code", "pk"))
    return [
        ScenarioChange(
            scenario=scenario,
            kind=change.kind,
            commune_id=communes[change.key] if change.kind == ChangeKind.ADD else None,
            facility_id=None if change.kind == ChangeKind.ADD else change.key,
            supply=change.supply,
            position=position,
        )
        for position, change in enumerate(changes)
    ]


def seasons_copied(scenario: AccessScenario, kept: AccessScenario) -> list[ScenarioSeason]:
    """Return the seasons of a scenario for another one."""
    return [
        ScenarioSeason(scenario=kept, season=row.season, speed_kmh=row.speed_kmh, detour=row.detour)
        for row in scenario.seasons.all()
    ]
