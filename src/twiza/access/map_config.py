"""What a map of needs or access is told: docs/reference/islands.md."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from twiza.access.figures import as_number, as_percent
from twiza.access.legend import Legend, legend_of, share_legend
from twiza.access.queries.place_rows import Asked, PlaceRow
from twiza.core.names import name_in

Box = tuple[float, float, float, float]


def map_of_areas(box: Box, boundaries_url: str, values_url: str, legends: Sequence[Legend]) -> dict[str, Any]:
    """Return the configuration of a map of places coloured by one view at a time."""
    return {
        "bounds": list(box),
        "sources": {"places": {"key": "code", "url": boundaries_url, "values_url": values_url}},
        "layers": [
            {
                "id": "places",
                "type": "areas",
                "source": "places",
                "popup": ["name", "words"],
                "href": "page",
                "views": [
                    {
                        "id": legend.view,
                        "property": legend.property,
                        "breaks": list(legend.breaks),
                        "palette": legend.palette,
                    }
                    for legend in legends
                ],
            }
        ],
    }


def views_of(legends: Sequence[Legend]) -> list[tuple[str, str]]:
    """Return the views that the map offers to switch between: none when there is but one."""
    return [(legend.view, legend.title) for legend in legends] if len(legends) > 1 else []


def legends_of(rows: Sequence[PlaceRow], asked: Asked, language: str) -> list[Legend]:
    """Return a legend for each figure that the rows have, the need first."""
    legends = []
    if asked.formula:
        needs = [row.need_per_1000 for row in rows]
        legends.append(legend_of("need", _("Needs per 1,000 inhabitants"), "need", needs, as_number))
    if asked.scenario:
        far = [row.far_share for row in rows]
        legends.append(share_legend("far", far_title(asked), "far", far, as_percent))
        supply = [row.supply_per_10000 for row in rows]
        if any(figure is not None for figure in supply):
            legends.append(legend_of("supply", _("Supply per 10,000 inhabitants"), "access", supply, as_number))
    if asked.indicator:
        title = name_in(asked.indicator.names, language)
        legends.append(legend_of("indicator", title, "population", [row.indicator for row in rows], as_number))
    return legends


def far_title(asked: Asked) -> str:
    """Return the title of the share of people who are far in a scenario."""
    minutes = asked.scenario.far_minutes if asked.scenario else 0
    return _("Share of people farther than %(minutes)s minutes") % {"minutes": as_number(minutes)}
