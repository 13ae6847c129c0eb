"""What somebody made of the territory: files of localities and of health series."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile

from twiza.conftest import NOW
from twiza.documents.guard import Kind, guard_upload
from twiza.territory.actions.health_files import keep_health_choices, receive_health_file, store_health_file
from twiza.territory.actions.imports import receive_file
from twiza.territory.models import HealthFile, HealthSeries, Place
from twiza.territory.queries.health_files import health_reading_of
from twiza.territory.queries.places import edition_of
from twiza.web.tests.made.maker import Made, Maker


def territory_made(maker: Maker, places: dict[str, Place]) -> Made:
    """Return the arguments of routes about places and what is known of them."""
    return {
        "place": {"place_id": places["05.081.03.09"].pk},
        "area": {"place_id": places["05.081"].pk},
        "edition": {"edition": edition_of("MA")},
        "locality_import": {"import_id": received_localities(maker).pk},
        "health_file": {"file_id": received_series(maker).pk},
        "health_stored": {"file_id": stored_series(maker).pk},
        "health_series": {"series_id": HealthSeries.objects.get(organisation_id=maker.organisation.pk).pk},
    }


def received_localities(maker: Maker) -> Any:
    """Return a file of localities that somebody looks at."""
    file = ContentFile(f"nom;code\n{maker.word}-douar;05.081.03.09\n".encode(), name=f"{maker.word}-douars.csv")
    guarded = guard_upload(file, kinds=(Kind.CSV,), max_bytes=1_000)
    return receive_file(
        file=guarded, country="MA", person_id=maker.person.pk, organisation_id=maker.organisation.pk, at=NOW
    )


def received_series(maker: Maker) -> HealthFile:
    """Return a file of health series that somebody looks at."""
    content = f"code,maladie,mois,nombre\n05.081.03.09,{maker.word}-maladie,2026-01,12\n"
    file = ContentFile(content.encode(), name=f"{maker.word}-cas.csv")
    kept = receive_health_file(
        file=guard_upload(file, kinds=(Kind.CSV,), max_bytes=1_000),
        country="MA",
        person_id=maker.person.pk,
        organisation_id=maker.organisation.pk,
        at=NOW,
    )
    said = {"given_by": f"{maker.word}-delegation", "source": f"{maker.word}-bulletin", "unit": "cases"}
    keep_health_choices(kept=kept, choices={**kept.choices, **said})
    return kept


def stored_series(maker: Maker) -> HealthFile:
    """Return a file of health series that somebody stored."""
    kept = received_series(maker)
    reading = health_reading_of(kept, may_import_into=lambda path: True, today=NOW.date())
    return store_health_file(kept=kept, reading=reading, actor=maker.actor, at=NOW)
