"""Files of localities around Bzou, in the province of Azilal, as a stranger might send them."""

from __future__ import annotations

import datetime as dt

from django.core.files.base import ContentFile

from twiza.documents.guard import guard_upload
from twiza.documents.reading import read_table
from twiza.territory.actions.localities import Credit
from twiza.territory.locality_columns import guessed_columns
from twiza.territory.locality_file import LocalityFile, Repair
from twiza.territory.queries.imports import KINDS, MAX_BYTES, localities_in

TODAY = dt.date(2026, 11, 22)
CREDIT = Credit(title="Province d’Azilal", licence="", year=2024)
BZOU = "05.081.05.07"
HEADER = "code,nom,commune_code,lat,lon,population"
IN_BZOU = "32.0890,-7.0530"


def guarded(content: str | bytes, name: str = "douars.csv"):
    """Return a file as the guard lets it in."""
    data = content.encode() if isinstance(content, str) else content
    return guard_upload(ContentFile(data, name=name), kinds=KINDS, max_bytes=MAX_BYTES)


def csv_of(*rows: str, header: str = HEADER) -> str:
    """Return a CSV file of these rows."""
    return "\n".join([header, *rows]) + "\n"


def read(
    content: str | bytes, *, name: str = "douars.csv", repairs: tuple[Repair, ...] = (), within: str = ""
) -> LocalityFile:
    """Return what a file says, its columns guessed, for somebody who acts within a path."""
    file = guarded(content, name)
    return localities_in(
        file,
        country="MA",
        columns=guessed_columns(read_table(file).columns),
        repairs=frozenset(repairs),
        may_import_into=lambda path: path.startswith(within),
        today=TODAY,
    )


def sentences(file: LocalityFile) -> list[tuple[int, str, str]]:
    """Return the problems of a file as rows, columns and sentences."""
    return [(one.row, one.column, one.sentence) for one in file.problems]
