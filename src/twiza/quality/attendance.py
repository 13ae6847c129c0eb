"""
How many came, beside the scores: consultations by month, before and after each round and each action that was done.

They are those of the centre itself, known by its record: a new name changes nothing. Where nobody gave any, they are
the health series that the organisation brought in (territory), of the place where the centre is and not of the centre
alone. They stand side by side and claim no cause. A month that is missing, or hidden as it is small, makes a dash.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from twiza.accounts.decisions import Actor, decide
from twiza.core.names import name_in
from twiza.facilities.models import Facility
from twiza.quality.models import PlannedAction, QualityRound
from twiza.quality.queries import actions_done, facts_of, monthly_attendance
from twiza.quality.rules import SEE_MARKS
from twiza.territory.models import HealthSeries, HealthUnit, PeriodKind
from twiza.territory.periods import before, period_from
from twiza.territory.queries.health_series import figures_shown, series_of

VIEW_SERIES = "territory.view_series"
MONTHS = 3
"""Whole months on each side of the one of an event."""
COUNTED = (HealthUnit.CONSULTATIONS, HealthUnit.PEOPLE)

Figures = Mapping[dt.date, int]
"""What is shown of a series in one place, by the first day of the month."""


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """A round or an action done, and the mean of a month before and after it; None: a month is missing or hidden."""

    on: dt.date
    round: QualityRound
    action: PlannedAction | None
    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True)
class Attendance:
    """One series beside what happened at a centre: what it counts, who says so, its months, a row for each event."""

    name: str
    unit: str
    source: str
    figures: Figures
    rows: Sequence[AttendanceRow]
    is_of_centre: bool


@dataclass(frozen=True, slots=True)
class Event:
    """A round, or an action of its plan on the day it was done."""

    on: dt.date
    round: QualityRound
    action: PlannedAction | None = None


def attendance_of(actor: Actor, facility: Facility, rounds: Sequence[QualityRound]) -> list[Attendance]:
    """Return the consultations of a centre; where nobody gave any, each series of its place that one may read."""
    events = events_of(actor, rounds)
    own = own_attendance(actor, facility, events)
    return [own] if own else attendance_of_place(actor, facility, events)


def events_of(actor: Actor, rounds: Sequence[QualityRound]) -> list[Event]:
    """Return rounds, and the actions done between them where the actor may see these, the first one first."""
    held = [Event(one.held_on, one) for one in rounds]
    shown = [one for one in rounds if decide(actor, SEE_MARKS, facts_of(one))]
    done = [Event(one.file.entered_on, one.round, one) for one in actions_done(shown)]
    return sorted([*held, *done], key=lambda one: one.on)


def own_attendance(actor: Actor, facility: Facility, events: Sequence[Event]) -> Attendance | None:
    """Return what a centre counted itself, with those that were found to be the same one; None where nothing is."""
    kept = list(monthly_attendance(actor, facility))
    if not kept:
        return None
    figures: dict[dt.date, int] = {}
    for one in kept:
        figures[one.starts_on] = figures.get(one.starts_on, 0) + one.consultations
    unit = str(HealthUnit.CONSULTATIONS.label)
    return Attendance("", unit, kept[-1].source, figures, rows_beside(figures, events), is_of_centre=True)


def attendance_of_place(actor: Actor, facility: Facility, events: Sequence[Event]) -> list[Attendance]:
    """Return each monthly series of consultations or persons that the actor may read and that knows the place."""
    if not decide(actor, VIEW_SERIES):
        return []
    monthly = list(series_of(actor).filter(period_kind=PeriodKind.MONTH, unit__in=COUNTED))
    figures = figures_at(facility, monthly)
    return [beside(one, figures[one.pk], events) for one in monthly if figures[one.pk]]


def figures_at(facility: Facility, series: Sequence[HealthSeries]) -> dict[object, dict[dt.date, int]]:
    """Return what is shown of some series at the place of a centre, by series."""
    found: dict[object, dict[dt.date, int]] = {one.pk: {} for one in series}
    counts = figures_shown(series).filter(place=facility.place_id, is_protected=False)
    for key, day, number in counts.values_list("series_id", "starts_on", "number"):
        if number is not None:
            found[key][day] = number
    return found


def beside(series: HealthSeries, figures: Figures, events: Sequence[Event]) -> Attendance:
    """Return a series with a row for each event."""
    name = name_in(series.names, get_language() or "fr")
    unit = series.get_unit_display()
    return Attendance(name, unit, series.source, figures, rows_beside(figures, events), is_of_centre=False)


def rows_beside(figures: Figures, events: Sequence[Event]) -> list[AttendanceRow]:
    """Return the means before and after each event."""
    return [
        AttendanceRow(
            one.on,
            one.round,
            one.action,
            mean_of(figures, one.on, range(-MONTHS, 0)),
            mean_of(figures, one.on, range(1, MONTHS + 1)),
        )
        for one in events
    ]


def mean_of(figures: Figures, on: dt.date, steps: range) -> float | None:
    """Return the mean of some months, counted from that of an event, or None where one of them is not shown."""
    month = period_from(PeriodKind.MONTH, on)
    known = [figures.get(before(month, -step).starts_on) for step in steps]
    shown = [number for number in known if number is not None]
    return sum(shown) / len(shown) if len(shown) == len(known) else None
