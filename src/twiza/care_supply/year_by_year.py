"""What records say of one action, year by year and today, as figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from twiza.care_supply.follow_up import UNKNOWN, Progress, visits_due
from twiza.care_supply.models import ActionKind, PlannedAction, Work
from twiza.care_supply.queries.records import CaravanVisit, Owed, Records
from twiza.facilities.facts import State
from twiza.facilities.models import Status
from twiza.funding.schedule import Standing as OwedStanding


@dataclass(frozen=True, slots=True)
class FacilityYear:
    """What the carte sanitaire said of a facility on a day; None is not said. `level` is in the unit of the target."""

    status: str | None
    services: int | None
    level: float | None


@dataclass(frozen=True, slots=True)
class CaravanYear:
    """What caravans did in a year: days planned and done, communes, people seen."""

    planned: int
    done: int
    communes: int
    people: int


@dataclass(frozen=True, slots=True)
class OwedYear:
    """What was owed in a year under the convention of an action: how much by now, done, late."""

    due: int
    done: int
    late: int


YearFigures = FacilityYear | CaravanYear | OwedYear


def figures_in(action: PlannedAction, records: Records, year: int, day: dt.date) -> YearFigures | None:
    """Return what records say of an action in a year, until a day of it; None when nothing can be known."""
    if action.kind == ActionKind.FIXED:
        state = records.facilities.get((action.facility_id, day)) if action.facility_id else None
        return None if state is None else facility_year(action, state)
    if action.kind == ActionKind.MOBILE:
        known = [one for one in visits_of(action, records) if one.on.year == year]
        return caravan_year(known) if action.outreach_plan_id or action.commune_id else None
    owed = [one for one in owed_of(action, records) if one.due_on.year == year]
    return owed_year(owed, day) if owed else None


def progress_of(action: PlannedAction, records: Records, today: dt.date) -> Progress:
    """Return how much of an action is there today, of how much."""
    if action.kind == ActionKind.FIXED:
        return facility_progress(action, records, today)
    if action.kind == ActionKind.MOBILE:
        return caravan_progress(action, records, today)
    return owed_progress(owed_of(action, records), today)


def facility_year(action: PlannedAction, state: State) -> FacilityYear:
    """Return what was said of a facility."""
    services = [name for name in state if name.startswith("service.")]
    return FacilityYear(state.get("status"), len(services) or None, level_of(action, state))


def level_of(action: PlannedAction, state: State) -> float | None:
    """Return how much of the target of an action a facility has: 1 or 0 for being open, posts filled, equipment."""
    if action.work in {Work.OPEN, Work.REOPEN}:
        status = state.get("status", Status.UNKNOWN)
        return None if status == Status.UNKNOWN else float(status == Status.OPEN)
    if action.work == Work.STAFF and action.profession is not None:
        return number_in(state.get(f"post.{action.profession.code}"), "in_post")
    if action.work == Work.EQUIP and action.equipment is not None:
        return number_in(state.get(f"equipment.{action.equipment.code}"), "working")
    return None


def number_in(value: dict[str, float | None] | None, name: str) -> float | None:
    """Return a number of a line of a facility, None when it is not said."""
    known = (value or {}).get(name)
    return None if known is None else float(known)


def facility_progress(action: PlannedAction, records: Records, today: dt.date) -> Progress:
    """Return how far a facility is; nothing is expected of it before its day."""
    state = records.facilities.get((action.facility_id, today)) if action.facility_id else None
    if state is None:
        return UNKNOWN
    goal = 1.0 if action.work in {Work.OPEN, Work.REOPEN} else action.target
    return Progress(reached=level_of(action, state), goal=goal, expected=0)


def visits_of(action: PlannedAction, records: Records) -> list[CaravanVisit]:
    """Return the days of caravans that an action is about, within its days."""
    return [
        one
        for one in records.visits
        if action.starts_on <= one.on <= action.due_on
        and (
            one.plan_id == action.outreach_plan_id if action.outreach_plan_id else one.commune_id == action.commune_id
        )
    ]


def caravan_year(visits: Sequence[CaravanVisit]) -> CaravanYear:
    """Return what caravans did."""
    done = [one for one in visits if one.is_done]
    return CaravanYear(
        planned=len(visits),
        done=len(done),
        communes=len({one.commune_id for one in done}),
        people=sum(one.people for one in done),
    )


def caravan_progress(action: PlannedAction, records: Records, today: dt.date) -> Progress:
    """Return how many visits were made, of all those of the action, and how many should have been by now."""
    if not (action.outreach_plan_id or action.commune_id):
        return UNKNOWN
    reached = sum(one.is_done for one in visits_of(action, records))
    yesterday = min(today - dt.timedelta(days=1), action.due_on)
    if action.visits_a_year:
        goal = visits_due(action.visits_a_year, starts_on=action.starts_on, until=action.due_on)
        expected = visits_due(action.visits_a_year, starts_on=action.starts_on, until=yesterday)
        return Progress(reached, max(goal, 1), expected)
    stops = records.stops.get(action.outreach_plan_id, ()) if action.outreach_plan_id else ()
    return Progress(reached, len(stops) or None, sum(on <= yesterday for on in stops))


def owed_of(action: PlannedAction, records: Records) -> list[Owed]:
    """Return what is owed under the convention of an action within its days: by its association, or by anybody."""
    return [
        one
        for one in records.owed
        if one.convention_id == action.convention_id
        and action.starts_on <= one.due_on <= action.due_on
        and (action.association_id is None or one.organisation_id == action.association_id)
    ]


def money_of(action: PlannedAction, records: Records, today: dt.date) -> OwedYear | None:
    """Return how the convention that pays stands, whoever owes; None without one, or while nothing is owed."""
    owed = [one for one in records.owed if one.convention_id == action.convention_id]
    return owed_year(owed, today) if owed else None


def owed_year(owed: Sequence[Owed], day: dt.date) -> OwedYear:
    """Return how much of what was due until a day was done, and how much is late."""
    due = [one for one in owed if one.due_on <= day]
    return OwedYear(
        due=len(due),
        done=sum(one.standing == OwedStanding.DONE for one in owed),
        late=sum(one.standing == OwedStanding.LATE for one in owed),
    )


def owed_progress(owed: Sequence[Owed], today: dt.date) -> Progress:
    """Return how much of what is owed was done; what is past its day without a proof is missing."""
    if not owed:
        return UNKNOWN
    done = sum(one.standing == OwedStanding.DONE for one in owed)
    late = sum(one.standing == OwedStanding.LATE for one in owed)
    return Progress(reached=done, goal=len(owed), expected=done + late)
