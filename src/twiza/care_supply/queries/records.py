"""What records say of the actions of a plan, year by year: the carte sanitaire, caravans, conventions."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.timezone import get_current_timezone

from twiza.care_supply.models import ActionKind, CareSupplyPlan, PlannedAction
from twiza.care_supply.queries.plans import organisations_in
from twiza.facilities.facts import State
from twiza.facilities.models import FacilityChange
from twiza.facilities.queries.history import replayed
from twiza.funding.models import Deadline, Outcome
from twiza.funding.schedule import Standing, standing_of
from twiza.outreach.measures.days import numbers_by_day
from twiza.outreach.models import Caravan, CaravanDay, PlanStop
from twiza.outreach.queries.cancelled import cancelled_through


@dataclass(frozen=True, slots=True)
class CaravanVisit:
    """One day of a caravan at one place, and how many people were seen; `is_done` once its register was begun."""

    caravan_id: uuid.UUID
    plan_id: uuid.UUID | None
    commune_id: int
    on: dt.date
    is_done: bool
    people: int


@dataclass(frozen=True, slots=True)
class Owed:
    """One time that something is owed under a convention, by which organisation (None: no account), how it stands."""

    convention_id: uuid.UUID
    organisation_id: int | None
    due_on: dt.date
    standing: Standing


@dataclass(frozen=True, slots=True)
class Records:
    """All that is known of what happened to the actions of a version, read at once."""

    facilities: Mapping[tuple[uuid.UUID, dt.date], State] = field(default_factory=dict)
    visits: Sequence[CaravanVisit] = ()
    stops: Mapping[uuid.UUID, Sequence[dt.date]] = field(default_factory=dict)
    owed: Sequence[Owed] = ()


def records_of(
    plan: CareSupplyPlan, actions: Sequence[PlannedAction], days: Collection[dt.date], today: dt.date
) -> Records:
    """Return what happened, the carte sanitaire as it was at the end of each of some days."""
    return Records(
        facilities=facilities_on({one.facility_id for one in actions if one.facility_id}, days),
        visits=visits_about(plan, [one for one in actions if one.kind == ActionKind.MOBILE]),
        stops=stops_planned({one.outreach_plan_id for one in actions if one.outreach_plan_id}),
        owed=owed_under({one.convention_id for one in actions if one.convention_id}, today),
    )


def facilities_on(ids: Collection[uuid.UUID], days: Collection[dt.date]) -> dict[tuple[uuid.UUID, dt.date], State]:
    """Return what was said of facilities at the end of some days; those not written yet are left out."""
    if not ids:
        return {}
    changes = FacilityChange.objects.filter(facility__in=ids).order_by("recorded_at", "id")
    held: defaultdict[uuid.UUID, list[tuple[dt.datetime, str, object]]] = defaultdict(list)
    for facility_id, at, name, new in changes.values_list("facility_id", "recorded_at", "field", "new"):
        held[facility_id].append((at, name, new))
    states = {
        (facility_id, day): replayed(None, ((name, new) for at, name, new in known if at < end_of(day)))
        for facility_id, known in held.items()
        for day in days
    }
    return {key: state for key, state in states.items() if state is not None}


def end_of(day: dt.date) -> dt.datetime:
    """Return the moment at which a day ends, where the server is."""
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), tzinfo=get_current_timezone())


def visits_about(plan: CareSupplyPlan, actions: Sequence[PlannedAction]) -> list[CaravanVisit]:
    """Return the days of caravans of the plans named, or in the communes named by the organisations taking part."""
    plans = {one.outreach_plan_id for one in actions if one.outreach_plan_id}
    communes = {one.commune_id for one in actions if one.commune_id}
    if not plans and not communes:
        return []
    ours = Q(commune__in=communes, caravan__organisation__in=organisations_in(plan))
    days = CaravanDay.objects.filter(Q(caravan__plan__in=plans) | ours).exclude(cancelled_through("caravan__"))
    rows = list(
        days.order_by("on", "id").values_list("pk", "caravan_id", "caravan__plan_id", "commune_id", "on", "opened_at")
    )
    counted = numbers_by_day(Caravan.objects.filter(pk__in={row[1] for row in rows}))
    seen = {day: one.numbers.people_seen for day, one in counted.items()}
    return [
        CaravanVisit(caravan, of_plan, commune, on, opened is not None, seen.get(day, 0))
        for day, caravan, of_plan, commune, on, opened in rows
    ]


def stops_planned(plans: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[dt.date]]:
    """Return the days of the visits of caravan plans, one a visit, by plan."""
    found: defaultdict[uuid.UUID, list[dt.date]] = defaultdict(list)
    rows = PlanStop.objects.filter(route__plan__in=list(plans)).order_by("route__on")
    for plan_id, on in rows.values_list("route__plan_id", "route__on"):
        found[plan_id].append(on)
    return dict(found)


def owed_under(conventions: Collection[uuid.UUID], today: dt.date) -> list[Owed]:
    """Return all that is or was owed under some conventions, without what was given up, how it stands on a day."""
    rows = Deadline.objects.filter(obligation__convention__in=conventions, obligation__removed_at=None).exclude(
        outcome=Outcome.GIVEN_UP
    )
    columns = ("obligation__convention_id", "obligation__owed_by__organisation_id", "due_on", "outcome", "handed_on")
    return [
        Owed(
            convention,
            organisation,
            due_on,
            standing_of(outcome=outcome, due_on=due_on, handed_on=handed_on, today=today),
        )
        for convention, organisation, due_on, outcome, handed_on in rows.order_by("due_on", "id").values_list(*columns)
    ]
