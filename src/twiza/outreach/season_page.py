"""A season as rows: by caravan, by commune, by specialty; small numbers hidden with what would give them away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, overload

from twiza.access.models import Specialty
from twiza.core.small_numbers import LEAST, hidden_in_tree, is_small
from twiza.outreach.gap import MetTogether
from twiza.outreach.measures.days import Numbers
from twiza.outreach.models import Caravan
from twiza.outreach.queries.season import CommuneSeason, Season
from twiza.outreach.report_content import HIDDEN, Shown, post_rows
from twiza.territory.models import Place

NOTHING = Numbers()


@dataclass(frozen=True, slots=True)
class CaravanRow:
    """A caravan of the season; numbers are None where it did not take place."""

    caravan: Caravan
    is_done: bool
    came: Shown | None
    given: Shown | None
    missed_share: float | str | None
    wait: float | None
    is_heard: bool


@dataclass(frozen=True, slots=True)
class CommuneRow:
    """A commune of the season."""

    commune: Place
    passages: int
    came: Shown
    given: Shown
    last_on: dt.date | None


@dataclass(frozen=True, slots=True)
class SpecialtyRow:
    """A specialty of the season."""

    specialty: Specialty
    given: Shown


@dataclass(frozen=True, slots=True)
class SeasonPage:
    """A season as it is shown. `came` and `given` are the totals, hidden where a row would be given away."""

    season: Season
    came: Shown
    given: Shown
    missed_share: float | str | None
    wait: float | None
    caravans: Sequence[CaravanRow]
    communes: Sequence[CommuneRow]
    specialties: Sequence[SpecialtyRow]


def season_page(season: Season) -> SeasonPage:
    """Return the rows of a season."""
    came_by = {pk: one.people for pk, one in season.numbers.items()}
    given_by = {pk: one.given.total() for pk, one in season.numbers.items()}
    missed_by = {pk: told_of_missed(one) for pk, one in season.numbers.items()}
    came = shown_of(came_by, {pk: one.people for pk, one in season.communes.items()})
    given = shown_of(given_by, {pk: one.given for pk, one in season.communes.items()})
    (missed,) = shown_of(missed_by)
    return SeasonPage(
        season=season,
        came=came[0].whole,
        given=given[0].whole,
        missed_share=share_of(season.whole, missed.whole),
        wait=median_of(season.whole),
        caravans=CaravanRows(season, came[0].rows, given[0].rows, missed.rows),
        communes=commune_rows(season.communes, came[1].rows, given[1].rows),
        specialties=specialty_rows(season.whole, given[0].whole),
    )


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """Numbers as they may be shown, and their sum."""

    rows: dict[Hashable, Shown]
    whole: Shown


WHOLE = "whole"
"""The key of the sum: no caravan, commune nor specialty is called so."""


def shown_of(*columns: Mapping[Any, int]) -> list[ShownColumn]:
    """
    Return the same people counted in several ways, each with the sum; small numbers hidden.

    Where one way can only be kept by hiding the sum, no way tells anything: the sum stands beside each.
    """
    hidden = [hidden_with_whole(column) for column in columns]
    if any(WHOLE in one for one in hidden):
        hidden = [{*column, WHOLE} for column in columns]
    return [
        ShownColumn(
            {key: HIDDEN if key in out else number for key, number in column.items()},
            HIDDEN if WHOLE in out else sum(column.values()),
        )
        for column, out in zip(columns, hidden, strict=True)
    ]


def hidden_with_whole(column: Mapping[Any, int]) -> set[Hashable]:
    """Return which numbers of a column to hide; WHOLE is its sum."""
    numbers: dict[Hashable, int] = {**column, WHOLE: sum(column.values())}
    return hidden_in_tree(numbers, {key: None if key == WHOLE else WHOLE for key in numbers})


def told_of_missed(numbers: Numbers) -> int:
    """Return how many people nobody saw; as one that is hidden, where it would tell that few were seen."""
    return LEAST if is_small(numbers.people_seen) else numbers.people_missed


def share_of(numbers: Numbers, missed: Shown) -> float | str | None:
    """Return the share (0-1) of those who came whom nobody saw, hidden with their number; None of nobody."""
    if missed == HIDDEN:
        return HIDDEN
    return numbers.people_missed / numbers.people if numbers.people else None


def median_of(numbers: Numbers) -> float | None:
    """Return the median whole minutes from arrival to care; None where too few are known."""
    return median(numbers.waits.elements()) if numbers.waits.total() and not is_small(numbers.waits.total()) else None


@dataclass(frozen=True, slots=True)
class CaravanRows(Sequence[CaravanRow]):
    """The rows of a season's caravans, each made when it is asked for: a page shows few of them."""

    season: Season
    came: Mapping[Hashable, Shown]
    given: Mapping[Hashable, Shown]
    missed: Mapping[Hashable, Shown]

    def __len__(self) -> int:
        return self.season.planned

    def __iter__(self) -> Iterator[CaravanRow]:
        return (self.row_of(caravan) for caravan in self.season.caravans)

    @overload
    def __getitem__(self, rank: int) -> CaravanRow: ...

    @overload
    def __getitem__(self, rank: slice) -> Sequence[CaravanRow]: ...

    def __getitem__(self, rank: int | slice) -> CaravanRow | Sequence[CaravanRow]:
        if isinstance(rank, slice):
            return [self.row_of(caravan) for caravan in self.season.caravans[rank]]
        return self.row_of(self.season.caravans[rank])

    def row_of(self, caravan: Caravan) -> CaravanRow:
        """Return the row of one caravan."""
        numbers = self.season.numbers.get(caravan.pk)
        return CaravanRow(
            caravan=caravan,
            is_done=numbers is not None,
            came=self.came.get(caravan.pk),
            given=self.given.get(caravan.pk),
            missed_share=share_of(numbers, self.missed[caravan.pk]) if numbers else None,
            wait=median_of(numbers) if numbers else None,
            is_heard=caravan.pk in self.season.heard,
        )


def commune_rows(
    communes: Mapping[int, CommuneSeason], came: Mapping[Hashable, Shown], given: Mapping[Hashable, Shown]
) -> list[CommuneRow]:
    """Return a row for each commune, by path."""
    return [
        CommuneRow(
            place, len(communes[place.pk].passages), came[place.pk], given[place.pk], communes[place.pk].last_on
        )
        for place in Place.objects.filter(pk__in=list(communes)).order_by("path")
    ]


def specialty_rows(numbers: Numbers, given: Shown) -> list[SpecialtyRow]:
    """
    Return a row for each specialty, in order: hidden as where those not seen stand beside those seen.

    Where the sum is hidden on one side alone, every row is.
    """
    found = list(Specialty.objects.filter(code__in=numbers.asked).order_by("position", "code"))
    rows = post_rows(numbers, {one.code: one.names for one in found})
    is_told = bool(rows) and rows[-1]["given"] == given
    return [SpecialtyRow(one, row["given"] if is_told else HIDDEN) for one, row in zip(found, rows, strict=False)]


def gap_told(gap: MetTogether) -> MetTogether | None:
    """Return a gap that may be told: where few consultations were given in all, none is."""
    return None if is_small(gap.given) or not gap.need else gap
