"""Where the gaps of a plan are, drawn as SVG for paper: the communes of its area, and the numbers of its gaps."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from twiza.care_supply.models import CareSupplyPlan
from twiza.care_supply.plan_page import GapRow
from twiza.core.names import name_in
from twiza.outreach.files.drawing import Ring, Sheet, around, draw_outlines, path_of, rings_in, sheet_for
from twiza.territory.models import PlaceBoundary
from twiza.territory.queries.places import communes_in

FAR = 400.0
"""More than any longitude or latitude: a box that holds nothing yet."""
RADIUS = 24.0


def draw_gaps(plan: CareSupplyPlan, rows: Sequence[GapRow], *, language: str) -> SafeString | None:
    """Return the drawing of a plan's gaps, None where the borders of its communes are not known."""
    rings = rings_by_commune(plan)
    everything = [ring for known in rings.values() for ring in known]
    if not everything or not rows:
        return None
    sheet = sheet_for(around((FAR, FAR, -FAR, -FAR), everything))
    width, height = sheet.size
    marked = {row.gap.commune_id for row in rows}
    parts = [
        draw_outlines(sheet, everything),
        draw_marked(sheet, [ring for commune in marked for ring in rings.get(commune, [])]),
        draw_numbers(sheet, rows),
    ]
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        round(width),
        round(height),
        name_in(plan.area.names, language),
        mark_safe("".join(parts)),  # noqa: S308 -- parts are made by format_html
    )


def rings_by_commune(plan: CareSupplyPlan) -> dict[int, list[Ring]]:
    """Return the rings of the communes of a plan's area, as (lon, lat), by commune."""
    communes = communes_in(plan.area.path).order_by().values("pk")
    rows = PlaceBoundary.objects.filter(place__in=communes, detail=PlaceBoundary.Detail.OVERVIEW)
    known = rows.order_by("place__path").values_list("place_id", "geojson")
    return {commune: list(rings_in(json.loads(text))) for commune, text in known}


def draw_marked(sheet: Sheet, rings: Sequence[Ring]) -> SafeString:
    """Draw the communes that have a gap."""
    return format_html_join(
        "",
        '<polygon points="{}" fill="#e9b48f" stroke="#8a3f12" stroke-width="1.5"/>',
        ((path_of(sheet, ring),) for ring in rings),
    )


def draw_numbers(sheet: Sheet, rows: Sequence[GapRow]) -> SafeString:
    """Draw the numbers of the gaps of each commune in its middle."""
    numbers: defaultdict[tuple[float, float], list[int]] = defaultdict(list)
    for row in rows:
        if row.gap.commune.lon is not None and row.gap.commune.lat is not None:
            numbers[row.gap.commune.lon, row.gap.commune.lat].append(row.number)
    marks = []
    for place, held in numbers.items():
        x, y = sheet.place(*place)
        said = " ".join(map(str, held))
        half = RADIUS + (len(said) - 1) * RADIUS / 3
        marks.append(
            (f"{x - half:.1f}", f"{y - RADIUS:.1f}", 2 * half, 2 * RADIUS, RADIUS, f"{x:.1f}", f"{y + 11:.1f}", said)
        )
    return format_html_join(
        "",
        '<rect x="{}" y="{}" width="{}" height="{}" rx="{}" fill="#8a3f12" stroke="#fffdf8" stroke-width="3"/>'
        '<text x="{}" y="{}" font-size="32" font-weight="bold" text-anchor="middle" fill="#fffdf8">{}</text>',
        marks,
    )
