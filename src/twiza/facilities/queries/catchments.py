"""Which facility the inhabitants of a place belong to, as the list of facilities says."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from django.db.models import Q

from twiza.facilities.models import FacilityCatchment
from twiza.territory.models import Place
from twiza.territory.queries.places import is_within, paths_above

Stated = Mapping[str, uuid.UUID | None]
"""By path of a place, the facility that serves it; None where several say that they do."""


def centres_by_place(area_path: str) -> dict[int, uuid.UUID]:
    """
    Return by id of the places of an area the facility to which their inhabitants belong.

    It is the one that serves the smallest stated place that holds them; where nobody stated one, or several are
    stated alike, the centre is not known and the place is left out.
    """
    stated = catchments_stated(area_path)
    if not stated:
        return {}
    places = Place.objects.filter(is_within(area_path)).order_by().values_list("pk", "path")
    return {pk: centre for pk, path in places if (centre := centre_of(path, stated)) is not None}


def centre_of(path: str, stated: Stated) -> uuid.UUID | None:
    """Return the facility of the smallest stated place that is a place or holds it."""
    around = (path, *reversed(paths_above(path)))
    return next((stated[one] for one in around if one in stated), None)


def catchments_stated(area_path: str) -> Stated:
    """Return what facilities are said to serve in an area and around it; those hidden behind another do not count."""
    there = is_within(area_path, through="place__") | Q(place__path__in=paths_above(area_path))
    rows = FacilityCatchment.objects.filter(there, facility__merged_into=None).order_by("pk")
    found: dict[str, uuid.UUID | None] = {}
    for path, facility in rows.values_list("place__path", "facility"):
        found[path] = None if path in found else facility
    return found
