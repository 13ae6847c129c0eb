"""What a file of health series says, once every row is understood and every problem and doubt named."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from twiza.core.errors import InputError
from twiza.territory.commune_book import Commune, CommuneBook
from twiza.territory.models import HealthUnit, Sex
from twiza.territory.periods import Period
from twiza.territory.row_problems import ProblemList, RowProblem

LEAVE_OUT = "-"
"""What a person decides of a place that is none of ours: its rows are left out."""


class NoFigures(InputError):
    """The file names columns, and holds no figure under them."""


class HealthColumnsMissing(InputError):
    """No column was chosen for what a figure cannot be without."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a file, ready to be kept: a `number`, or `below` which it lies when its source hides it."""

    row: int
    series_code: str
    place: Commune
    period: Period
    sex: Sex
    age_start: int
    age_end: int
    number: int | None
    below: int | None

    @property
    def key(self) -> tuple[str, int, dt.date, str, int, int]:
        """Return what the figure is about: there is one figure of it."""
        return (self.series_code, self.place.id, self.period.starts_on, self.sex, self.age_start, self.age_end)


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a file calls a place that is not surely one of ours: in how many rows, and which ones it may be."""

    said: str
    rows: int
    first_row: int
    candidates: Sequence[Commune]
    decision: str = ""


@dataclass(frozen=True, slots=True)
class HealthReading:
    """
    What was read: figures, problems, and doubts about places; `left_out` rows were decided against.

    `series` gives the name of each series by its code, as the file has it; `missing` is how many figures are not
    there, which is not nought; `added_up` how many rows of DHIS2 went into figures with others.
    """

    name: str
    figures: list[Figure]
    problems: list[RowProblem]
    doubts: list[Doubt]
    series: Mapping[str, str]
    missing: int = 0
    left_out: int = 0
    added_up: int = 0

    @property
    def undecided(self) -> list[Doubt]:
        """Return the doubts that nobody has decided."""
        return [doubt for doubt in self.doubts if not doubt.decision]


@dataclass(frozen=True, slots=True)
class SeriesKept:
    """A series that is kept already."""

    unit: HealthUnit
    period_kind: str


@dataclass(frozen=True, slots=True)
class HealthRules:
    """
    How to read a file: which column says what, which place is meant by words in doubt, and against what to check.

    `single` is the code and name of what is counted when no column says it; `kept` are the series that are there.
    """

    columns: Mapping[str, str]
    combos: Sequence[str]
    single: tuple[str, str]
    decisions: Mapping[str, str]
    book: CommuneBook
    kept: Mapping[str, SeriesKept]
    may_import_into: Callable[[str], bool]
    today: dt.date


@dataclass
class HealthFindings:
    """What a reader notes on the way."""

    columns: Mapping[str, str]
    problems: ProblemList = field(default_factory=ProblemList)
    doubts: dict[str, Doubt] = field(default_factory=dict)
    series: dict[str, str] = field(default_factory=dict)
    counted: Counter[str] = field(default_factory=Counter)

    def note(self, row: int, name: str, sentence: str) -> None:
        """Keep a problem of a row, in the column chosen for a field."""
        self.problems.note(row, self.columns.get(name, ""), sentence)
