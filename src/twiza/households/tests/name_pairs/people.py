"""Invented people: a given name, a family name, a sex and a birth, combined by chance."""

from __future__ import annotations

import csv
import datetime as dt
import random
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
TODAY = dt.date(2026, 1, 1)
OLDEST = 80
DAYS_IN_A_YEAR = 365.25


@dataclass(frozen=True)
class NameWord:
    """One name with the spellings that people give it, and the names near it that are other names."""

    name: str
    sex: str
    country: str
    latin: tuple[str, ...]
    arabic: tuple[str, ...]
    near: tuple[str, ...]

    def spellings(self, script: str) -> list[str]:
        """Return how the name is written in a script."""
        return list(self.latin if script == "latin" else self.arabic)


@dataclass(frozen=True)
class Person:
    """Somebody who does not exist."""

    given: NameWord
    family: NameWord
    born_on: dt.date


def words_in(file: str) -> dict[str, NameWord]:
    """Return the names of a file."""
    with (HERE / file).open(encoding="utf-8", newline="") as lines:
        return {row["name"]: word_of(row) for row in csv.DictReader(lines)}


def word_of(row: dict[str, str]) -> NameWord:
    """Return the name of a line."""
    latin, arabic, near = (tuple(filter(None, row[column].split("|"))) for column in ("latin", "arabic", "near"))
    return NameWord(row["name"], row.get("sex", ""), row["country"], latin, arabic, near)


def somebody(rng: random.Random, given: dict[str, NameWord], families: dict[str, NameWord]) -> Person:
    """Return a person of one country."""
    first = rng.choice(list(given.values()))
    of_country = [family for family in families.values() if family.country == first.country]
    age = rng.triangular(0, OLDEST, 12)
    return Person(first, rng.choice(of_country), TODAY - dt.timedelta(days=int(age * DAYS_IN_A_YEAR)))
