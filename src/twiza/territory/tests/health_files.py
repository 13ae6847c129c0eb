"""Files of health series of the province of Azilal, as somebody might send them."""

from __future__ import annotations

import datetime as dt

from django.core.files.base import ContentFile

from twiza.accounts.decisions import NOBODY
from twiza.conftest import NOW
from twiza.documents.guard import guard_upload
from twiza.territory.actions.health_files import receive_health_file, store_health_file
from twiza.territory.health_file import HealthReading
from twiza.territory.models import HealthCount, HealthFile
from twiza.territory.queries.health_files import HEALTH_KINDS, HEALTH_MAX_BYTES, health_reading_of

TODAY = dt.date(2026, 11, 22)
BZOU, TAGUELLA, FOUM_JEMAA, RFALA = "05.081.05.07", "05.081.05.01", "05.081.05.09", "05.081.05.13"
HEADER = "code,maladie,mois,nombre"
OURS = 7
SAID = {"given_by": "Délégation de la santé", "source": "Bulletin 2026", "licence": "", "unit": "cases"}


def guarded(content: str | bytes, name: str = "cas.csv"):
    """Return a file as the guard lets it in."""
    data = content.encode() if isinstance(content, str) else content
    return guard_upload(ContentFile(data, name=name), kinds=HEALTH_KINDS, max_bytes=HEALTH_MAX_BYTES)


def csv_of(*rows: str, header: str = HEADER) -> str:
    """Return a CSV file of these rows."""
    return "\n".join([header, *rows]) + "\n"


def received(
    content: str | bytes, *, name: str = "cas.csv", organisation_id: int = OURS, **chosen: object
) -> HealthFile:
    """Return a file that is looked at, with what is chosen of it."""
    kept = receive_health_file(
        file=guarded(content, name), country="MA", person_id=1, organisation_id=organisation_id, at=NOW
    )
    kept.choices = {**kept.choices, **SAID, **chosen}
    kept.save()
    return kept


def read(kept: HealthFile, within: str = "") -> HealthReading:
    """Return what a file says to somebody who acts within a path."""
    return health_reading_of(kept, may_import_into=lambda path: path.startswith(within), today=TODAY)


def stored(content: str | bytes, **chosen: object) -> HealthFile:
    """Store a file."""
    kept = received(content, **chosen)
    return store_health_file(kept=kept, reading=read(kept), actor=NOBODY, at=NOW)


def sentences(reading: HealthReading) -> list[tuple[int, str, str]]:
    """Return the problems of a file as rows, columns and sentences."""
    return [(one.row, one.column, one.sentence) for one in reading.problems]


def figures() -> list[tuple[str, str, str, int | None]]:
    """Return the figures that hold, as series, place, first day and number."""
    rows = HealthCount.objects.filter(replaced_in=None).order_by("series__code", "place__code", "starts_on", "pk")
    return [
        (code, place, day.isoformat(), number)
        for code, place, day, number in rows.values_list("series__code", "place__code", "starts_on", "number")
    ]
