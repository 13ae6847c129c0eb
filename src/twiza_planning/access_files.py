"""The tables of access: localities, facilities and pairs in, access by locality out."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_array

from twiza_planning.access import Vector
from twiza_planning.errors import NotUnderstood
from twiza_planning.nearest import NO_FACILITY, Nearest
from twiza_planning.pairs_file import read_minutes
from twiza_planning.read_table import Row, cut, read_table
from twiza_planning.text_file import write_text


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Localities or facilities: ids, how many people or how much supply, and positions where they are told."""

    ids: tuple[str, ...]
    amounts: Vector
    positions: Vector


def read_places(path: Path, amount: str) -> Places:
    """Return places with their positions: columns id, lat, lon and the amount. Raises NotUnderstood."""
    return collect_places(path, amount, (), read_position)


def read_unplaced(path: Path, amount: str) -> Places:
    """Return places whose lat and lon may be left out or empty. Raises NotUnderstood."""
    return collect_places(path, amount, ("lat", "lon"), read_position_or_none)


def collect_places(
    path: Path, amount: str, optional: tuple[str, ...], position: Callable[[Row], tuple[float, float]]
) -> Places:
    """Return the places of a table."""
    seen: dict[str, int] = {}
    amounts, positions = [], []
    for row in read_table(path, ("id", "lat", "lon", amount), optional=optional):
        name = row.name("id")
        if name in seen:
            raise row.refuse("id", f"{cut(name)} is given twice (first in row {seen[name]})")
        seen[name] = row.line
        amounts.append(row.number(amount))
        positions.append(position(row))
    if not seen:
        raise NotUnderstood("", "no row under the header")
    return Places(tuple(seen), np.array(amounts), np.array(positions))


def read_position(row: Row) -> tuple[float, float]:
    """Return latitude and longitude."""
    return row.number("lat", least=-90, most=90), row.number("lon", least=-180, most=180)


def read_position_or_none(row: Row) -> tuple[float, float]:
    """Return latitude and longitude, NaN where they are left out."""
    if not row.cells.get("lat") and not row.cells.get("lon"):
        return np.nan, np.nan
    for column in ("lat", "lon"):
        if column not in row.cells:
            raise row.refuse(column, "missing")
    return read_position(row)


def read_pairs(path: Path, localities: Places, facilities: Places) -> csr_array:
    """Return the minutes of the pairs in a table, each at most once. Raises NotUnderstood."""
    locality, facility = ({name: rank for rank, name in enumerate(places.ids)} for places in (localities, facilities))
    return read_minutes(path, locality, facility)


def write_access(path: Path, localities: Places, facilities: Places, nearest: Nearest, access: Vector) -> None:
    """Write access by locality, in the localities' order; no facility is an empty cell. Raises NotUnderstood."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("id", "nearest_facility", "minutes", "access"))
    columns = zip(localities.ids, nearest.facility.tolist(), nearest.minutes.tolist(), access.tolist(), strict=True)
    for name, facility, minutes, supply in columns:
        near = "" if facility == NO_FACILITY else facilities.ids[facility]
        writer.writerow((name, near, written(minutes), written(supply)))
    write_text(path, text.getvalue())


def written(number: float) -> str:
    """Return a number with every digit, empty for none."""
    return "" if np.isnan(number) else repr(number)
