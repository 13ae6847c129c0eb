"""
A growth card as SVG, drawn on the server: no script, no style of its own, colours that CSS classes may change.

The card reads from left to right in every language, as the paper ones do; only its words turn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from twiza.case_management.child_health.growth_curve import CurvePoint, GrowthCurve, ReferenceLine

TEXT = 12
MONTHS_BETWEEN_MARKS = ((24, 2), (60, 6), (float("inf"), 24))
"""Up to so many months across a card, a mark every so many months."""
CENTIMETRES_BETWEEN_MARKS = 10
MONTHS_OF_A_YEAR = 12
ALMOST = 0.1
"""The standards end at 59.99 months: the mark of the sixtieth belongs on the card."""
NICE_STEPS = (1, 2, 5, 10, 20, 50)
MOST_MARKS = 10
COLOURS = {0: "#2f7d4f", 1: "#b7791f", 2: "#b3341f", 3: "currentColor"}
"""Those of WHO's own cards: green, gold, red, and the colour of ink."""
DASHES = {0: "none", 1: "2 3", 2: "none", 3: "6 3"}
BANDS = ((-2, 2, "#2f7d4f"), (-3, -2, "#d69e2e"), (2, 3, "#d69e2e"))
BELOW_ALL = "#b3341f"


@dataclass(frozen=True, slots=True)
class CardSize:
    """The size of a card in pixels, and what stays free around the drawing."""

    width: int
    height: int
    left: int = 46
    right: int = 34
    top: int = 12
    bottom: int = 44


WIDE, NARROW = CardSize(720, 460), CardSize(344, 380, left=50, right=26)


