"""What people need: communes × the parts of a formula, read from the census."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from django.db.models import Q, QuerySet, Sum

from twiza.access.models import NeedFormula, NeedTerm
from twiza.access.need_table import Figures, NeedTable, Term, need_table, none_if_missing
from twiza.territory.models import CensusValue, Place, PopulationCount, Sex
from twiza.territory.queries.places import communes_in, edition_of_all
from twiza.territory.queries.points import PopulationPoints, population_points
from twiza.territory.queries.population import latest_people


@dataclass(frozen=True, slots=True)
class NeedPoint:
    """
    People at a point and what they need by specialty, for planning.

    A specialty of which nothing is known there is left out of `needs`. `is_grid` says that the point is an
    assumption (`twiza.territory.grid.ASSUMPTION_GRID`), not a known locality.
    """

    id: str
    commune_code: str
    lat: float
    lon: float
    people: int
    is_grid: bool
    needs: Mapping[str, float]


@dataclass(frozen=True, slots=True, order=True)
class Band:
    """People of a sex (or all) and of ages, the end left out, as a population group says."""

    code: str
    sex: str
    age_start: int
    age_end: int


def terms_of(formula: NeedFormula) -> QuerySet[NeedTerm]:
    """Return the terms of a formula in the order in which they are shown."""
    terms = formula.terms.select_related("specialty", "group", "indicator")
    return terms.order_by("specialty__position", "specialty__code", "position", "id")


def needs_of(communes: Sequence[Place], formula: NeedFormula) -> NeedTable:
    """Return the needs of communes by specialty with every part, in the order of the communes."""
    return needs_by_terms(communes, list(terms_of(formula)))


def needs_by_terms(communes: Sequence[Place], terms: Sequence[NeedTerm]) -> NeedTable:
    """Return the needs of communes by these terms, kept or only tried out."""
    ids = tuple(commune.pk for commune in communes)
    bands = {Band(term.group.code, term.group.sex, term.group.age_start, term.group.age_end)
             for term in terms if term.group}  # fmt: skip
    indicators = {term.indicator.pk for term in terms if term.indicator}
    inhabitants, columns = census_of(ids, frozenset(bands), frozenset(indicators))
    return need_table(ids, [as_term(term) for term in terms], inhabitants, columns)


def census_of(
    ids: tuple[int, ...], bands: frozenset[Band], indicators: frozenset[int]
) -> tuple[Figures, dict[str, Figures]]:
    """Return the inhabitants of communes and the columns asked for, read once for each edition of the territory."""
    edition = edition_of_all()
    read = census_kept if edition else read_census
    return read(edition, ids, bands, indicators)


def read_census(
    edition: str, ids: tuple[int, ...], bands: frozenset[Band], indicators: frozenset[int]
) -> tuple[Figures, dict[str, Figures]]:
    """Read the inhabitants of communes and columns of the census, of the edition there is."""
    columns = band_columns(ids, sorted(bands)) | indicator_columns(ids, indicators)
    return in_order(ids, latest_people(ids)), columns


census_kept = lru_cache(maxsize=32)(read_census)
"""A whole country takes some 150 KB; figures never change within an edition, formulas only choose among them."""


def as_term(term: NeedTerm) -> Term:
    """Return a term as the arithmetic takes it."""
    column = term.group.code if term.group else term.indicator.code if term.indicator else ""
    return Term(specialty=term.specialty.code, counted=term.counted, weight=term.weight, column=column)


def band_columns(ids: Sequence[int], bands: Sequence[Band]) -> dict[str, Figures]:
    """Return people of each band by commune, of the latest year each has, from the census bands within it."""
    if not bands:
        return {}
    sums = {f"in_{rank}": Sum("people", filter=is_in(band)) for rank, band in enumerate(bands)}
    counts = PopulationCount.objects.filter(place__in=ids).exclude(sex=Sex.ALL)
    found: dict[str, dict[int, float]] = {band.code: {} for band in bands}
    for place, _year, *people in counts.values_list("place_id", "year").annotate(**sums).order_by("year"):
        known = {band.code: count for band, count in zip(bands, people, strict=True) if count is not None}
        for code, count in known.items():
            found[code][place] = count
    return {code: in_order(ids, people) for code, people in found.items()}


def is_in(band: Band) -> Q:
    """Return the condition that a band of the census lies within this one."""
    is_of_age = Q(age_start__gte=band.age_start, age_end__lte=band.age_end)
    return is_of_age if band.sex == Sex.ALL else is_of_age & Q(sex=band.sex)


def indicator_columns(ids: Sequence[int], indicator_ids: Collection[int]) -> dict[str, Figures]:
    """Return the latest value of each indicator by commune."""
    rows = CensusValue.objects.filter(place__in=ids, indicator__in=indicator_ids).order_by("year")
    found: dict[str, dict[int, float]] = {}
    for code, place, value in rows.values_list("indicator__code", "place_id", "value"):
        found.setdefault(code, {})[place] = value
    return {code: in_order(ids, values) for code, values in found.items()}


def in_order(ids: Sequence[int], values: Mapping[int, float]) -> Figures:
    """Return values in the order of the communes, NaN for those without one."""
    return np.array([values.get(one, np.nan) for one in ids], dtype=float)


def need_points(area_path: str, specialties: Sequence[str], formula: NeedFormula) -> list[NeedPoint]:
    """
    Return the people of an area at their points, each with its part of its commune's need.

    A commune's need is spread over its points in proportion to their people. A point's id is its commune's code and
    its rank there, from 1.
    """
    communes = communes_in(area_path)
    table = needs_of(list(communes), formula)
    per_person = needs_per_person(table, specialties)
    codes = {commune.pk: commune.code for commune in communes}
    return list(points_from(population_points(communes), codes, per_person))


def needs_per_person(table: NeedTable, specialties: Sequence[str]) -> dict[int, dict[str, float]]:
    """Return by commune the need of one inhabitant by specialty; what is not known is left out."""
    columns = {specialty: table.needs(specialty) / table.inhabitants for specialty in specialties}
    return {
        commune: {
            specialty: known
            for specialty, column in columns.items()
            if (known := none_if_missing(column[row])) is not None
        }
        for row, commune in enumerate(table.commune_ids)
    }


def points_from(
    points: PopulationPoints, codes: Mapping[int, str], per_person: Mapping[int, Mapping[str, float]]
) -> Iterator[NeedPoint]:
    """Yield points with their needs."""
    ranks: Counter[int] = Counter()
    columns = (points.commune_id, points.lat, points.lon, points.people, points.on_grid)
    for commune, lat, lon, people, is_grid in zip(*(column.tolist() for column in columns), strict=True):
        ranks[commune] += 1
        yield NeedPoint(
            id=f"{codes[commune]}/{ranks[commune]}",
            commune_code=codes[commune],
            lat=lat,
            lon=lon,
            people=people,
            is_grid=is_grid,
            needs={specialty: each * people for specialty, each in per_person[commune].items()},
        )
