"""One line of an evolution as a drawing: days along, 0 to 100 upwards, broken where a round has no score."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.formats import date_format

WIDTH, HEIGHT, MARGIN = 240, 96, 20
MOST_POINTS = 100


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """A score where it stands in the drawing."""

    x: float
    y: float
    score: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing: its strokes (at least two points each), all its points, and what it shows in words."""

    strokes: Sequence[str]
    points: Sequence[ChartPoint]
    said: str
    width: int = WIDTH
    height: int = HEIGHT
    top: int = MARGIN
    bottom: int = HEIGHT - MARGIN
    left: int = MARGIN
    right: int = WIDTH - MARGIN


def chart_of(days: Sequence[dt.date], scores: Sequence[float | None], *, is_mirrored: bool) -> Chart:
    """Return the drawing of a score a day; the first day is at the right where one reads from there."""
    places = [place_of(day, days, is_mirrored=is_mirrored) for day in days]
    points = [
        None if score is None else ChartPoint(x, height_of(score), f"{score:.0f}")
        for x, score in zip(places, scores, strict=True)
    ]
    return Chart(list(strokes_of(points)), [one for one in points if one], said_of(days, points))


def place_of(day: dt.date, days: Sequence[dt.date], *, is_mirrored: bool) -> float:
    """Return how far from the left edge a day stands; a lone day stands in the middle."""
    span = (days[-1] - days[0]).days
    share = (day - days[0]).days / span if span else 0.5
    room = WIDTH - 2 * MARGIN
    return round(MARGIN + room * (1 - share if is_mirrored else share), 1)


def height_of(score: float) -> float:
    """Return how far from the upper edge a score stands."""
    return round(HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * score / MOST_POINTS, 1)


def strokes_of(points: Sequence[ChartPoint | None]) -> Iterator[str]:
    """Yield each unbroken run of points as SVG writes them."""
    for is_there, run in groupby(points, key=lambda one: one is not None):
        places = [f"{one.x},{one.y}" for one in run if one]
        if is_there and len(places) > 1:
            yield " ".join(places)


def said_of(days: Sequence[dt.date], points: Sequence[ChartPoint | None]) -> str:
    """Return every score in words, a dash where there is none."""
    pairs = zip(days, points, strict=True)
    return "; ".join(f"{date_format(day, 'SHORT_DATE_FORMAT')}: {one.score if one else '–'}" for day, one in pairs)
