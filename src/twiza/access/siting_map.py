"""The map of a siting: who is beyond reach, where care is, and where more would be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from twiza.access.figures import as_number, as_percent
from twiza.access.legend import Legend, share_legend
from twiza.access.map_config import Box, map_of_areas
from twiza.access.models import ASSUMED, Siting, SitingCommune, SitingPost
from twiza.access.siting_words import limit_said, post_name

Feature = dict[str, Any]


def siting_map(
    box: Box, shapes_url: str, values_url: str, legends: Sequence[Legend], siting: Siting, posts: Sequence[SitingPost]
) -> dict[str, Any]:
    """Return the configuration of the map."""
    config = map_of_areas(box, shapes_url, values_url, legends)
    said = existing_said(siting)
    existing = [feature(lat, lon, key=f"e{rank}", said=said) for rank, (lat, lon) in enumerate(siting.existing)]
    config["sources"] |= {
        "existing": {"key": "key", "data": collection(existing)},
        "posts": {"key": "key", "data": collection([post_feature(post) for post in posts])},
    }
    config["layers"] += [
        {"id": "existing", "type": "points", "source": "existing", "popup": ["said"]},
        {
            "id": "posts",
            "type": "stops",
            "source": "posts",
            "team": "team",
            "number": "number",
            "popup": ["name", "said"],
        },
    ]
    return config


def siting_legends(siting: Siting, communes: Sequence[SitingCommune]) -> list[Legend]:
    """Return the legends: shares beyond reach with the places chosen, and today."""
    named = {"limit": limit_said(siting.reach, siting.unit)}
    after = _("Share of people beyond %(limit)s, with these places") % named
    before = _("Share of people beyond %(limit)s, today") % named
    return [
        share_legend("after", after, "far", [share_of(one, one.beyond_after) for one in communes], as_percent),
        share_legend("before", before, "far", [share_of(one, one.beyond_before) for one in communes], as_percent),
    ]


def siting_values(communes: Sequence[SitingCommune]) -> dict[str, dict[str, object]]:
    """Return the figures of communes by code, with the words shown when one is pointed at."""
    values: dict[str, dict[str, object]] = {}
    for one in communes:
        before, after = share_of(one, one.beyond_before), share_of(one, one.beyond_after)
        if before is None or after is None:
            values[one.commune.code] = {"words": _("Nobody counted here")}
            continue
        named = {"before": as_percent(before), "after": as_percent(after)}
        words = _("Beyond reach: %(before)s today, %(after)s with these places") % named
        values[one.commune.code] = {"before": round(before, 4), "after": round(after, 4), "words": words}
    return values


def share_of(commune: SitingCommune, people: int) -> float | None:
    """Return some people as a share (0–1) of those of a commune; undefined without people."""
    return people / commune.people if commune.people else None


def existing_said(siting: Siting) -> str:
    """Return what a place where care is given already is; an assumed hospital is said to be assumed."""
    return _("Assumed reference hospital") if siting.scenario.basis in ASSUMED else _("Place of care today")


def post_feature(post: SitingPost) -> Feature:
    """Return a place chosen."""
    return feature(
        post.lat, post.lon, key=post.code, team=1, number=post.rank, name=post_name(post), said=added_said(post)
    )


def added_said(post: SitingPost) -> str:
    """Return how many people a place adds to those chosen before it."""
    sentence = ngettext(
        "%(people)s more person within reach", "%(people)s more people within reach", post.people_added
    )
    return sentence % {"people": as_number(post.people_added)}


def collection(features: list[Feature]) -> dict[str, Any]:
    """Return features as a GeoJSON FeatureCollection."""
    return {"type": "FeatureCollection", "features": features}


def feature(lat: float, lon: float, **properties: object) -> Feature:
    """Return a position as a GeoJSON feature."""
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Point", "coordinates": [lon, lat]}}
