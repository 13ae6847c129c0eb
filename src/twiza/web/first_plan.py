"""The first plan of a demonstration: one region, the default terms, computed at once."""

from __future__ import annotations

import datetime as dt

from twiza.access.actions.scenario import Assumptions, make_scenario
from twiza.access.engine import Travel
from twiza.access.models import AccessScenario, Basis, Care, SupplyUnit
from twiza.access.reach_by_commune import Limits
from twiza.accounts.decisions import Actor
from twiza.accounts.models import Person
from twiza.organisations.models import Organisation
from twiza.outreach.actions.demonstration import make_demonstration_plan
from twiza.outreach.models import Plan
from twiza.territory.models import Place

REGION = "MA/05"
"""Béni Mellal-Khénifra: mountain and plain, and about as many communes as a season has stops."""
WEEKS_AHEAD = 8
HOSPITALS_ASSUMED = Assumptions(
    basis=Basis.PROVINCE_TOWNS,
    care=Care.HOSPITAL,
    supply_unit=SupplyUnit.FACILITIES,  # nothing is counted at assumed hospitals
    travel=Travel(speed_kmh=40.0, detour=1.35),
    limits=Limits(near_km=5.0, far_km=6.0, near_minutes=30.0, far_minutes=60.0),
)


def first_plan(*, actor: Actor, at: dt.datetime) -> Plan:
    """Return the oldest plan of the actor's organisation, made now when there is none."""
    kept = Plan.objects.filter(organisation=actor.grant.organisation_id if actor.grant else None)
    oldest = kept.filter(deleted_at__isnull=True).select_related("area").order_by("made_at").first()
    return oldest or make_demonstration_plan(
        actor=actor, area_path=REGION, starts_on=at.date() + dt.timedelta(weeks=WEEKS_AHEAD), at=at
    )


def first_access_scenario(*, person: Person, organisation: Organisation, actor: Actor, at: dt.datetime) -> None:
    """Compute, once, how far the people of the country are from hospitals assumed at provinces' seats."""
    if not AccessScenario.objects.filter(organisation=organisation).exists():
        make_scenario(
            organisation=organisation,
            name="Hôpitaux supposés aux chefs-lieux",
            area=Place.objects.get(path="MA"),
            assumptions=HOSPITALS_ASSUMED,
            made_by=person,
            actor=actor,
            at=at,
        )
