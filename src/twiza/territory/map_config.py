"""What the maps of the territory are told: docs/reference/islands.md."""

from __future__ import annotations

import itertools
from typing import Any

from django.utils.translation import gettext as _

from twiza.territory.queries.boundaries import Box

DENSITY_BREAKS = (10, 50, 100, 500)
"""People per square kilometre: the desert, the mountain, the plain, the dense plain, the towns."""


def areas_map(box: Box, url: str) -> dict[str, Any]:
    """Return the map of places coloured by their density, each a link to its page."""
    view = {"id": "density", "property": "per_km2", "breaks": list(DENSITY_BREAKS), "palette": "population"}
    return {
        "bounds": list(box),
        "sources": {"places": {"url": url, "key": "code"}},
        "layers": [
            {
                "id": "places",
                "type": "areas",
                "source": "places",
                "popup": ["name", "words"],
                "href": "href",
                "views": [view],
            }
        ],
    }


def density_legend() -> list[tuple[int, str]]:
    """Return the classes of density in words, from low to high, each with its step of the palette."""
    low, *others = DENSITY_BREAKS
    between = [
        _("%(low)s to %(high)s") % {"low": start, "high": end} for start, end in itertools.pairwise(DENSITY_BREAKS)
    ]
    words = [_("under %(limit)s") % {"limit": low}, *between, _("%(limit)s and over") % {"limit": others[-1]}]
    return list(enumerate(words, start=1))
