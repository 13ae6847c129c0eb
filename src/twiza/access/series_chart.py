"""A health series at a place as a small chart: bars, what is expected, what is hidden, and gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from twiza.access.figures import as_number
from twiza.access.queries.series_seen import SeenFigure, SeenSeries, shown_numbers
from twiza.territory.health_words import series_name, series_unit
from twiza.territory.periods import period_words

HEIGHT = 40
STEP = 12
HIDDEN_HEIGHT = 5
"""A hidden figure has a box of its own height, so that nothing of its size is told."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One period of a chart: where it is, how high, whether it is a hidden figure, and where what is expected lies."""

    x: int
    y: int
    height: int
    is_hidden: bool
    expected_y: int | None
    words: str


@dataclass(frozen=True, slots=True)
class SeriesLine:
    """A series as a line of the page: its name, its chart, the last figure and what was expected."""

    seen: SeenSeries
    name: str
    unit: str
    last_period: str
    last: str
    expected: str
    total: str
    width: int
    bars: Sequence[Bar]
    words: str

    @property
    def height(self) -> int:
        """Return the height of the chart."""
        return HEIGHT


def series_line(seen: SeenSeries) -> SeriesLine:
    """Return a series at a place as a line."""
    bars = bars_of(seen)
    return SeriesLine(
        seen=seen,
        name=series_name(seen.series),
        unit=series_unit(seen.series),
        last_period=period_words(seen.periods[-1]),
        last=figure_words(seen.last),
        expected="" if seen.expected[-1] is None else as_number(seen.expected[-1]),
        total=figure_words(seen.total),
        width=STEP * len(seen.periods),
        bars=bars,
        words="; ".join(bar.words for bar in bars),
    )


def bars_of(seen: SeenSeries) -> list[Bar]:
    """Return the bars of a chart, the earliest first; a figure that is missing leaves a gap."""
    expected = [one for one in seen.expected if one is not None]
    most = max([*shown_numbers(seen.figures), *expected, 1])
    return [
        bar_at(rank, figure, seen.expected[rank], most, period_words(seen.periods[rank]))
        for rank, figure in enumerate(seen.figures)
    ]


def bar_at(rank: int, figure: SeenFigure | None, expected: float | None, most: float, period: str) -> Bar:
    """Return the bar of one period."""
    is_hidden = figure is not None and figure.number is None
    number = figure.number if figure is not None else None
    height = HIDDEN_HEIGHT if is_hidden else 0 if number is None else max(round(number / most * HEIGHT), 1)
    return Bar(
        x=rank * STEP + 1,
        y=HEIGHT - height,
        height=height,
        is_hidden=is_hidden,
        expected_y=None if expected is None else HEIGHT - round(expected / most * HEIGHT),
        words=_("%(period)s: %(figure)s") % {"period": period, "figure": figure_words(figure)},
    )


def figure_words(figure: SeenFigure | None) -> str:
    """Return a figure in words: a number, at least so when others are hidden, hidden, or that it is missing."""
    if figure is None:
        return _("missing")
    if figure.number is None:
        return _("< %(below)s") % {"below": figure.below} if figure.below else _("hidden")
    number = as_number(figure.number)
    return _("at least %(number)s") % {"number": number} if figure.hidden else number
