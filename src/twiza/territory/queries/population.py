"""How many people live where."""

from __future__ import annotations

from collections.abc import Collection

from twiza.territory.models import OLDEST_AGE, PopulationCount, Sex, Universe


def latest_people(place_ids: Collection[int]) -> dict[int, int]:
    """Return the legal population of places by id, of the latest year each has; a place without any is left out."""
    rows = PopulationCount.objects.filter(
        place__in=place_ids, universe=Universe.LEGAL, sex=Sex.ALL, age_start=0, age_end=OLDEST_AGE
    ).order_by("year")
    return dict(rows.values_list("place_id", "people"))
