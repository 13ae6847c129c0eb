"""One row per region, province or commune: its needs, its census, how far its people are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from django.db.models import QuerySet

from twiza.access.models import AccessScenario, NeedFormula
from twiza.access.need_table import PER_1000, Figures, none_if_missing
from twiza.access.queries.needs import needs_of
from twiza.territory.models import CensusIndicator, CensusValue, Place
from twiza.territory.queries.places import communes_in, places_within

LEVELS = {"region": 1, "province": 2}
"""How deep the places of a level lie; communes lie at various depths."""
COMMUNE = "commune"


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """
    What is known of a place; None is not known, never 0.

    `need` is at least so when some of its communes are `incomplete`. `far_people` are those beyond the far time of a
    scenario, of the `reached_people` it computed.
    """

    place: Place
    inhabitants: int | None
    need: float | None
    incomplete: int
    indicator: float | None
    reached_people: int | None
    far_people: int | None
    supply_per_10000: float | None

    @property
    def need_per_1000(self) -> float | None:
        """Return the people in need per thousand inhabitants; undefined without inhabitants."""
        return self.need / self.inhabitants * PER_1000 if self.need is not None and self.inhabitants else None

    @property
    def far_share(self) -> float | None:
        """Return the share (0–1) of people who are far; undefined without people."""
        return self.far_people / self.reached_people if self.far_people is not None and self.reached_people else None


@dataclass(frozen=True, slots=True)
class Asked:
    """What rows are asked for: which places, needs of which specialties, which census column, which scenario."""

    area: Place
    level: str
    formula: NeedFormula | None
    specialties: Sequence[str]
    indicator: CensusIndicator | None
    scenario: AccessScenario | None


def places_at(area: Place, level: str) -> QuerySet[Place]:
    """Return the places of a level in an area, by path."""
    if level == COMMUNE:
        return communes_in(area.path)
    return places_within(area.path).filter(kind__rank=LEVELS[level])


def place_rows(asked: Asked) -> list[PlaceRow]:
    """Return the rows asked for, by path."""
    places = list(places_at(asked.area, asked.level))
    communes = places if asked.level == COMMUNE else list(communes_in(asked.area.path))
    return rows_of(places, communes, asked)


def rows_of(places: Sequence[Place], communes: Sequence[Place], asked: Asked) -> list[PlaceRow]:
    """Return a row for each place from the communes it holds, in six queries at most."""
    holders = holder_ranks(communes, places)
    figures = commune_figures(communes, asked)
    sums = {name: summed(column, holders, len(places)).tolist() for name, column in figures.items()}
    values = values_of(places, asked.indicator)
    return [
        row_from(place, dict(zip(sums, figures_of_place, strict=True)), values)
        for place, *figures_of_place in zip(places, *sums.values(), strict=True)
    ]


def row_from(place: Place, sums: Mapping[str, float], values: Mapping[int, float]) -> PlaceRow:
    """Return one row from what its communes add up to."""
    people, supplied = none_if_missing(sums["reached"]), none_if_missing(sums["supply"])
    return PlaceRow(
        place=place,
        inhabitants=as_whole(sums["inhabitants"]),
        need=none_if_missing(sums["need"]),
        incomplete=as_whole(sums["incomplete"]) or 0,
        indicator=values.get(place.pk),
        reached_people=as_whole(sums["reached"]),
        far_people=as_whole(sums["far"]),
        supply_per_10000=supplied / people if supplied is not None and people else None,
    )


def commune_figures(communes: Sequence[Place], asked: Asked) -> dict[str, Figures]:
    """Return by name the figures of communes that add up, NaN where not known."""
    missing = np.full(len(communes), np.nan)
    figures = dict.fromkeys(("inhabitants", "need", "incomplete", "reached", "far", "supply"), missing)
    if asked.formula:
        table = needs_of(communes, asked.formula)
        figures["inhabitants"] = table.inhabitants
        figures["need"] = table.total_needs(asked.specialties)
        figures["incomplete"] = table.is_incomplete(asked.specialties).astype(float)
    if asked.scenario:
        figures |= scenario_figures(communes, asked.scenario)
    return figures


def scenario_figures(communes: Sequence[Place], scenario: AccessScenario) -> dict[str, Figures]:
    """Return what a scenario says of communes; `supply` is per 10,000, times people, to be added up."""
    columns = ("commune_id", "people", "people_beyond_far_minutes", "supply_per_10000")
    found = {row[0]: row[1:] for row in scenario.results.values_list(*columns)}
    rows = [found.get(commune.pk, (np.nan, np.nan, None)) for commune in communes]
    people = np.array([row[0] for row in rows], dtype=float)
    supply = np.array([np.nan if row[2] is None else row[2] for row in rows], dtype=float)
    return {"reached": people, "far": np.array([row[1] for row in rows], dtype=float), "supply": supply * people}


def holder_ranks(communes: Sequence[Place], places: Sequence[Place]) -> list[int]:
    """Return for each commune the rank of the place that holds it, -1 when none does."""
    ranks = {place.path: rank for rank, place in enumerate(places)}
    return [next((ranks[path] for path in at_and_above(commune.path) if path in ranks), -1) for commune in communes]


def at_and_above(path: str) -> Iterator[str]:
    """Yield a path and those of what contains it, deepest first."""
    while path:
        yield path
        path = path.rpartition("/")[0]


def summed(figures: Figures, holders: Sequence[int], count: int) -> Figures:
    """Return the sums of the known figures by holder, NaN where none is known."""
    kept = (np.array(holders, dtype=int) >= 0) & ~np.isnan(figures)
    ranks = np.array(holders, dtype=int)[kept]
    sums = np.bincount(ranks, weights=figures[kept], minlength=count).astype(float)
    return np.where(np.bincount(ranks, minlength=count) > 0, sums, np.nan)


def values_of(places: Sequence[Place], indicator: CensusIndicator | None) -> dict[int, float]:
    """Return the latest value of a census column by place."""
    if indicator is None:
        return {}
    rows = CensusValue.objects.filter(place__in=[place.pk for place in places], indicator=indicator).order_by("year")
    return dict(rows.values_list("place_id", "value"))


def as_whole(figure: float) -> int | None:
    """Return a figure as a whole number, None for NaN."""
    known = none_if_missing(figure)
    return None if known is None else round(known)
