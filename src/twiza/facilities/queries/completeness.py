"""Questions about how complete a list of facilities is believed to be."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from twiza.facilities.models import FacilityList
from twiza.territory.queries.places import paths_above


def last_statement(path: str) -> FacilityList | None:
    """
    Return what was said last of a place, or else of the smallest place around it of which something was said.

    None when nobody said anything: the completeness is then not known.
    """
    said = statements_on([*paths_above(path), path])
    return max(said, key=lambda one: (len(one.place.path), one.said_on, one.pk), default=None)


def statements_on(paths: Iterable[str]) -> QuerySet[FacilityList]:
    """Return what was said of these places, newest first."""
    said = FacilityList.objects.filter(place__path__in=list(paths))
    return said.select_related("place", "organisation").order_by("-said_on", "-id")
