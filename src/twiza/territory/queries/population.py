"""How many people live where."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Sum

from twiza.territory.models import OLDEST_AGE, PopulationCount, Sex, Universe


def latest_people(place_ids: Collection[int]) -> dict[int, int]:
    """Return the legal population of places by id, of the latest year each has; a place without any is left out."""
    rows = PopulationCount.objects.filter(
        place__in=place_ids, universe=Universe.LEGAL, sex=Sex.ALL, age_start=0, age_end=OLDEST_AGE
    ).order_by("year")
    return dict(rows.values_list("place_id", "people"))


def latest_people_of_ages(place_ids: Collection[int], start: int, end: int) -> dict[int, int]:
    """Return by id how many people of ages [start, end) live in places, of the latest year whose bands lie in it."""
    bands = PopulationCount.objects.filter(place__in=place_ids, age_start__gte=start, age_end__lte=end)
    rows = bands.exclude(sex=Sex.ALL).order_by("year").values_list("place_id", "year").annotate(people=Sum("people"))
    return {place: people for place, _year, people in rows}
