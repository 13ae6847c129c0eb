"""A plan drawn as SVG for paper: outlines of communes, routes by team, stops."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from twiza.core.names import name_in
from twiza.outreach.models import Plan, PlanRoute
from twiza.outreach.plan_map import Box, bases_of, bounds_of, line_of, places_of, sleeps_at, still_waiting
from twiza.territory.models import PlaceBoundary

WIDTH, GREATEST_HEIGHT = 1000.0, 1000.0
MARGIN = 24.0
COLOURS = ("#0e5a8a", "#b84a14", "#2c7549", "#83479a", "#96690a", "#b0204f", "#007180", "#4a4a4a")
DASHES = ("none", "9 5", "3 4", "12 4 3 4", "16 6", "6 6", "14 4 3 4 3 4", "3 8")
"""The colours and the line styles of teams, the same as on the screen."""
DOT_AREA_PER_PERSON = 0.02


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where positions fall on the drawing: degrees to units, north up."""

    box: Box
    scale: float
    squeeze: float

    @property
    def size(self) -> tuple[float, float]:
        """Return the width and the height."""
        west, south, east, north = self.box
        wide, high = (east - west) * self.squeeze * self.scale, (north - south) * self.scale
        return wide + 2 * MARGIN, high + 2 * MARGIN

    def place(self, lon: float, lat: float) -> tuple[float, float]:
        """Return where a position falls."""
        west, _south, _east, north = self.box
        return MARGIN + (lon - west) * self.squeeze * self.scale, MARGIN + (north - lat) * self.scale


def sheet_for(box: Box) -> Sheet:
    """Return a sheet that holds a box, plate carrée true at its middle latitude."""
    west, south, east, north = box
    squeeze = math.cos(math.radians((south + north) / 2))
    wide, high = max((east - west) * squeeze, 1e-6), max(north - south, 1e-6)
    return Sheet(box, min((WIDTH - 2 * MARGIN) / wide, (GREATEST_HEIGHT - 2 * MARGIN) / high), squeeze)


def draw_plan(plan: Plan, routes: Sequence[PlanRoute], *, language: str) -> SafeString:
    """Return the drawing of a plan, whose routes carry their visits, as an SVG element."""
    outlines = outlines_of(plan)
    sheet = sheet_for(around(bounds_of(plan), outlines))
    width, height = sheet.size
    parts = [
        draw_outlines(sheet, outlines),
        draw_waiting(sheet, plan),
        draw_routes(sheet, plan, routes),
        draw_visits(sheet, routes),
        draw_bases(sheet, plan),
    ]
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        round(width),
        round(height),
        name_in(plan.names, language),
        mark_safe("".join(parts)),  # noqa: S308 -- parts are made by format_html
    )


Ring = list[tuple[float, float]]


def outlines_of(plan: Plan) -> list[Ring]:
    """Return the rings of the plan's communes as (lon, lat)."""
    rows = PlaceBoundary.objects.filter(
        place__in=plan.areas.values("commune"), detail=PlaceBoundary.Detail.OVERVIEW
    ).order_by("place__path")
    return [ring for text in rows.values_list("geojson", flat=True) for ring in rings_in(json.loads(text))]


def rings_in(geometry: dict[str, list[object]]) -> Iterable[Ring]:
    """Yield the rings of a polygon or of several."""
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    for polygon in polygons:
        for ring in polygon:  # type: ignore[attr-defined]
            yield [(place[0], place[1]) for place in ring]


def around(box: Box, rings: list[Ring]) -> Box:
    """Return a box grown to hold rings."""
    lons = [lon for ring in rings for lon, _lat in ring]
    lats = [lat for ring in rings for _lon, lat in ring]
    west, south, east, north = box
    return min([west, *lons]), min([south, *lats]), max([east, *lons]), max([north, *lats])


def path_of(sheet: Sheet, places: Iterable[tuple[float, float]]) -> str:
    """Return places (lon, lat) as the points of an SVG line."""
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in (sheet.place(*place) for place in places))


def draw_outlines(sheet: Sheet, rings: list[Ring]) -> SafeString:
    """Draw the communes as plain land."""
    return format_html_join(
        "",
        '<polygon points="{}" fill="#f6efe2" stroke="#b3a48c" stroke-width="1"/>',
        ((path_of(sheet, ring),) for ring in rings),
    )


def draw_waiting(sheet: Sheet, plan: Plan) -> SafeString:
    """Draw the people who stay out of reach, the dot's area as their number."""
    dots = []
    for locality in plan.problem["localities"]:
        waiting = still_waiting(plan, locality["id"])
        if waiting:
            x, y = sheet.place(locality["lon"], locality["lat"])
            radius = min(12.0, math.sqrt(waiting * DOT_AREA_PER_PERSON / math.pi) + 0.8)
            dots.append((f"{x:.1f}", f"{y:.1f}", f"{radius:.1f}"))
    return format_html_join("", '<circle cx="{}" cy="{}" r="{}" fill="#b9582a" fill-opacity="0.55"/>', dots)


def draw_routes(sheet: Sheet, plan: Plan, routes: Sequence[PlanRoute]) -> SafeString:
    """Draw each route from where the team slept to where it sleeps, in its team's colour and line style."""
    places = places_of(plan)
    lines = []
    for route in routes:
        points = path_of(sheet, [(lon, lat) for lon, lat in line_of(route, places)])
        lines.append((points, colour_of(route.team_number), DASHES[(route.team_number - 1) % len(DASHES)]))
    style = '<polyline points="{}" fill="none" stroke="{}" stroke-width="2.2" stroke-dasharray="{}"/>'
    return format_html_join("", style, lines)


def draw_visits(sheet: Sheet, routes: Sequence[PlanRoute]) -> SafeString:
    """Draw each visited stop in its team's colour, in a ring where the team sleeps."""
    marks, nights = [], []
    for route in routes:
        for visit in route.visits:  # type: ignore[attr-defined]
            x, y = sheet.place(visit.lon, visit.lat)
            marks.append((f"{x:.1f}", f"{y:.1f}", colour_of(route.team_number)))
            if sleeps_at(route, visit):
                nights.append(marks[-1])
    dots = format_html_join("", '<circle cx="{}" cy="{}" r="6" fill="{}" stroke="#fffdf8" stroke-width="1.5"/>', marks)
    ring = '<circle cx="{}" cy="{}" r="10" fill="none" stroke="{}" stroke-width="2"/>'
    return format_html("{}{}", format_html_join("", ring, nights), dots)


def draw_bases(sheet: Sheet, plan: Plan) -> SafeString:
    """Draw where teams start, with the numbers of those that start there."""
    teams: dict[tuple[float, float], list[int]] = {}
    for number, base in enumerate(bases_of(plan).values(), start=1):
        teams.setdefault(base, []).append(number)
    marks = []
    for (lat, lon), numbers in teams.items():
        x, y = sheet.place(lon, lat)
        shown = " ".join(map(str, numbers))
        marks.append((f"{x - 11:.1f}", f"{y - 11:.1f}", colour_of(numbers[0]), f"{x:.1f}", f"{y + 6:.1f}", shown))
    return format_html_join(
        "",
        '<rect x="{}" y="{}" width="22" height="22" fill="{}" stroke="#fffdf8" stroke-width="2"/>'
        '<text x="{}" y="{}" font-size="17" font-weight="bold" text-anchor="middle" fill="#fffdf8">{}</text>',
        marks,
    )


def colour_of(team: int) -> str:
    """Return the colour of a team by its number, from 1."""
    return COLOURS[(team - 1) % len(COLOURS)]
