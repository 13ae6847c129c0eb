"""Measures of children as CSV in, the same with their z-scores out: a line for each line, whatever is wrong in it."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import TextIO

from django.utils.translation import gettext as _

from twiza.case_management.growth.indices import PLAUSIBLE, Measured, Tables, aged, growth_of, implausible
from twiza.core.errors import InputError

SEX, DAYS, MONTHS = "sex", "age_days", "age_months"
MEASURES = {"weight_kg": "weight", "lenhei_cm": "length", "headc_cm": "head", "armc_cm": "arm"}
ADDED = [*PLAUSIBLE, "flags"]
MOST_DAYS, MOST_MONTHS = 40_000, 1_300
"""Nobody is older."""

Row = Mapping[str, str | None]
Tell = Callable[[str], object]


class GrowthFileNotUnderstood(InputError):
    """The first line does not say what is needed."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the values of one line, and tells of each that is not one."""

    line: int
    row: Row
    tell: Tell

    def text(self, column: str) -> str:
        """Return what stands in a column, or nothing."""
        return (self.row.get(column) or "").strip()

    def chosen(self, column: str, choices: Mapping[str, object]) -> object | None:
        """Return what a letter means; None when the column is empty, or says something else."""
        text = self.text(column)
        if text and text.lower() not in choices:
            self.not_understood(column, text, _("one of %(choices)s") % {"choices": ", ".join(choices)})
        return choices.get(text.lower())

    def number(self, column: str, *, least: float, most: float) -> float | None:
        """Return a number between two bounds; None when it is not one."""
        text = self.text(column)
        value = number_in(text)
        if text and (value is None or not least <= value <= most):
            self.not_understood(
                column, text, _("a number from %(least)g to %(most)g") % {"least": least, "most": most}
            )
            return None
        return value

    def days(self) -> int | None:
        """Return an age in whole days."""
        value = self.number(DAYS, least=0, most=MOST_DAYS)
        if value is not None and value != int(value):
            self.not_understood(DAYS, self.text(DAYS), _("a whole number of days"))
            return None
        return None if value is None else int(value)

    def not_understood(self, column: str, text: str, wanted: str) -> None:
        """Tell of a value that is taken as not measured."""
        sentence = _("line %(line)s, %(column)s: “%(text)s” is not %(wanted)s; taken as not measured.")
        self.tell(sentence % {"line": self.line, "column": column, "text": text[:40], "wanted": wanted})


def score_file(source: TextIO, target: TextIO, *, tables: Tables, tell: Tell) -> None:
    """Copy a CSV with its z-scores, line by line; tell of what is not understood. Raises GrowthFileNotUnderstood."""
    rows = csv.DictReader(source)
    columns = columns_of(rows.fieldnames)
    written = csv.DictWriter(target, [*columns, *ADDED], lineterminator="\n", extrasaction="ignore", restval="")
    written.writeheader()
    for line, row in numbered(rows, columns):
        written.writerow({**row, **scores_of(Reader(line, row, tell), tables)})


def columns_of(names: Iterable[str] | None) -> list[str]:
    """Return the columns that came, as they are named. Raises GrowthFileNotUnderstood."""
    columns = [name.removeprefix("\ufeff") for name in names or ()]
    said = {name.strip().lower() for name in columns}
    if SEX not in said or not said & {DAYS, MONTHS}:
        sentence = _(
            "The first line names no column “sex”, or neither “age_days” nor “age_months”: it should be "
            "id,sex,age_days,weight_kg,lenhei_cm,measure,headc_cm,armc_cm,oedema."
        )
        raise GrowthFileNotUnderstood(sentence)
    return [name for name in columns if name.strip().lower() not in ADDED]


def numbered(rows: csv.DictReader[str], columns: Iterable[str]) -> Iterator[tuple[int, dict[str, str | None]]]:
    """Yield each line with its number in the file, its columns named as we know them beside how they were written."""
    for row in rows:
        known = {(name or "").removeprefix("\ufeff"): value for name, value in row.items() if isinstance(name, str)}
        yield rows.line_num, known | {name.strip().lower(): known.get(name) for name in columns}


def scores_of(reader: Reader, tables: Tables) -> dict[str, str]:
    """Return what is added to a line: each z-score to two decimals, empty where WHO gives none, and the flags."""
    child = child_in(reader)
    scores = growth_of(child, tables) if child else {}
    said = {name: f"{scores[name]:.2f}" if name in scores else "" for name in PLAUSIBLE}
    return {**said, "flags": " ".join(implausible(scores))}


def child_in(reader: Reader) -> Measured | None:
    """Return the child of a line, or None where her sex is not known: each has a standard of its own."""
    sex = reader.chosen(SEX, {"m": "m", "f": "f"})
    if sex is None:
        return None
    days, months = aged(days=reader.days(), months=reader.number(MONTHS, least=0, most=MOST_MONTHS))
    lying = reader.chosen("measure", {"l": True, "h": False})
    return Measured(
        sex=str(sex),
        days=days,
        months=months,
        is_lying=None if lying is None else bool(lying),
        has_oedema=bool(reader.chosen("oedema", {"y": True, "n": False})),
        **{name: reader.number(column, least=0.1, most=500) for column, name in MEASURES.items()},
    )


def number_in(text: str) -> float | None:
    """Return a number, with a point or a comma before its decimals; None for what is not one."""
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return None
    return value if isfinite(value) else None
