"""Needs of communes as the sum of their parts: the arithmetic, without the database."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from twiza.access.models import Counted

Figures = npt.NDArray[np.float64]
"""Figures in which NaN says: missing."""

PERCENT = 100.0
PER_1000 = 1000.0


@dataclass(frozen=True, slots=True)
class Term:
    """What a part counts, in which column of the census, and with which weight."""

    specialty: str
    counted: str
    weight: float
    column: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """
    One term in one commune: `value` as the census has it, `people` counted × weight = `need`. None is missing.

    For PER_UNIT, `people` is thousands of inhabitants × value: what one unit of weight adds.
    """

    term: Term
    value: float | None
    people: float | None
    need: float | None


@dataclass(frozen=True, slots=True)
class NeedTable:
    """
    The need of communes by specialty, with every part.

    `inhabitants` has one figure per commune, `values` and `people` one per commune and term.
    """

    commune_ids: tuple[int, ...]
    terms: tuple[Term, ...]
    inhabitants: Figures
    values: Figures
    people: Figures

    @property
    def specialties(self) -> tuple[str, ...]:
        """Return the specialties of the formula, in its order."""
        return tuple(dict.fromkeys(term.specialty for term in self.terms))

    @property
    def weights(self) -> Figures:
        """Return the weight of each term."""
        return np.array([term.weight for term in self.terms], dtype=float)

    def needs(self, specialty: str) -> Figures:
        """Return the people in need by commune: the sum of the parts that are known, NaN where none is."""
        parts = self._parts_of(specialty)
        known = ~np.isnan(parts)
        return np.where(known.any(axis=1), np.where(known, parts, 0.0).sum(axis=1), np.nan)

    def total_needs(self, specialties: Sequence[str]) -> Figures:
        """Return the people in need of any of these specialties by commune; NaN where none is known."""
        needs = np.array([self.needs(specialty) for specialty in specialties], dtype=float)
        needs = needs.reshape(len(specialties), len(self.commune_ids))
        known = ~np.isnan(needs)
        return np.where(known.any(axis=0), np.where(known, needs, 0.0).sum(axis=0), np.nan)

    def is_incomplete(self, specialties: Sequence[str]) -> npt.NDArray[np.bool_]:
        """Return by commune whether a part is missing: the need is then at least what is shown."""
        missing = [np.isnan(self._parts_of(specialty)).any(axis=1) for specialty in specialties]
        rows = np.array(missing, dtype=bool).reshape(len(specialties), len(self.commune_ids))
        return np.asarray(rows.any(axis=0))

    def parts(self, row: int) -> tuple[Part, ...]:
        """Return every part of one commune, in the order of the formula."""
        needs = self.people[row] * self.weights
        return tuple(
            Part(term, none_if_missing(value), none_if_missing(people), none_if_missing(need))
            for term, value, people, need in zip(self.terms, self.values[row], self.people[row], needs, strict=True)
        )

    def _parts_of(self, specialty: str) -> Figures:
        mine = [index for index, term in enumerate(self.terms) if term.specialty == specialty]
        return self.people[:, mine] * self.weights[mine]


def need_table(
    commune_ids: Sequence[int],
    terms: Sequence[Term],
    inhabitants: Figures,
    columns: Mapping[str, Figures],
) -> NeedTable:
    """Return the needs of communes from the columns of the census, one figure per commune."""
    values = [column_of(term, inhabitants, columns) for term in terms]
    people = [people_counted(term, inhabitants, value) for term, value in zip(terms, values, strict=True)]
    shape = (len(terms), len(commune_ids))
    return NeedTable(
        commune_ids=tuple(commune_ids),
        terms=tuple(terms),
        inhabitants=inhabitants,
        values=np.array(values, dtype=float).reshape(shape).T,
        people=np.array(people, dtype=float).reshape(shape).T,
    )


def column_of(term: Term, inhabitants: Figures, columns: Mapping[str, Figures]) -> Figures:
    """Return what a term reads of the census; a column that is not there is missing everywhere."""
    if term.counted == Counted.EVERYONE:
        return inhabitants
    return columns.get(term.column, np.full(len(inhabitants), np.nan))


def people_counted(term: Term, inhabitants: Figures, value: Figures) -> Figures:
    """Return how many people a term counts, by commune."""
    if term.counted == Counted.SHARE:
        return inhabitants * value / PERCENT
    if term.counted == Counted.REST:
        return inhabitants * (PERCENT - value) / PERCENT
    if term.counted == Counted.PER_UNIT:
        return inhabitants / PER_1000 * value
    return value


def none_if_missing(figure: float) -> float | None:
    """Return the figure, or None for NaN."""
    return None if math.isnan(figure) else float(figure)
