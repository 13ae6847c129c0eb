"""Health series, and their figures as anybody may be shown them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from twiza.accounts.decisions import Actor
from twiza.territory.models import OLDEST_AGE, HealthCount, HealthSeries, PeriodKind, Place, Sex
from twiza.territory.periods import Period, before, period_from
from twiza.territory.queries.places import is_within

PERIODS_SHOWN = 12
YEARS_EXPECTED_FROM = 3


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """
    A figure as anybody may be shown it: its `number`, or `below` which its source says it lies, or that it is hidden.

    There is none where it is missing.
    """

    number: int | None
    below: int | None

    @property
    def is_hidden(self) -> bool:
        """Say whether the figure is there and nobody is shown it."""
        return self.number is None and self.below is None


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure with all it is about."""

    place_id: int
    starts_on: dt.date
    sex: str
    age_start: int
    age_end: int
    shown: ShownFigure


def series_of(actor: Actor) -> QuerySet[HealthSeries]:
    """Return the series of the organisation acted for, by code; those of which every figure was undone are gone."""
    if actor.grant is None:
        return HealthSeries.objects.none()
    own = HealthSeries.objects.filter(organisation_id=actor.grant.organisation_id, figures__gt=0)
    return own.order_by("code", "id")


def figures_shown(series: Collection[HealthSeries]) -> QuerySet[HealthCount]:
    """Return the figures of series that hold, of everybody."""
    return figures_of_everybody().filter(series__in=[one.pk for one in series])


def figures_of_everybody() -> QuerySet[HealthCount]:
    """Return the figures that hold, of both sexes and every age, of whichever series."""
    return HealthCount.objects.filter(sex=Sex.ALL, age_start=0, age_end=OLDEST_AGE, replaced_in__isnull=True)


def last_period(series: HealthSeries) -> Period:
    """Return the last period in which a series has a figure."""
    day = (series.ends_on or dt.date.max) - dt.timedelta(days=1)
    return period_from(PeriodKind(series.period_kind), day)


def periods_until(last: Period, many: int) -> list[Period]:
    """Return so many periods, the earliest first."""
    return [before(last, steps) for steps in reversed(range(many))]


def places_counted(series: HealthSeries, periods: Sequence[Period], area_path: str) -> QuerySet[Place]:
    """Return the places of an area that have a figure of everybody in some periods, by path."""
    counted = figures_shown([series]).filter(starts_on__gte=periods[0].starts_on, starts_on__lte=periods[-1].starts_on)
    return Place.objects.filter(is_within(area_path), pk__in=counted.values("place_id")).order_by("path")


def figures_by_place(
    series: HealthSeries, periods: Sequence[Period], place_ids: Collection[int]
) -> dict[tuple[int, dt.date], ShownFigure]:
    """Return the figures of everybody in places, by place and first day."""
    counted = figures_shown([series]).filter(
        place__in=place_ids, starts_on__gte=periods[0].starts_on, starts_on__lte=periods[-1].starts_on
    )
    rows = counted.values_list("place_id", "starts_on", "number", "below", "is_protected")
    return {(place, day): shown_figure(number, below, hides) for place, day, number, below, hides in rows}


def figure_lines(series: HealthSeries, periods: Sequence[Period], area_path: str) -> list[FigureLine]:
    """Return every figure of an area in some periods, of everybody and by sex and age, by place and time."""
    counted = HealthCount.objects.filter(
        is_within(area_path, through="place__"),
        series=series,
        replaced_in__isnull=True,
        starts_on__gte=periods[0].starts_on,
        starts_on__lte=periods[-1].starts_on,
    ).order_by("place__path", "starts_on", "sex", "age_start", "age_end")
    columns = ("place_id", "starts_on", "sex", "age_start", "age_end", "number", "below", "is_protected")
    return [
        FigureLine(place, day, sex, start, end, shown_figure(number, below, hides))
        for place, day, sex, start, end, number, below, hides in counted.values_list(*columns)
    ]


def shown_figure(number: int | None, below: int | None, is_protected: bool) -> ShownFigure:
    """Return a stored figure as anybody may be shown it."""
    return ShownFigure(None if is_protected else number, below)


def expected_in(period: Period, figures: Mapping[dt.date, ShownFigure]) -> float | None:
    """
    Return the mean of a place's figures in the same period of the years before, None where none of these is shown.

    Up to YEARS_EXPECTED_FROM years count. What is expected is said only from what is shown.
    """
    known = [
        figure.number
        for figure in (figures.get(day) for day in _same_in_years_before(period))
        if figure is not None and figure.number is not None
    ]
    return sum(known) / len(known) if known else None


def _same_in_years_before(period: Period) -> Iterable[dt.date]:
    if period.kind == PeriodKind.YEAR:
        return [before(period, years).starts_on for years in range(1, YEARS_EXPECTED_FROM + 1)]
    if period.kind != PeriodKind.WEEK:
        day = period.starts_on
        return [day.replace(year=day.year - years) for years in range(1, YEARS_EXPECTED_FROM + 1)]
    year, week, _day = period.starts_on.isocalendar()
    mondays = (_monday(year - years, week) for years in range(1, YEARS_EXPECTED_FROM + 1))
    return [monday for monday in mondays if monday]


def _monday(year: int, week: int) -> dt.date | None:
    try:
        return dt.date.fromisocalendar(year, week, 1)
    except ValueError:  # not every year has 53 weeks
        return None
