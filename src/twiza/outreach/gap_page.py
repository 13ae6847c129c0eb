"""The page of the gap around a caravan: before and after beside each other, small numbers hidden for most."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from twiza.access.models import Specialty
from twiza.core.small_numbers import hidden_in_table
from twiza.outreach.gap import Met, MetTogether, together
from twiza.outreach.models import GapMeasurement, GapMoment, GapPlace
from twiza.territory.models import Place

Key = tuple[int, int]
"""The ids of a commune and of a specialty."""


@dataclass(frozen=True, slots=True)
class ShownGap:
    """A need and what was given of it, as a reader may see it: `given` None is hidden, and its share with it."""

    need: float | None
    given: int | None
    share: float | None
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class GapRow:
    """One specialty in one commune (None: all of them): before, after, and what was promised."""

    commune: Place | None
    specialty: Specialty | None
    before: ShownGap | None
    after: ShownGap | None
    promised: float | None

    @property
    def change(self) -> float | None:
        """Return by how much the share met grew; None where one of the two is not known or hidden."""
        if self.before is None or self.after is None or self.before.share is None or self.after.share is None:
            return None
        return self.after.share - self.before.share


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A commune: its people, those beyond reach, and how long before the day counted a caravan last passed."""

    place: GapPlace
    days_since: int | None


@dataclass(frozen=True, slots=True)
class GapPage:
    """Everything that the page shows; `before` and `after` are the measurements compared, if there are."""

    before: GapMeasurement | None
    after: GapMeasurement | None
    rows: Sequence[GapRow]
    passages: Sequence[PassageRow]


def gap_page(measurements: Sequence[GapMeasurement], *, sees_persons: bool, withheld: Collection[int] = ()) -> GapPage:
    """
    Return the first measurement before and the last one since, compared.

    `withheld` are the specialties whose consultations are hidden in the register's counts: here they are hidden too.
    """
    before = next((one for one in measurements if one.moment == GapMoment.BEFORE), None)
    since = [one for one in measurements if one.moment != GapMoment.BEFORE]
    after = max(since, key=lambda one: (one.counted_until, one.made_at), default=None)
    latest = after or before
    return GapPage(
        before=before,
        after=after,
        rows=gap_rows(before, after, sees_persons=sees_persons, withheld=withheld),
        passages=passages_of(latest) if latest else [],
    )


def gap_rows(
    before: GapMeasurement | None, after: GapMeasurement | None, *, sees_persons: bool, withheld: Collection[int]
) -> list[GapRow]:
    """Return a row for each commune and specialty, and one for all of them."""
    first, second = parts_of(before), parts_of(after)
    shown_first = shown_parts(first, sees_persons=sees_persons, withheld=withheld)
    shown_second = shown_parts(second, sees_persons=sees_persons, withheld=withheld)
    named = named_keys(before) | named_keys(after)
    rows = [
        GapRow(*named[key], shown_first.get(key), shown_second.get(key), (second.get(key) or first[key]).promised)
        for key in named
    ]
    whole = together((second or first).values())
    return [*rows, GapRow(None, None, shown_first.get(None), shown_second.get(None), whole.promised)] if rows else []


def named_keys(measurement: GapMeasurement | None) -> dict[Key, tuple[Place, Specialty]]:
    """Return the communes and specialties of a measurement, in order."""
    needs = measurement.needs.all() if measurement else ()
    return {(one.commune_id, one.specialty_id): (one.commune, one.specialty) for one in needs}


def parts_of(measurement: GapMeasurement | None) -> dict[Key, Met]:
    """Return the numbers of a measurement by commune and specialty."""
    needs = measurement.needs.all() if measurement else ()
    return {(one.commune_id, one.specialty_id): Met(one.need, one.given, one.promised) for one in needs}


def shown_parts(
    parts: Mapping[Key, Met], *, sees_persons: bool, withheld: Collection[int] = ()
) -> dict[Key | None, ShownGap]:
    """Return numbers as a reader may see them, and under None their sum: a small number is hidden with its share."""
    if not parts:
        return {}
    hidden = set() if sees_persons else hidden_keys(parts)
    told = {key: key not in hidden and key[1] not in withheld for key in parts}
    shown: dict[Key | None, ShownGap] = {key: shown_gap(part, is_hidden=not told[key]) for key, part in parts.items()}
    # The sum of the parts met would give a hidden one away, so it is told only where nothing is hidden.
    shown[None] = shown_gap(together(parts.values()), is_hidden=bool(hidden))
    return shown


def shown_gap(part: Met | MetTogether, *, is_hidden: bool) -> ShownGap:
    """Return a number as it may be seen."""
    return ShownGap(
        part.need, None if is_hidden else part.given, None if is_hidden else part.share, is_hidden=is_hidden
    )


def hidden_keys(parts: Mapping[Key, Met]) -> set[Key]:
    """Return the numbers to hide, so that none can be computed back from the others."""
    communes, specialties = (sorted({key[rank] for key in parts}) for rank in (0, 1))
    rows = [[given_at(parts, (commune, one)) for one in specialties] for commune in communes]
    table = [[*row, sum(row)] for row in rows]
    table.append([sum(column) for column in zip(*table, strict=True)])
    cells = hidden_in_table(table)
    return {
        (commune, specialty)
        for row, commune in enumerate(communes)
        for column, specialty in enumerate(specialties)
        if (row, column) in cells
    }


def given_at(parts: Mapping[Key, Met], key: Key) -> int:
    """Return what was given at a place of the table, 0 where it holds nothing."""
    return parts[key].given if key in parts else 0


def passages_of(measurement: GapMeasurement) -> list[PassageRow]:
    """Return the communes of a measurement with the days since the last passage."""
    return [
        PassageRow(one, days_between(one.passed_on, measurement.counted_until)) for one in measurement.places.all()
    ]


def days_between(passed_on: dt.date | None, day: dt.date) -> int | None:
    """Return how many days before a day a caravan passed; None where none ever did."""
    return None if passed_on is None else (day - passed_on).days