@dataclass(frozen=True, slots=True)
class CardWords:
    """
    The words of a card in one language: what it is, what it shows, what is across and what upwards.

    `point` says one measure in words. `direction` is that of the language, `ltr` or `rtl`.
    """

    title: str
    description: str
    across: str
    upwards: str
    direction: str
    point: Callable[[CurvePoint], str]


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the values of a card stand on it."""

    size: CardSize
    x_from: float
    x_to: float
    y_from: float
    y_to: float

    def x(self, value: float) -> float:
        """Return how far from the left edge a value lies."""
        room = self.size.width - self.size.left - self.size.right
        return round(self.size.left + (value - self.x_from) / (self.x_to - self.x_from) * room, 1)

    def y(self, value: float) -> float:
        """Return how far from the upper edge a value lies."""
        room = self.size.height - self.size.top - self.size.bottom
        return round(self.size.height - self.size.bottom - (value - self.y_from) / (self.y_to - self.y_from) * room, 1)


def growth_svg(curve: GrowthCurve, *, words: CardWords, size: CardSize, name: str) -> SafeString:
    """Return a card as SVG; `name` makes the ids of its title and description its own on a page."""
    frame = frame_of(curve, size)
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" class="growth-card" role="img" direction="ltr"'
        ' font-size="{}" aria-labelledby="{}-title {}-desc"><title id="{}-title">{}</title>'
        '<desc id="{}-desc">{}</desc>{}{}{}{}{}</svg>',
        *(size.width, size.height, TEXT, name, name, name, words.title, name, words.description),
        bands_of(curve, frame),
        grid_of(curve, frame),
        lines_of(curve, frame),
        points_of(curve, frame, words),
        names_of_axes(frame, words),
    )


def frame_of(curve: GrowthCurve, size: CardSize) -> Frame:
    """Return a frame that holds the lines and, however far out, the points of a child."""
    across = [x for line in curve.lines for x, _y in line.points]
    upwards = [y for line in curve.lines for _x, y in line.points] + [point.y for point in curve.points]
    step = step_for(max(upwards) - min(upwards))
    return Frame(size, min(across), max(across), step * floor(min(upwards) / step), step * ceil(max(upwards) / step))


def step_for(span: float) -> int:
    """Return the step between marks that leaves no more than `MOST_MARKS` of them."""
    return next((step for step in NICE_STEPS if span / step <= MOST_MARKS), NICE_STEPS[-1])


def bands_of(curve: GrowthCurve, frame: Frame) -> SafeString:
    """Draw what lies between two lines in the colours of a road-to-health card, and what lies below them all."""
    by_score = {line.z: line for line in curve.lines}
    floor_of_card = ReferenceLine(-9, tuple((x, frame.y_from) for x, _y in by_score[-3].points))
    areas = [(by_score[low], by_score[high], colour) for low, high, colour in BANDS]
    return format_html_join(
        "",
        '<polygon class="growth-band" points="{}" fill="{}" fill-opacity="0.1"/>',
        (
            (path_of([*low.points, *reversed(high.points)], frame), colour)
            for low, high, colour in [(floor_of_card, by_score[-3], BELOW_ALL), *areas]
        ),
    )


def path_of(points: Sequence[tuple[float, float]], frame: Frame) -> str:
    """Return points as SVG writes them."""
    return " ".join(f"{frame.x(x)},{frame.y(y)}" for x, y in points)


def grid_of(curve: GrowthCurve, frame: Frame) -> SafeString:
    """Draw the marks of both axes, with their numbers."""
    left, right = frame.x(frame.x_from), frame.x(frame.x_to)
    top, bottom = frame.y(frame.y_to), frame.y(frame.y_from)
    line = '<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="currentColor" stroke-opacity="0.15"/>'
    text = '<text x="{}" y="{}" text-anchor="{}" fill="currentColor">{}</text>'
    a_unit = MONTHS_OF_A_YEAR if curve.chart.unit_across == "years" else 1
    across, upwards = list(marks_across(curve, frame)), list(marks_upwards(frame))
    return format_html(
        '<g class="growth-grid">{}{}{}{}</g>',
        format_html_join("", line, ((frame.x(at), top, frame.x(at), bottom) for at in across)),
        format_html_join("", text, ((frame.x(at), bottom + TEXT + 4, "middle", at // a_unit) for at in across)),
        format_html_join("", line, ((left, frame.y(at), right, frame.y(at)) for at in upwards)),
        format_html_join("", text, ((left - 6, frame.y(at) + 4, "end", at) for at in upwards)),
    )


def marks_across(curve: GrowthCurve, frame: Frame) -> Iterator[int]:
    """Yield the marks of the lower edge: months, or centimetres."""
    step = CENTIMETRES_BETWEEN_MARKS
    if curve.chart.is_by_age:
        span = frame.x_to - frame.x_from
        step = next(months for most, months in MONTHS_BETWEEN_MARKS if span <= most + ALMOST)
        step *= 2 if frame.size.width < WIDE.width else 1
    yield from range(step * ceil(frame.x_from / step), floor(frame.x_to + ALMOST) + 1, step)


def marks_upwards(frame: Frame) -> Iterator[int]:
    """Yield the marks of the left edge."""
    step = step_for(frame.y_to - frame.y_from)
    yield from range(round(frame.y_from), round(frame.y_to) + 1, step)


def lines_of(curve: GrowthCurve, frame: Frame) -> SafeString:
    """Draw the lines of reference, each with its number of deviations at its end."""
    return format_html_join(
        "",
        '<polyline class="growth-line growth-line-{}" points="{}" fill="none" stroke="{}" stroke-width="{}"'
        ' stroke-dasharray="{}"/><text x="{}" y="{}" fill="{}" class="growth-line-name">{}</text>',
        (
            (
                *(abs(line.z), path_of(line.points, frame), COLOURS[abs(line.z)], 2 if line.z == 0 else 1.2),
                *(DASHES[abs(line.z)], frame.x(line.points[-1][0]) + 4, frame.y(line.points[-1][1]) + 4),
                *(COLOURS[abs(line.z)], f"{line.z:+d}".replace("-", "−").replace("+0", "0")),
            )
            for line in curve.lines
        ),
    )


def points_of(curve: GrowthCurve, frame: Frame, words: CardWords) -> SafeString:
    """Draw the measures of a child, joined; one that is not plausible stays alone and hollow."""
    joined = [(point.x, point.y) for point in curve.points if point.is_plausible]
    return format_html(
        '<polyline class="growth-child" points="{}" fill="none" stroke="currentColor" stroke-width="2"/>{}',
        path_of(joined, frame),
        format_html_join(
            "",
            '<circle class="growth-point" cx="{}" cy="{}" r="4" fill="{}" stroke="currentColor" stroke-width="2">'
            "<title>{}</title></circle>",
            (
                (
                    frame.x(point.x),
                    frame.y(point.y),
                    "currentColor" if point.is_plausible else "none",
                    words.point(point),
                )
                for point in curve.points
            ),
        ),
    )


def names_of_axes(frame: Frame, words: CardWords) -> SafeString:
    """Write what is across and what upwards, each around its middle so that the script's direction moves nothing."""
    size = frame.size
    x, y = (size.left + size.width - size.right) / 2, (size.top + size.height - size.bottom) / 2
    return format_html(
        '<g class="growth-axes" fill="currentColor" text-anchor="middle"><text x="{}" y="{}" direction="{}">{}</text>'
        '<text x="{}" y="{}" direction="{}" transform="rotate(-90 {} {})">{}</text></g>',
        *(x, size.height - 6, words.direction, words.across),
        *(TEXT, y, words.direction, TEXT, y, words.upwards),
    )
