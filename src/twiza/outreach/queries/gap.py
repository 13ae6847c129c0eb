"""Questions about gaps: what the ground is, what caravans gave, what was promised, and what was measured."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

import numpy as np
from django.db.models import Count, Max, Prefetch, QuerySet

from twiza.access.models import ASSUMED, Basis, Care, NeedFormula, SupplyUnit
from twiza.access.queries.needs import NeedPoint, need_points
from twiza.access.queries.sites import Sites, assumed_sites, listed_sites
from twiza.outreach.engine import nearest_km
from twiza.outreach.gap import GroundOf, year_until
from twiza.outreach.models import Caravan, CaravanDay, Consultation, GapMeasurement, GapNeed, GapPlace, Plan, PlanStop
from twiza.outreach.queries.cancelled import cancelled_through
from twiza.outreach.queries.ground import MINUTES_PER_HOUR
from twiza.outreach.terms import Terms
from twiza.territory.models import Place

Given = dict[tuple[int, str], int]
Promised = dict[tuple[int, str], float]


def communes_visited(caravan: Caravan) -> QuerySet[Place]:
    """Return the communes that a caravan goes to."""
    return Place.objects.filter(pk__in=caravan.days.values("commune")).order_by("path")


def ground_under(
    communes: Iterable[Place], specialties: Sequence[str], formula: NeedFormula, terms: Terms
) -> dict[int, GroundOf]:
    """Return the people and needs of communes, by commune, under a formula and the terms of a plan."""
    communes = list(communes)
    if not communes:
        return {}
    sites = sites_under(communes[0].country, terms)
    return {commune.pk: ground_at(commune, specialties, formula, terms, sites) for commune in communes}


def sites_under(country: str, terms: Terms) -> Sites:
    """Return where fixed care is, as the terms of a plan suppose or as our list has it."""
    if Basis(terms.basis) in ASSUMED:
        return assumed_sites(country, Basis(terms.basis))
    return listed_sites(country, Care(terms.care), SupplyUnit.FACILITIES)


def ground_at(
    commune: Place, specialties: Sequence[str], formula: NeedFormula, terms: Terms, sites: Sites
) -> GroundOf:
    """Return the people and needs of one commune."""
    points = need_points(commune.path, specialties, formula)
    positions = np.array([(point.lat, point.lon) for point in points], dtype=float).reshape(-1, 2)
    minutes = nearest_km(positions, sites.positions) * terms.detour / terms.speed_kmh * MINUTES_PER_HOUR
    beyond = [point for point, away in zip(points, minutes, strict=True) if away > terms.fixed_reach_minutes]
    return GroundOf(
        people=sum(point.people for point in points),
        people_beyond=sum(point.people for point in beyond),
        need={code: need_in(beyond, code) for code in specialties if any(code in point.needs for point in points)},
    )


def need_in(points: Iterable[NeedPoint], specialty: str) -> float:
    """Return what people at some points need of a specialty in a year."""
    return sum(point.needs.get(specialty, 0.0) for point in points)


def ground_of_plan(plan: Plan, communes: Collection[int]) -> dict[int, GroundOf]:
    """Return the people and needs of communes as a plan saw them when it was made."""
    areas = {area["commune"]: (code, area) for code, area in plan.snapshot["areas"].items()}
    needs: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for locality in plan.problem["localities"]:
        for specialty, need in locality["need"].items():
            needs[locality["area"]][specialty] += need
    return {
        commune: GroundOf(
            people=areas[commune][1]["people"],
            people_beyond=areas[commune][1]["people"] - areas[commune][1]["within_reach"],
            need={code: needs[areas[commune][0]].get(code, 0.0) for code in plan.problem["specialties"]},
        )
        for commune in communes
        if commune in areas
    }


def given_in(organisation_id: int, communes: Collection[int], until: dt.date) -> Given:
    """Return the consultations that an organisation's caravans gave in the year until a day, by commune, specialty."""
    rows = Consultation.objects.filter(
        is_seen=True,
        attendance__taken_back_at__isnull=True,
        attendance__day__commune__in=communes,
        attendance__day__on__range=(year_until(until), until),
        attendance__day__caravan__organisation=organisation_id,
    ).exclude(cancelled_through("attendance__day__caravan__"))
    counted = rows.order_by().values_list("attendance__day__commune", "specialty__code").annotate(n=Count("pk"))
    return {(commune, specialty): count for commune, specialty, count in counted}


def last_passages(organisation_id: int, communes: Collection[int], until: dt.date) -> dict[int, dt.date]:
    """Return the last day on which a caravan of an organisation held its register in each commune, until a day."""
    days = CaravanDay.objects.filter(
        commune__in=communes,
        on__lte=until,
        opened_at__isnull=False,
        caravan__organisation=organisation_id,
    ).exclude(cancelled_through("caravan__"))
    return dict(days.order_by().values_list("commune").annotate(Max("on")))


def promised_by_plan(caravans: QuerySet[Caravan]) -> Promised:
    """Return what the stops that caravans come from were to meet, by commune and specialty."""
    stops = PlanStop.objects.filter(
        pk__in=CaravanDay.objects.filter(caravan__in=caravans.order_by().values("pk")).values("plan_stop")
    )
    found: Promised = defaultdict(float)
    for commune, need_met in stops.values_list("commune", "need_met"):
        for specialty, met in need_met.items():
            found[commune, specialty] += met
    return dict(found)


def measurements_of(caravan: Caravan) -> QuerySet[GapMeasurement]:
    """Return what was measured around a caravan, the first first, with its numbers."""
    places = GapPlace.objects.select_related("commune").order_by("commune__path")
    needs = GapNeed.objects.select_related("specialty", "commune").order_by("commune__path", "specialty__position")
    kept = GapMeasurement.objects.filter(caravan=caravan).select_related("made_by", "need_formula", "plan")
    return kept.prefetch_related(Prefetch("places", places), Prefetch("needs", needs)).order_by("made_at", "id")
