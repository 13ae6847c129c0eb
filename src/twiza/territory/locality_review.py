"""What a person sees of a file of localities before she agrees to import it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from twiza.core.errors import InputError
from twiza.documents.reading import read_table
from twiza.territory.actions.localities import Credit, SourceMissing, refuse_missing_credit
from twiza.territory.forms import credit_from, repair_labels
from twiza.territory.locality_columns import is_hcp_douars
from twiza.territory.locality_file import Locality, LocalityFile
from twiza.territory.models import LocalityImport
from twiza.territory.queries.imports import guarded_file_of, localities_of
from twiza.territory.row_problems import RowProblem

ROWS_SHOWN = 20
PROBLEMS_SHOWN = 100


@dataclass(frozen=True, slots=True)
class LocalityReview:
    """
    A file as it reads under the columns chosen; `refusal` says why it does not read at all, `missing` what is
    still to be said of a file without problems before it can be kept.
    """

    columns: tuple[str, ...]
    chosen: dict[str, Any]
    encoding: str
    sheet: str
    other_sheets: tuple[str, ...]
    is_hcp_douars: bool
    file: LocalityFile | None = None
    refusal: str = ""
    missing: str = ""
    repairs: list[tuple[str, str, bool]] = field(default_factory=list)

    @property
    def first_rows(self) -> list[Locality]:
        """Return the first localities, to look at."""
        return self.file.localities[:ROWS_SHOWN] if self.file else []

    @property
    def first_problems(self) -> list[RowProblem]:
        """Return the first problems, to correct."""
        return self.file.problems[:PROBLEMS_SHOWN] if self.file else []

    @property
    def without_place(self) -> int:
        """Return how many localities have no coordinates."""
        return sum(one.lat is None for one in self.file.localities) if self.file else 0


def review_of(kept: LocalityImport, *, may_import_into: Callable[[str], bool], today: dt.date) -> LocalityReview:
    """Return what a file says under the columns and repairs chosen for it."""
    table = read_table(guarded_file_of(kept))
    chosen = kept.choices
    seen = LocalityReview(
        columns=table.columns,
        chosen={**chosen, **chosen.get("columns", {})},
        encoding=table.encoding,
        sheet=table.sheet,
        other_sheets=table.other_sheets,
        is_hcp_douars=is_hcp_douars(table.columns),
    )
    try:
        file = localities_of(kept, may_import_into=may_import_into, today=today)
    except InputError as error:
        return dataclasses.replace(seen, refusal=str(error))
    return dataclasses.replace(
        seen,
        file=file,
        missing=missing_in(file, credit_from(chosen)),
        repairs=repair_labels(file.offers, file.repaired),
    )


def missing_in(file: LocalityFile, credit: Credit) -> str:
    """Return the sentence that asks for what is not said of the source yet; empty when all is."""
    try:
        refuse_missing_credit(file, credit)
    except SourceMissing as error:
        return str(error)
    return ""
