"""The need of a province or a region by specialty: its communes added up, part by part, and their median."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.utils.translation import get_language

from twiza.access.commune_page import SaidPart, label_of
from twiza.access.models import NeedFormula, NeedTerm
from twiza.access.need_table import PER_1000, Figures, NeedTable, none_if_missing
from twiza.access.queries.needs import needs_by_terms, terms_of
from twiza.core.names import name_in
from twiza.territory.models import Place


@dataclass(frozen=True, slots=True)
class AreaNeed:
    """
    The need of a specialty in an area with its parts; at least so when a figure is missing in `incomplete` communes.

    `median_per_1000` is that of the communes where the need is known, each counting as one.
    """

    name: str
    need: float | None
    per_1000: float | None
    median_per_1000: float | None
    incomplete: int
    parts: Sequence[SaidPart]

    @property
    def is_incomplete(self) -> bool:
        """Say whether a figure is missing somewhere."""
        return self.incomplete > 0


def area_needs(communes: Sequence[Place], formula: NeedFormula) -> list[AreaNeed]:
    """Return the need of communes together by specialty with every part, in the order of the formula."""
    terms = list(terms_of(formula))
    table = needs_by_terms(communes, terms)
    names = {term.specialty.code: name_in(term.specialty.names, get_language() or "fr") for term in terms}
    return [area_need(code, names[code], table, terms) for code in table.specialties]


def incomplete_communes(communes: Sequence[Place], formula: NeedFormula) -> int:
    """Return in how many communes a figure that the formula asks for is missing."""
    table = needs_by_terms(communes, list(terms_of(formula)))
    return int(table.is_incomplete(table.specialties).sum())


def area_need(code: str, name: str, table: NeedTable, terms: Sequence[NeedTerm]) -> AreaNeed:
    """Return the need of one specialty."""
    needs = table.needs(code)
    need = known_sum(needs)
    known_people = known_sum(np.where(np.isnan(needs), np.nan, table.inhabitants))
    rates = needs / np.where(table.inhabitants > 0, table.inhabitants, np.nan) * PER_1000
    return AreaNeed(
        name=name,
        need=need,
        per_1000=need / known_people * PER_1000 if need is not None and known_people else None,
        median_per_1000=none_if_missing(float(np.nanmedian(rates))) if not np.isnan(rates).all() else None,
        incomplete=int(table.is_incomplete([code]).sum()),
        parts=[area_part(rank, term, table) for rank, term in enumerate(terms) if term.specialty.code == code],
    )


def area_part(rank: int, term: NeedTerm, table: NeedTable) -> SaidPart:
    """Return one part of the communes added up; shares of communes do not add up, people do."""
    people = known_sum(table.people[:, rank])
    return SaidPart(
        label=label_of(term),
        value="",
        people=people,
        weight=term.weight,
        need=None if people is None else people * term.weight,
    )


def known_sum(figures: Figures) -> float | None:
    """Return the sum of the known figures, None when none is known."""
    known = figures[~np.isnan(figures)]
    return float(known.sum()) if known.size else None
