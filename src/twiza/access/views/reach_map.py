"""The map of a scenario: its configuration, and the figures it asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from twiza.access.figures import as_number, as_percent
from twiza.access.legend import Legend, legend_of, share_legend
from twiza.access.looks import Sight
from twiza.access.map_config import map_of_areas, views_of
from twiza.access.models import AccessScenario, Care
from twiza.access.queries.place_rows import places_at
from twiza.access.queries.reach_rows import ReachRow
from twiza.access.views.shapes import shapes_url
from twiza.territory.queries.boundaries import box_around


def reach_map_context(sight: Sight, level: str, asked: Mapping[str, str]) -> dict[str, Any]:
    """Return what the map of a sight needs, `asked` being how it was asked for; without boundaries there is no map."""
    scenario = sight.scenario
    box = box_around(places_at(scenario.area, level))
    if box is None:
        return {"map": None}
    legends = reach_legends(sight)
    values_url = f"{reverse('access_scenario_values', args=[scenario.pk])}?{urlencode({'level': level, **asked})}"
    return {
        "map": map_of_areas(box, shapes_url(scenario.area, level), values_url, legends),
        "legends": legends,
        "views": views_of(legends),
    }


def reach_legends(sight: Sight) -> list[Legend]:
    """Return a legend for each figure: the near time where it was kept, supply where it is known."""
    scenario, rows = sight.scenario, sight.rows
    legends = [minutes_legend("far", scenario.far_minutes, [row.far_minutes_share for row in rows])]
    if sight.is_as_kept:
        legends.append(minutes_legend("near", scenario.near_minutes, [row.near_minutes_share for row in rows]))
        legends += km_legends(scenario, rows)
    supply = [row.supply_per_10000 for row in rows]
    if any(figure is not None for figure in supply):
        legends.append(legend_of("supply", _("Supply per 10,000 inhabitants"), "access", supply, as_number))
    return legends


def minutes_legend(view: str, minutes: float, shares: Sequence[float | None]) -> Legend:
    """Return the legend of the share of people beyond some minutes."""
    title = _("Share of people beyond %(minutes)s minutes") % {"minutes": as_number(minutes)}
    return share_legend(view, title, "far", shares, as_percent)


def km_legends(scenario: AccessScenario, rows: Sequence[ReachRow]) -> list[Legend]:
    """Return the legend of the share of people beyond the far kilometres, for primary care only."""
    if scenario.care != Care.PRIMARY:
        return []
    title = _("Share of people beyond %(km)s km by road") % {"km": as_number(scenario.far_km)}
    return [share_legend("km", title, "far", [row.far_km_share for row in rows], as_percent)]


def reach_values(sight: Sight, row: ReachRow) -> dict[str, object]:
    """Return the figures of a place for the map, with the words shown when it is pointed at."""
    figures = {"far": row.far_minutes_share, "supply": row.supply_per_10000}
    if sight.is_as_kept:
        figures |= {"near": row.near_minutes_share, "km": row.far_km_share}
    known = {name: round(figure, 4) for name, figure in figures.items() if figure is not None}
    return {**known, "words": words_of(sight.scenario, row)}


def words_of(scenario: AccessScenario, row: ReachRow) -> str:
    """Return what is said of a place that is pointed at."""
    if row.far_minutes_share is None:
        return _("Nobody counted here")
    return _("Farther than %(minutes)s minutes: %(share)s") % {
        "minutes": as_number(scenario.far_minutes),
        "share": as_percent(row.far_minutes_share),
    }
