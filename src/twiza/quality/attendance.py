"""
How many came, beside the scores: health series by month of the place of a centre, before and after each round.

They are the figures that the organisation brought in (territory): of the place where the centre is, not of the centre
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
from twiza.quality.models import QualityRound
from twiza.territory.models import HealthSeries, HealthUnit, PeriodKind
from twiza.territory.periods import before, period_from
from twiza.territory.queries.health_series import figures_shown, series_of

VIEW_SERIES = "territory.view_series"
MONTHS = 3
"""Whole months on each side of the one in which a round is held."""
COUNTED = (HealthUnit.CONSULTATIONS, HealthUnit.PEOPLE)

Figures = Mapping[dt.date, int]
"""What is shown of a series in one place, by the first day of the month."""


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """A round, and the mean of a month before and after it; None where a month is missing or hidden."""

    round: QualityRound
    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True)
class Attendance:
    """One series beside the rounds of a centre: what it counts, who says so, a row a round."""

    name: str
    unit: str
    source: str
    rows: Sequence[AttendanceRow]


def attendance_of(actor: Actor, facility: Facility, rounds: Sequence[QualityRound]) -> list[Attendance]:
    """Return each monthly series of consultations or persons that the actor may read and that knows the place."""
    if not decide(actor, VIEW_SERIES):
        return []
    monthly = list(series_of(actor).filter(period_kind=PeriodKind.MONTH, unit__in=COUNTED))
    figures = figures_at(facility, monthly)
    return [beside(one, figures[one.pk], rounds) for one in monthly if figures[one.pk]]


def figures_at(facility: Facility, series: Sequence[HealthSeries]) -> dict[object, dict[dt.date, int]]:
    """Return what is shown of some series at the place of a centre, by series."""
    found: dict[object, dict[dt.date, int]] = {one.pk: {} for one in series}
    counts = figures_shown(series).filter(place=facility.place_id, is_protected=False)
    for key, day, number in counts.values_list("series_id", "starts_on", "number"):
        if number is not None:
            found[key][day] = number
    return found


def beside(series: HealthSeries, figures: Figures, rounds: Sequence[QualityRound]) -> Attendance:
    """Return a series with a row a round."""
    rows = [
        AttendanceRow(
            one,
            mean_of(figures, one.held_on, range(-MONTHS, 0)),
            mean_of(figures, one.held_on, range(1, MONTHS + 1)),
        )
        for one in rounds
    ]
    name = name_in(series.names, get_language() or "fr")
    return Attendance(name, series.get_unit_display(), series.source, rows)


def mean_of(figures: Figures, held_on: dt.date, steps: range) -> float | None:
    """Return the mean of some months, counted from that of a round, or None where one of them is not shown."""
    month = period_from(PeriodKind.MONTH, held_on)
    known = [figures.get(before(month, -step).starts_on) for step in steps]
    shown = [number for number in known if number is not None]
    return sum(shown) / len(shown) if len(shown) == len(known) else None
