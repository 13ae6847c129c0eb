"""
A child's measures beside the lines of WHO, as plain points: what a growth card draws, before anything is drawn.

Ages are in months of 30.4375 days; measures count as they do in the z-scores (0.7 cm between lying and standing, no
weight with oedema), so that a point lies where its z-score says.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from twiza.case_management.growth.indices import (
    DAYS_IN_A_MONTH,
    FIRST_DAY_STANDING,
    PLAUSIBLE,
    Measured,
    Tables,
    body_mass_index,
    growth_of,
    length_that_counts,
    was_lying,
    weight_that_counts,
)
from twiza.case_management.growth.scores import measure_at
from twiza.case_management.growth.tables import Table

REFERENCE_SCORES = (-3, -2, -1, 0, 1, 2, 3)
DAYS_BETWEEN_POINTS = 10
LENGTHS_BETWEEN_POINTS_CM = 0.5


@dataclass(frozen=True, slots=True)
class Chart:
    """One card: an index, the table behind it, and the part of it that is shown, in the table's own unit."""

    index: str
    table: str
    start: float
    end: float

    @property
    def is_by_age(self) -> bool:
        """Return whether the card goes by age; else it goes by length."""
        return not self.table.endswith(("_by_length", "_by_height"))

    @property
    def unit_across(self) -> str:
        """Return what the lower edge is marked in: `cm`, `months`, or `years` where months would be too many."""
        if not self.is_by_age:
            return "cm"
        return "months" if self.table.endswith("_by_day") else "years"


CHARTS = {
    "weight_0_2": Chart("zwei", "weight_by_day", 0, 730),
    "weight_0_5": Chart("zwei", "weight_by_day", 0, 1826),
    "length_0_2": Chart("zlen", "length_by_day", 0, 730),
    "length_0_5": Chart("zlen", "length_by_day", 0, 1826),
    "weight_for_length": Chart("zwfl", "weight_by_length", 45, 110),
    "weight_for_height": Chart("zwfl", "weight_by_height", 65, 120),
    "bmi_0_5": Chart("zbmi", "bmi_by_day", 0, 1826),
    "head_0_5": Chart("zhc", "head_by_day", 0, 1826),
    "arm_0_5": Chart("zac", "arm_by_day", 91, 1826),
    "weight_5_10": Chart("zwei", "weight_by_month", 60, 120),
    "height_5_19": Chart("zlen", "height_by_month", 60, 228),
    "bmi_5_19": Chart("zbmi", "bmi_by_month", 60, 228),
}


@dataclass(frozen=True, slots=True)
class Examination:
    """What was measured of a child on a day."""

    on: dt.date
    measured: Measured


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """One measure on a card: months or centimetres across, the measure upwards; None is a score WHO does not give."""

    on: dt.date
    x: float
    y: float
    z: float | None
    is_plausible: bool


@dataclass(frozen=True, slots=True)
class ReferenceLine:
    """The measures that lie so many standard deviations from the median."""

    z: int
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class GrowthCurve:
    """A card: its lines from the lowest to the highest, and the points of one child in the order of days."""

    chart: Chart
    lines: tuple[ReferenceLine, ...]
    points: tuple[CurvePoint, ...]


def growth_curve(code: str, *, sex: str, examinations: Sequence[Examination], tables: Tables) -> GrowthCurve:
    """Return the card of a code (`CHARTS`) for a sex (`m`, `f`), with what lies on it. Raises KeyError."""
    chart = CHARTS[code]
    points = (point_of(chart, one, tables) for one in sorted(examinations, key=lambda one: one.on))
    return GrowthCurve(
        chart=chart,
        lines=tuple(line_of(chart, tables[chart.table, sex], z) for z in REFERENCE_SCORES),
        points=tuple(point for point in points if point is not None),
    )


def line_of(chart: Chart, table: Table, z: int) -> ReferenceLine:
    """Return one line of reference."""
    known = ((at, table.at(at)) for at in places_along(chart))
    return ReferenceLine(z, tuple((across(chart, at), measure_at(z, lms)) for at, lms in known if lms is not None))


def places_along(chart: Chart) -> Iterator[float]:
    """Yield where a line is drawn, both ends among them; on both sides of the step from lying to standing."""
    step: float = LENGTHS_BETWEEN_POINTS_CM
    if chart.is_by_age:
        step = DAYS_BETWEEN_POINTS if chart.table.endswith("_by_day") else 1
    number = int((chart.end - chart.start) / step)
    places = {chart.start + at * step for at in range(number + 1)} | {chart.end}
    if chart.table == "length_by_day" and chart.end > FIRST_DAY_STANDING:
        places |= {FIRST_DAY_STANDING - 1, FIRST_DAY_STANDING}
    yield from sorted(places)


def across(chart: Chart, at: float) -> float:
    """Return how far across a card a place of its table lies, in months or centimetres."""
    return at / DAYS_IN_A_MONTH if chart.table.endswith("_by_day") else at


def point_of(chart: Chart, examination: Examination, tables: Tables) -> CurvePoint | None:
    """Return where an examination lies on a card, or None when it is not on it."""
    child = examination.measured
    x, y = place_of(chart, child), measure_of(chart, child)
    is_other_half = chart.index == "zwfl" and was_lying(child) != chart.table.endswith("_by_length")
    if x is None or y is None or is_other_half or not across(chart, chart.start) <= x <= across(chart, chart.end):
        return None
    z = growth_of(child, tables).get(chart.index)
    least, most = PLAUSIBLE[chart.index]
    return CurvePoint(examination.on, x, y, z, is_plausible=z is not None and least <= z <= most)


def place_of(chart: Chart, child: Measured) -> float | None:
    """Return how far across a card a child lies."""
    if not chart.is_by_age:
        return length_that_counts(child)
    return child.months if child.days is None else child.days / DAYS_IN_A_MONTH


def measure_of(chart: Chart, child: Measured) -> float | None:
    """Return the measure that a card shows of a child."""
    weight, length = weight_that_counts(child), length_that_counts(child)
    return {
        "zwei": weight,
        "zlen": length,
        "zwfl": weight,
        "zbmi": body_mass_index(weight, length),
        "zhc": child.head,
        "zac": child.arm,
    }[chart.index]
