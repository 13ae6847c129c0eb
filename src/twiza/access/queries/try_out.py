"""What other weights would change, region by region, before they are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from twiza.access.models import NeedTerm
from twiza.access.need_table import PER_1000, Figures, NeedTable, none_if_missing
from twiza.access.queries.needs import needs_by_terms
from twiza.access.queries.place_rows import LEVELS, holder_ranks, summed
from twiza.territory.models import Place
from twiza.territory.queries.places import communes_in, places_within


@dataclass(frozen=True, slots=True)
class TriedRow:
    """The people in need per 1,000 inhabitants of a region, by the weights before and after; None is not known."""

    place: Place
    before: float | None
    after: float | None

    @property
    def change(self) -> float | None:
        """Return by how much the need changes, as a share of what it was; undefined from nothing."""
        return (self.after - self.before) / self.before if self.after is not None and self.before else None


def tried_rows(country_path: str, before: Sequence[NeedTerm], after: Sequence[NeedTerm]) -> list[TriedRow]:
    """Return the needs of the regions of a country by two sets of terms."""
    regions = list(places_within(country_path).filter(kind__rank=LEVELS["region"]))
    communes = list(communes_in(country_path))
    holders = holder_ranks(communes, regions)
    columns = [per_1000(needs_by_terms(communes, terms), holders, len(regions)) for terms in (before, after)]
    return [
        TriedRow(region, none_if_missing(columns[0][rank]), none_if_missing(columns[1][rank]))
        for rank, region in enumerate(regions)
    ]


def per_1000(table: NeedTable, holders: Sequence[int], count: int) -> Figures:
    """Return the people in need of any specialty per 1,000 inhabitants, by holder."""
    needs = summed(table.total_needs(table.specialties), holders, count)
    return needs / summed(table.inhabitants, holders, count) * PER_1000
