"""Putting candidates into communes by their coordinates, and refusing coordinates that cannot be right."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from twiza.facilities.candidates import Candidate
from twiza.territory.queries.boundaries import Box
from twiza.territory.queries.communes_at import FoundCommune, communes_at
from twiza.territory.row_problems import ProblemList

MARGIN_DEGREES = 0.1
"""A box is drawn around simplified boundaries: a pier or a border post may lie a little outside."""


def locate(candidates: Sequence[Candidate], country: str, box: Box | None, problems: ProblemList) -> None:
    """
    Give each candidate without a place the commune its coordinates lie in, noting what cannot be right.

    `box` is around the country; without boundaries nothing can be checked, and a place must have been named.
    """
    placed = [one for one in candidates if one.lat is not None and one.lon is not None]
    inside = [one for one in placed if box is None or is_in_country(one, box, problems)]
    found = communes_at(country, [one.lat or 0.0 for one in inside], [one.lon or 0.0 for one in inside]) if box else []
    for candidate, commune in zip(inside, found, strict=False):
        settle(candidate, commune, problems)
    refused = {problem.row for problem in problems.found}
    for candidate in candidates:
        if candidate.place_id is None and candidate.number not in refused:
            problems.note(candidate.number, "", _("Nothing says where it is: give a commune or coordinates."))


def is_in_country(candidate: Candidate, box: Box, problems: ProblemList) -> bool:
    """Return whether the coordinates lie near the country, noting when they do not or look exchanged."""
    lat, lon = candidate.lat or 0.0, candidate.lon or 0.0
    if holds(box, lat, lon):
        return True
    where = {"lat": lat, "lon": lon}
    if holds(box, lon, lat):
        problems.note(
            candidate.number,
            "",
            _("Latitude %(lat)s and longitude %(lon)s look exchanged: the other way round they lie in the country.")
            % where,
        )
    else:
        problems.note(candidate.number, "", _("Latitude %(lat)s, longitude %(lon)s is outside the country.") % where)
    return False


def settle(candidate: Candidate, commune: FoundCommune | None, problems: ProblemList) -> None:
    """Put a candidate in the commune of its coordinates, or note why they cannot be right."""
    if commune is None:
        where = {"lat": candidate.lat, "lon": candidate.lon}
        problems.note(
            candidate.number, "", _("Latitude %(lat)s, longitude %(lon)s is at sea or outside every commune.") % where
        )
    elif candidate.place_id is None:
        candidate.place_id, candidate.place_path = commune.place_id, commune.path


def holds(box: Box, lat: float, lon: float) -> bool:
    """Return whether a box, a little larger, holds a position."""
    west, south, east, north = box
    return (
        west - MARGIN_DEGREES <= lon <= east + MARGIN_DEGREES
        and south - MARGIN_DEGREES <= lat <= north + MARGIN_DEGREES
    )
