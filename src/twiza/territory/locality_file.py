"""What a file of localities says, once every row is understood and every problem named."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from twiza.core.errors import InputError
from twiza.territory.commune_book import Commune, CommuneBook
from twiza.territory.queries.communes_at import CommuneShapes
from twiza.territory.row_problems import ProblemList, RowProblem


class Repair(StrEnum):
    """What a person may ask to be put right while a file is read."""

    ZEROS = "zeros"
    SWAP = "swap"


class NoLocalities(InputError):
    """The file names columns, and holds no row under them."""


class ColumnsMissing(InputError):
    """No column was chosen for what a locality cannot be without."""


@dataclass(frozen=True, slots=True)
class Locality:
    """One locality of a file, ready to be kept; `people` None is not known, and so is a place without `lat`."""

    row: int
    code: str
    names: Mapping[str, str]
    kind: str
    commune: Commune
    lat: float | None
    lon: float | None
    people: int | None
    households: int | None
    counted_on: dt.date | None


@dataclass(frozen=True, slots=True)
class LocalityFile:
    """What was read: localities and problems; how many rows each repair would help, or helped."""

    name: str
    localities: list[Locality]
    problems: list[RowProblem]
    offers: Mapping[Repair, int]
    repaired: Mapping[Repair, int]
    renumbered: int


@dataclass(frozen=True, slots=True)
class ReadingRules:
    """
    How to read a file: which column says what, what to put right, and against what to check.

    `kinds` are codes of kinds by how their names sound; a row of another kind, or none, is of `default_kind`.
    """

    columns: Mapping[str, str]
    repairs: frozenset[Repair]
    book: CommuneBook
    shapes: CommuneShapes
    kinds: Mapping[str, str]
    default_kind: str
    may_import_into: Callable[[str], bool]
    today: dt.date


@dataclass
class Draft:
    """A row while it is read."""

    row: int
    texts: dict[str, str] = field(default_factory=dict)
    commune: Commune | None = None
    lat: float | None = None
    lon: float | None = None
    people: int | None = None
    households: int | None = None
    counted_on: dt.date | None = None
    wrong: set[str] = field(default_factory=set)

    @property
    def is_wrong(self) -> bool:
        """Say whether something in the row cannot be used."""
        return bool(self.wrong)


@dataclass
class Findings:
    """What a reader notes on the way: problems, and how many rows each repair would help, or helped."""

    columns: Mapping[str, str]
    problems: ProblemList = field(default_factory=ProblemList)
    offers: Counter[Repair] = field(default_factory=Counter)
    repaired: Counter[Repair] = field(default_factory=Counter)
    renumbered: int = 0

    def note(self, draft: Draft, name: str, sentence: str) -> None:
        """Keep a problem of a row, in the column chosen for a field."""
        draft.wrong.add(name)
        self.problems.note(draft.row, self.columns.get(name, ""), sentence)
