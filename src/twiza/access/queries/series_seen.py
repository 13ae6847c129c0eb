"""Health series as they are seen at a place: its own figures, or what its communes show, added up."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Count, Q, Sum

from twiza.accounts.decisions import Actor
from twiza.territory.models import HealthSeries, Place
from twiza.territory.periods import Period, before
from twiza.territory.queries.health_series import (
    PERIODS_SHOWN,
    YEARS_EXPECTED_FROM,
    ShownFigure,
    expected_in,
    figures_of_everybody,
    figures_shown,
    last_period,
    periods_until,
    series_of,
    shown_figure,
)
from twiza.territory.queries.places import communes_in

COMMUNE = "commune"
FEW_COMMUNES = 400
"""Up to here an area is read commune by commune; a country by its series."""
Figures = dict[uuid.UUID, dict[dt.date, ShownFigure]]


@dataclass(frozen=True, slots=True)
class SeenFigure:
    """
    What is shown of a period at a place: `number`, None when nothing is; how many figures are `hidden` beside it.

    `below` is what the source says of the only figure there is. A number beside hidden figures is at least so.
    """

    number: int | None
    hidden: int = 0
    below: int | None = None


@dataclass(frozen=True, slots=True)
class SeenSeries:
    """A series at a place over its last periods; None where a figure is missing, and where nothing is expected."""

    series: HealthSeries
    periods: Sequence[Period]
    figures: Sequence[SeenFigure | None]
    expected: Sequence[float | None]
    is_added_up: bool

    @property
    def last(self) -> SeenFigure | None:
        """Return the last figure."""
        return self.figures[-1]

    @property
    def total(self) -> SeenFigure | None:
        """Return what is shown of all periods added up, None when every figure is missing."""
        known = [figure for figure in self.figures if figure is not None]
        if not known:
            return None
        numbers = [figure.number for figure in known if figure.number is not None]
        hidden = sum(figure.hidden or (figure.number is None) for figure in known)
        return SeenFigure(sum(numbers) if numbers else None, hidden)

    @property
    def missing(self) -> int:
        """Return in how many periods there is no figure at all."""
        return sum(figure is None for figure in self.figures)


def series_seen(actor: Actor, places: Sequence[Place]) -> dict[int, list[SeenSeries]]:
    """Return by place the series that have a figure there over their last periods; `places` know their kind."""
    series = list(series_of(actor))
    if not series or not places:
        return {}
    windows = {one.pk: periods_until(last_period(one), PERIODS_SHOWN) for one in series}
    own = own_figures(series, windows, places)
    seen = {}
    for place in places:
        is_commune = place.kind.code == COMMUNE
        sums = {} if is_commune else sums_in(series, windows, place)
        lines = [seen_at(one, windows[one.pk], own.get(place.pk, {}), sums) for one in series]
        seen[place.pk] = [line for line in lines if any(figure is not None for figure in line.figures)]
    return seen


def own_figures(
    series: Sequence[HealthSeries], windows: Mapping[uuid.UUID, Sequence[Period]], places: Sequence[Place]
) -> dict[int, Figures]:
    """Return the figures given for these places themselves, with those of the years before."""
    since = {one: years_before(periods[0]) for one, periods in windows.items()}
    rows = figures_shown(series).filter(within(since), place__in=[place.pk for place in places])
    found: dict[int, Figures] = {}
    columns = ("place_id", "series_id", "starts_on", "number", "below", "is_protected")
    for place, one, day, number, below, hides in rows.values_list(*columns):
        found.setdefault(place, {}).setdefault(one, {})[day] = shown_figure(number, below, hides)
    return found


def years_before(period: Period) -> dt.date:
    """Return the first day of what is expected from."""
    return before(period, PERIODS_SHOWN).starts_on.replace(day=1, month=1) - dt.timedelta(
        days=366 * YEARS_EXPECTED_FROM
    )


def sums_in(
    series: Sequence[HealthSeries], windows: Mapping[uuid.UUID, Sequence[Period]], area: Place
) -> dict[uuid.UUID, dict[dt.date, SeenFigure]]:
    """Return what the communes of an area show, added up by series and period: what is hidden is not in it."""
    since = {one: periods[0].starts_on for one, periods in windows.items()}
    communes = list(communes_in(area.path).values_list("pk", flat=True))
    if len(communes) <= FEW_COMMUNES:
        # Without naming series the database goes by the communes: what these have is little beside all that was
        # counted. Days before a series' window, and series of others, are left out when the figures are read.
        counted = figures_of_everybody().filter(place__in=communes, starts_on__gte=min(since.values()))
    else:
        counted = figures_shown(series).filter(within(since), place__in=communes)
    is_shown = Q(is_protected=False, number__isnull=False)
    rows = counted.values("series_id", "starts_on").annotate(
        shown=Sum("number", filter=is_shown), hidden=Count("pk", filter=~is_shown)
    )
    found: dict[uuid.UUID, dict[dt.date, SeenFigure]] = {}
    for row in rows.order_by("series_id", "starts_on"):
        found.setdefault(row["series_id"], {})[row["starts_on"]] = SeenFigure(row["shown"], row["hidden"])
    return found


def within(since: Mapping[uuid.UUID, dt.date]) -> Q:
    """Return the condition of being a figure of a series since its day; series of one day are asked together."""
    by_day: dict[dt.date, list[uuid.UUID]] = {}
    for one, day in since.items():
        by_day.setdefault(day, []).append(one)
    return reduce(or_, (Q(series__in=some, starts_on__gte=day) for day, some in sorted(by_day.items())))


def seen_at(
    series: HealthSeries,
    periods: Sequence[Period],
    own: Figures,
    sums: Mapping[uuid.UUID, Mapping[dt.date, SeenFigure]],
) -> SeenSeries:
    """Return a series at a place: from its own figures where it has any, else from its communes."""
    given = own.get(series.pk, {})
    has_own = any(period.starts_on in given for period in periods)
    added = sums.get(series.pk, {})
    return SeenSeries(
        series=series,
        periods=periods,
        figures=[as_seen(given.get(one.starts_on)) if has_own else added.get(one.starts_on) for one in periods],
        expected=[expected_in(one, given) for one in periods],
        is_added_up=not has_own,
    )


def as_seen(figure: ShownFigure | None) -> SeenFigure | None:
    """Return a figure of one place as it is seen."""
    return SeenFigure(figure.number, int(figure.is_hidden), figure.below) if figure else None


def shown_numbers(figures: Iterable[SeenFigure | None]) -> list[int]:
    """Return the numbers that are shown."""
    return [figure.number for figure in figures if figure is not None and figure.number is not None]
