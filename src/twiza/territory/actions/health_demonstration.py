"""Health series that nobody counted, for a demonstration: they say so in their source and in every page and file."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.core.files.base import ContentFile

from twiza.accounts.decisions import Actor
from twiza.documents.guard import Kind, guard_upload
from twiza.territory.actions.health_files import keep_health_choices, receive_health_file, store_health_file
from twiza.territory.models import HealthFile, HealthUnit, PeriodKind, Place
from twiza.territory.periods import Period, period_code, period_from, periods_before
from twiza.territory.queries.health_files import health_reading_of

MONTHS = 36
MAX_BYTES = 5_000_000
HEADER = ("code", "serie", "periode", "nombre")
COLUMNS = {"place_code": "code", "series_code": "serie", "period": "periode", "number": "nombre"}
SOURCE = {
    "given_by": "Personne : chiffres inventés (démonstration)",
    "source": "Chiffres inventés pour la démonstration, comptés nulle part",
    "licence": "Sans objet",
}


@dataclass(frozen=True, slots=True)
class InventedSeries:
    """What an invented series is about, how many it has about each month, and how much more in its season."""

    code: str
    names: dict[str, str]
    unit: HealthUnit
    usual: int
    season: Sequence[int]
    more: float


INVENTED = (
    InventedSeries(
        "demo-diarrhee",
        {"fr": "Diarrhées de l’enfant (inventé)", "ar": "إسهال الأطفال (مختلق)",
         "en": "Diarrhoea of children (invented)"},
        HealthUnit.CASES, 18, (6, 7, 8, 9), 1.8,
    ),
    InventedSeries(
        "demo-respiratoire",
        {"fr": "Infections respiratoires (inventé)", "ar": "التهابات تنفسية (مختلقة)",
         "en": "Respiratory infections (invented)"},
        HealthUnit.CASES, 40, (12, 1, 2), 1.6,
    ),
    InventedSeries(
        "demo-consultations",
        {"fr": "Consultations curatives (inventé)", "ar": "استشارات علاجية (مختلقة)",
         "en": "Curative consultations (invented)"},
        HealthUnit.CONSULTATIONS, 260, (1, 2), 1.2,
    ),
    InventedSeries(
        "demo-rougeole",
        {"fr": "Doses contre la rougeole (inventé)", "ar": "جرعات ضد الحصبة (مختلقة)",
         "en": "Measles doses (invented)"},
        HealthUnit.DOSES, 11, (10,), 2.0,
    ),
)  # fmt: skip


def make_demonstration_series(
    *, communes: Sequence[Place], organisation_id: int, actor: Actor, today: dt.date, at: dt.datetime
) -> HealthFile:
    """Store invented series for some communes over three years, with months that are missing and small figures."""
    text = io.StringIO()
    csv.writer(text).writerows([HEADER, *rows_of(communes, today)])
    file = ContentFile(text.getvalue().encode(), name="chiffres-inventes.csv")
    kept = receive_health_file(
        file=guard_upload(file, kinds=(Kind.CSV,), max_bytes=MAX_BYTES),
        country=communes[0].country,
        person_id=actor.person_id or 0,
        organisation_id=organisation_id,
        at=at,
    )
    series = {one.code: {"names": one.names, "unit": one.unit.value} for one in INVENTED}
    keep_health_choices(kept=kept, choices={**SOURCE, "unit": "", "columns": COLUMNS, "series": series})
    reading = health_reading_of(kept, may_import_into=lambda path: True, today=today)
    return store_health_file(kept=kept, reading=reading, actor=actor, at=at, is_demonstration=True)


def rows_of(communes: Sequence[Place], today: dt.date) -> Iterator[tuple[str, str, str, str]]:
    """Yield one row per figure, the same each time; every fifteenth or so is missing."""
    periods = periods_before(period_from(PeriodKind.MONTH, today), MONTHS)
    for rank, commune in enumerate(communes):
        for series in INVENTED:
            for month, period in enumerate(periods):
                if (rank * 7 + month * 5) % 23:
                    number = invented(series, rank, month, period)
                    yield commune.code, series.code, period_code(period), str(number)


def invented(series: InventedSeries, rank: int, month: int, period: Period) -> int:
    """Return a figure that nobody counted: its usual number, moved by its season, its place and its month."""
    usual = series.usual * (0.25 + 0.3 * (rank % 5))
    seasonal = usual * (series.more if period.starts_on.month in series.season else 1)
    return max(round(seasonal + (month * 13 + rank * 5) % 9 - 4), 0)
