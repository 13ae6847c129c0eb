"""Decisions about gaps: measure what is missing around a caravan, before, after and whenever asked, and keep it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.access.models import NeedFormula, Specialty
from twiza.access.queries.formulas import formula_in_use
from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor
from twiza.core.errors import DomainError
from twiza.outreach.gap import FORMULA_VERSION, GroundOf
from twiza.outreach.models import Caravan, GapMeasurement, GapMoment, GapNeed, GapPlace
from twiza.outreach.queries.gap import (
    Given,
    Promised,
    communes_visited,
    given_in,
    ground_of_plan,
    ground_under,
    last_passages,
    promised_by_plan,
)
from twiza.outreach.rules import MAKE_CARAVAN
from twiza.outreach.terms import Terms


class NoFormula(DomainError):
    """Without a formula nobody knows what people need."""


@dataclass(frozen=True, slots=True)
class MeasuredGap:
    """A gap as measured, not yet kept: under which formula and terms, and the numbers by commune and specialty."""

    formula: NeedFormula
    terms: Terms
    until: dt.date
    grounds: Mapping[int, GroundOf]
    given: Given
    promised: Promised
    passed_on: Mapping[int, dt.date]
    specialties: tuple[Specialty, ...]


def day_counted_until(caravan: Caravan, moment: str, today: dt.date) -> dt.date:
    """Return the last day counted: the eve of the caravan, its last day, or today."""
    days = {GapMoment.BEFORE: caravan.starts_on - dt.timedelta(days=1), GapMoment.AFTER: caravan.ends_on}
    return days.get(GapMoment(moment), today)


def measure_gap(*, caravan: Caravan, until: dt.date, actor: Actor) -> MeasuredGap:
    """Measure what is missing in the communes of a caravan, and keep nothing. Raises NoFormula."""
    communes = list(communes_visited(caravan))
    ids = [commune.pk for commune in communes]
    specialties = tuple(Specialty.objects.filter(pk__in=caravan.posts.values("specialty")).order_by("position"))
    codes = [specialty.code for specialty in specialties]
    formula, terms = formula_for(caravan, actor), terms_for(caravan)
    known = ground_of_plan(caravan.plan, ids) if caravan.plan else {}
    others = [commune for commune in communes if commune.pk not in known]
    return MeasuredGap(
        formula=formula,
        terms=terms,
        until=until,
        grounds={**known, **ground_under(others, codes, formula, terms)},
        given=given_in(caravan.organisation_id, ids, until),
        promised=promised_by_plan(Caravan.objects.filter(pk=caravan.pk)),
        passed_on=last_passages(caravan.organisation_id, ids, until),
        specialties=specialties,
    )


def formula_for(caravan: Caravan, actor: Actor) -> NeedFormula:
    """Return the formula of the plan that a caravan comes from, else the one that the actor uses. Raises NoFormula."""
    return caravan.plan.scenario.need_formula if caravan.plan else formula_used_by(actor)


def formula_used_by(actor: Actor) -> NeedFormula:
    """Return the formula that an actor uses. Raises NoFormula."""
    formula = formula_in_use(actor)
    if formula is None:
        raise NoFormula(_("No formula of needs is loaded: nobody can say yet what people need."))
    return formula


def terms_for(caravan: Caravan) -> Terms:
    """Return under which terms people are beyond reach: those of the caravan's plan, else those offered first."""
    if caravan.plan is None:
        return Terms(starts_on=caravan.starts_on)
    scenario = caravan.plan.scenario
    return Terms(
        starts_on=caravan.starts_on,
        basis=scenario.basis,
        care=scenario.care,
        fixed_reach_minutes=scenario.fixed_reach_minutes,
        speed_kmh=scenario.speed_kmh,
        detour=scenario.detour,
    )


@transaction.atomic
def keep_gap(*, caravan: Caravan, gap: MeasuredGap, moment: str, actor: Actor, at: dt.datetime) -> GapMeasurement:
    """Keep what was measured around a caravan. Before it comes it is measured once: later, the first one stands."""
    kept = GapMeasurement.objects.filter(caravan=caravan, moment=GapMoment.BEFORE).first()
    if kept is not None and moment == GapMoment.BEFORE:
        return kept
    measurement = GapMeasurement.objects.create(
        organisation_id=caravan.organisation_id,
        area_id=caravan.area_id,
        caravan=caravan,
        moment=moment,
        counted_until=gap.until,
        formula_version=FORMULA_VERSION,
        need_formula=gap.formula,
        plan_id=caravan.plan_id,
        basis=gap.terms.basis,
        care=gap.terms.care,
        reach_minutes=gap.terms.fixed_reach_minutes,
        speed_kmh=gap.terms.speed_kmh,
        detour=gap.terms.detour,
        made_by_id=actor.person_id,
        made_at=at,
    )
    keep_numbers(measurement, gap)
    record_audit(
        actor=actor,
        action=MAKE_CARAVAN,
        at=at,
        outcome=f"gap_measured_{moment}",
        object_kind="caravan",
        object_id=caravan.pk,
    )
    return measurement


def keep_numbers(measurement: GapMeasurement, gap: MeasuredGap) -> None:
    """Keep the numbers of a measurement by commune and by specialty."""
    GapPlace.objects.bulk_create(
        GapPlace(
            measurement=measurement,
            commune_id=commune,
            people=ground.people,
            people_beyond=ground.people_beyond,
            passed_on=gap.passed_on.get(commune),
        )
        for commune, ground in gap.grounds.items()
    )
    GapNeed.objects.bulk_create(
        GapNeed(
            measurement=measurement,
            commune_id=commune,
            specialty=specialty,
            need=ground.need.get(specialty.code),
            given=gap.given.get((commune, specialty.code), 0),
            promised=gap.promised.get((commune, specialty.code)),
        )
        for commune, ground in gap.grounds.items()
        for specialty in gap.specialties
    )
