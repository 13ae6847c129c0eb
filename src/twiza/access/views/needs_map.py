"""The map of the page of needs: its configuration, and the figures it asks for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from twiza.access.figures import as_number, as_percent
from twiza.access.map_config import legends_of, map_of_areas, views_of
from twiza.access.queries.place_rows import COMMUNE, Asked, PlaceRow, places_at
from twiza.access.views.shapes import shapes_url
from twiza.territory.queries.boundaries import box_around


def map_context(rows: Sequence[PlaceRow], asked: Asked, query: str) -> dict[str, Any]:
    """Return what the map of the page needs; without boundaries there is no map."""
    box = box_around(places_at(asked.area, asked.level))
    legends = legends_of(rows, asked, get_language() or "fr")
    if box is None or not legends:
        return {"map": None}
    values_url = f"{reverse('needs_values')}?{query}"
    return {
        "map": map_of_areas(box, shapes_url(asked.area, asked.level), values_url, legends),
        "legends": legends,
        "views": views_of(legends),
    }


def map_values(row: PlaceRow, asked: Asked) -> dict[str, object]:
    """Return the figures of a place for the map, with the words shown when it is pointed at."""
    figures = {
        "need": row.need_per_1000,
        "far": row.far_share,
        "supply": row.supply_per_10000,
        "indicator": row.indicator,
    }
    known = {name: round(figure, 4) for name, figure in figures.items() if figure is not None}
    return {**known, "words": words_of(row, asked), "page": page_of(row, asked)}


def words_of(row: PlaceRow, asked: Asked) -> str:
    """Return what is said of a place that is pointed at."""
    if asked.scenario and row.far_share is not None:
        return _("Farther than %(minutes)s minutes: %(share)s") % {
            "minutes": as_number(asked.scenario.far_minutes),
            "share": as_percent(row.far_share),
        }
    if row.need_per_1000 is None:
        return _("Need not known")
    return _("Needs per 1,000 inhabitants: %(need)s") % {"need": as_number(row.need_per_1000)}


def page_of(row: PlaceRow, asked: Asked) -> str:
    """Return where a click on a place leads: into it, or to the commune's page."""
    if asked.level == COMMUNE:
        return reverse("commune_needs", args=[row.place.pk])
    return f"{reverse('needs')}?area={row.place.path}"
