"""The kinds of requests and the obstacles, as rows of data/accompaniment/: names, evidence and source of each."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from twiza.core.names import LANGUAGES, name_in

TO_VALIDATE = "to_validate"
PROTECTED = "yes"


@dataclass(frozen=True, slots=True)
class Coded:
    """One row of a list: its names, the country it is of (empty: any), and whether it is protected by itself."""

    code: str
    names: Mapping[str, str]
    country: str = ""
    is_protected: bool = False
    evidence: str = TO_VALIDATE
    source: str = ""


def request_kinds() -> Mapping[str, Coded]:
    """Return every kind of request by its code, in the order of the list."""
    return rows_of(settings.DATA / "accompaniment" / "request_kinds.csv")


def obstacle_codes() -> Mapping[str, Coded]:
    """Return every obstacle by its code, in the order of the list."""
    return rows_of(settings.DATA / "accompaniment" / "obstacles.csv")


def kinds_of(country: str) -> list[Coded]:
    """Return the kinds of requests that are made in a country."""
    return [one for one in request_kinds().values() if one.country in ("", country)]


@cache
def rows_of(path: Path) -> Mapping[str, Coded]:
    """Return the rows of a list by their codes: it is read once."""
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["code"]: coded(row) for row in csv.DictReader(lines)}


def coded(row: Mapping[str, str]) -> Coded:
    """Return a row as it is used."""
    names = {language: row[language] for language in LANGUAGES}
    is_protected = row.get("is_protected") == PROTECTED
    return Coded(row["code"], names, row.get("country", ""), is_protected, row["evidence"], row["source"])


def named(rows: Mapping[str, Coded], code: str, language: str) -> str:
    """Return what a code is called; one that the list has no more stands for itself."""
    return name_in(rows[code].names, language) if code in rows else code
