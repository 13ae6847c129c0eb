"""The plan by which a child catches up with her country's schedule: which doses on which day, and why that day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from twiza.case_management.child_health.vaccines import DoseReason, DoseStatus, Vaccinated, dose_standings
from twiza.rulesets.evaluation.ages import age_from
from twiza.rulesets.evaluation.evidence import Content
from twiza.rulesets.evaluation.paths import rows_at
from twiza.rulesets.evaluation.schedules import due_of

OPEN = frozenset({DoseStatus.DUE, DoseStatus.LATE, DoseStatus.NOT_YET})
"""A dose passed over is not planned: no schedule says what follows, a clinician does."""


@dataclass(frozen=True, slots=True)
class PlannedDose:
    """
    A dose and the first day for it; None with the reason when it will be too late by then.

    `after` is the dose whose interval decides the day, empty when an age or today does.
    """

    dose: str
    antigen: str
    planned_on: dt.date | None
    reason: DoseReason
    after: str
    is_optional: bool
    to_be_validated: bool


def catch_up_plan(content: Content, child: Vaccinated, *, on: dt.date, until: dt.date) -> tuple[PlannedDose, ...]:
    """
    Return the doses still to be given up to a day, each on its first day from another on, in the schedule's order.

    Each dose is supposed to be given on the day planned for it. Raises NoSuchPath.
    """
    days = {dose: day for dose, day in child.given.items() if day <= on}
    standings = {one.dose: one for one in dose_standings(content, child, on=on)}
    found = []
    for row in rows_at(content, "doses"):
        if standings[row["dose"]].status not in OPEN:
            continue
        planned = planned_dose(row, child, days, on)
        if planned.planned_on:
            days[planned.dose] = planned.planned_on
        if planned.planned_on is None or planned.planned_on <= until:
            found.append(planned)
    return tuple(found)


def planned_dose(row: Content, child: Vaccinated, days: dict[str, dt.date], on: dt.date) -> PlannedDose:
    """Return the first day of one dose, knowing the days of those before it."""
    due = due_of(row["dose"], row, child.born_on, days)
    day: dt.date | None = max(on, due.due_on)
    is_put_off = due.due_on > age_from(row["due"]).after(child.born_on)
    reason = DoseReason.INTERVAL_REACHED if is_put_off else DoseReason.AGE_REACHED
    if due.waits_for:
        day, reason = None, DoseReason.PREVIOUS_IMPOSSIBLE
    elif due.latest_on and day and day > due.latest_on:
        day, reason = None, DoseReason.TOO_OLD
    return PlannedDose(
        dose=row["dose"],
        antigen=row["antigen"],
        planned_on=day,
        reason=reason,
        after=str(row["after"]) if reason == DoseReason.INTERVAL_REACHED else "",
        is_optional=due.is_optional,
        to_be_validated=due.to_be_validated,
    )
