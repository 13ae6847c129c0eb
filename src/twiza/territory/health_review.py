"""What a person sees of a file of health series before she agrees to store it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from twiza.core.errors import InputError
from twiza.territory.actions.health_files import SeriesNotDescribed, credit_of, refuse_missing_description
from twiza.territory.dhis2_tables import read_health_table
from twiza.territory.health_columns import is_dhis2
from twiza.territory.health_file import Doubt, Figure, HealthReading
from twiza.territory.models import HealthFile, HealthSeries
from twiza.territory.queries.health_files import guarded_health_file, health_reading_of
from twiza.territory.row_problems import RowProblem

ROWS_SHOWN = 20
PROBLEMS_SHOWN = 100
ASKED_AT_ONCE = 60
"""How many places in doubt, and how many new series, one page asks about; the next look asks about the rest."""


@dataclass(frozen=True, slots=True)
class HealthReview:
    """
    A file as it reads under what was chosen; `refusal` says why it does not read at all, `missing` what is still to
    be said before it can be stored. `stored_before` is when the very same file was stored.
    """

    columns: tuple[str, ...]
    chosen: dict[str, Any]
    is_dhis2: bool
    sheet: str
    other_sheets: tuple[str, ...]
    reading: HealthReading | None = None
    refusal: str = ""
    missing: str = ""
    new_series: tuple[tuple[str, str], ...] = ()
    stored_before: dt.datetime | None = None

    @property
    def first_rows(self) -> list[Figure]:
        """Return the first figures, to look at."""
        return self.reading.figures[:ROWS_SHOWN] if self.reading else []

    @property
    def first_problems(self) -> list[RowProblem]:
        """Return the first problems, to correct."""
        return self.reading.problems[:PROBLEMS_SHOWN] if self.reading else []

    @property
    def first_doubts(self) -> list[Doubt]:
        """Return the places in doubt that are asked about, the undecided first."""
        doubts = sorted(self.reading.doubts, key=lambda doubt: bool(doubt.decision)) if self.reading else []
        return doubts[:ASKED_AT_ONCE]


def health_review_of(kept: HealthFile, *, may_import_into: Callable[[str], bool], today: dt.date) -> HealthReview:
    """Return what a file says under what was chosen of it."""
    table = read_health_table(guarded_health_file(kept))
    seen = HealthReview(
        columns=table.columns,
        chosen=kept.choices,
        is_dhis2=is_dhis2(table.columns),
        sheet=table.sheet,
        other_sheets=table.other_sheets,
        stored_before=stored_before(kept),
    )
    try:
        reading = health_reading_of(kept, may_import_into=may_import_into, today=today)
    except InputError as error:
        return dataclasses.replace(seen, refusal=str(error))
    own = HealthSeries.objects.filter(organisation_id=kept.organisation_id, country=kept.country)
    known = set(own.values_list("code", flat=True))
    new = tuple((code, name) for code, name in reading.series.items() if code not in known)
    missing = missing_in(kept, reading, known)
    return dataclasses.replace(seen, reading=reading, missing=missing, new_series=new[:ASKED_AT_ONCE])


def missing_in(kept: HealthFile, reading: HealthReading, known: set[str]) -> str:
    """Return the sentence that asks for what is not said of the series yet; empty when all is."""
    try:
        refuse_missing_description(reading, credit_of(kept.choices), known)
    except SeriesNotDescribed as error:
        return str(error)
    return ""


def stored_before(kept: HealthFile) -> dt.datetime | None:
    """Return when the very same file was stored, None when it was not, or was undone since."""
    same = HealthFile.objects.filter(
        organisation_id=kept.organisation_id, digest=kept.digest, stored_at__isnull=False, undone_at__isnull=True
    )
    return same.order_by("-stored_at").values_list("stored_at", flat=True).first()
