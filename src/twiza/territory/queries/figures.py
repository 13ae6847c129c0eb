"""The figures of places, as rows for tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from twiza.territory.models import (
    OLDEST_AGE,
    CensusIndicator,
    CensusValue,
    Place,
    PlaceBoundary,
    PlaceParent,
    PopulationCount,
    PopulationPoint,
    Sex,
    Source,
    Universe,
)


@dataclass(frozen=True, slots=True)
class PlaceFigures:
    """People of a place at its two latest counts, and its area; None where not known."""

    place: Place
    people: int | None
    year: int | None
    people_before: int | None
    year_before: int | None
    area_km2: float | None

    @property
    def change(self) -> float | None:
        """Return the change between the two counts as a share of the earlier one."""
        if self.people is None or not self.people_before:
            return None
        return self.people / self.people_before - 1

    @property
    def people_per_km2(self) -> float | None:
        """Return the density, when people and area are known."""
        return None if self.people is None or not self.area_km2 else self.people / self.area_km2


def figures_of(places: Iterable[Place]) -> list[PlaceFigures]:
    """Return the figures of places, in their order, in two queries."""
    listed = list(places)
    ids = [place.pk for place in listed]
    counts: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    rows = everybody().filter(place__in=ids).order_by("-year")
    for place_id, year, people in rows.values_list("place_id", "year", "people"):
        counts[place_id].append((year, people))
    boundaries = PlaceBoundary.objects.filter(place__in=ids, detail=PlaceBoundary.Detail.FULL)
    areas = dict(boundaries.values_list("place_id", "area_km2"))
    return [_figures(place, counts[place.pk], areas.get(place.pk)) for place in listed]


def _figures(place: Place, counts: Sequence[tuple[int, int]], area: float | None) -> PlaceFigures:
    (year, people), (year_before, people_before) = [*counts, (None, None), (None, None)][:2]
    return PlaceFigures(place, people, year, people_before, year_before, area)


def everybody() -> QuerySet[PopulationCount]:
    """Return the counts of everybody: the legal population, of both sexes and every age."""
    return PopulationCount.objects.filter(universe=Universe.LEGAL, sex=Sex.ALL, age_start=0, age_end=OLDEST_AGE)


@dataclass(frozen=True, slots=True)
class AgeRow:
    """Women and men of an age band [start, end) in years; no end is everybody older."""

    start: int
    end: int | None
    female: int | None
    male: int | None


def ages_of(place: Place, year: int) -> list[AgeRow]:
    """Return the people of a place by age and sex in a year, the youngest first."""
    bands: defaultdict[tuple[int, int], dict[str, int]] = defaultdict(dict)
    rows = place.population.filter(year=year).exclude(sex=Sex.ALL).order_by("age_start", "age_end")
    for start, end, sex, people in rows.values_list("age_start", "age_end", "sex", "people"):
        bands[start, end][sex] = people
    return [
        AgeRow(start, None if end == OLDEST_AGE else end, people.get(Sex.FEMALE), people.get(Sex.MALE))
        for (start, end), people in bands.items()
    ]


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator and its values in the years asked, None where the census has none."""

    indicator: CensusIndicator
    values: list[float | None]


def indicators_of(place: Place) -> tuple[list[int], list[IndicatorRow]]:
    """Return the years and rows of the census figures of a place, the latest year first."""
    values = CensusValue.objects.filter(place=place).select_related("indicator").order_by("indicator__position")
    by_indicator: defaultdict[CensusIndicator, dict[int, float]] = defaultdict(dict)
    for one in values:
        by_indicator[one.indicator][one.year] = one.value
    years = sorted({year for known in by_indicator.values() for year in known}, reverse=True)
    rows = [IndicatorRow(one, [known.get(year) for year in years]) for one, known in by_indicator.items()]
    return years, rows


def sources_of(place: Place) -> list[Source]:
    """Return the sources of everything known of a place, by code."""
    used = (
        PopulationCount.objects.filter(place=place).values("source"),
        CensusValue.objects.filter(place=place).values("source"),
        PlaceBoundary.objects.filter(place=place).values("source"),
    )
    first, *others = used
    return list(Source.objects.filter(id__in=first.union(*others)).order_by("code"))


def map_sources_of(place: Place) -> QuerySet[Source]:
    """Return the sources of the boundaries of a place."""
    return Source.objects.filter(id__in=PlaceBoundary.objects.filter(place=place).values("source"))


def parents_of(place: Place) -> list[PlaceParent]:
    """Return what contains a place, by line."""
    return list(place.parent_links.select_related("parent__kind").order_by("line", "parent__code"))


def people_by_basis(place: Place) -> dict[str, int]:
    """Return how many people of a commune are at localities and how many on the grid."""
    people: defaultdict[str, int] = defaultdict(int)
    for basis, count in PopulationPoint.objects.filter(commune=place).values_list("basis", "people"):
        people[basis] += count
    return dict(people)
