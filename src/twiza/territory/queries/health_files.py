"""The files of health series that somebody is looking at or has stored, and what they say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.core.files.base import ContentFile
from django.db.models import QuerySet

from twiza.accounts.decisions import Actor, Facts, decide
from twiza.accounts.territories import within
from twiza.documents.guard import GuardedFile, Kind, guard_upload
from twiza.territory.dhis2_tables import read_health_table
from twiza.territory.health_columns import combo_columns, is_dhis2
from twiza.territory.health_file import HealthReading, HealthRules, SeriesKept
from twiza.territory.health_reader import read_health_series
from twiza.territory.models import HealthFile, HealthSeries, HealthUnit, PlaceKind
from twiza.territory.queries.communes import administrative_book

HEALTH_KINDS = (Kind.CSV, Kind.XLSX, Kind.GEOJSON)
HEALTH_MAX_BYTES = 20_000_000
REMEMBERED_FILES = 20


def own_health_files(actor: Actor) -> QuerySet[HealthFile]:
    """Return the files an actor brought in herself, under the membership she acts under."""
    if actor.grant is None or actor.person_id is None:
        return HealthFile.objects.none()
    own = HealthFile.objects.filter(organisation_id=actor.grant.organisation_id, person_id=actor.person_id)
    return own.select_related("job")


def stored_health_files(actor: Actor) -> QuerySet[HealthFile]:
    """Return the files that the organisation acted for has stored within the actor's territory, the last first."""
    if actor.grant is None:
        return HealthFile.objects.none()
    stored = HealthFile.objects.filter(organisation_id=actor.grant.organisation_id, stored_at__isnull=False)
    stored = stored.filter(within(actor.grant.territory, "area_path"))
    return stored.defer("content", "choices").order_by("-stored_at", "-id")


def guarded_health_file(kept: HealthFile) -> GuardedFile:
    """Return the file as it came, guarded again."""
    content = ContentFile(bytes(kept.content), name=kept.file_name)
    return guard_upload(content, kinds=HEALTH_KINDS, max_bytes=HEALTH_MAX_BYTES)


def health_reading_of(kept: HealthFile, *, may_import_into: Callable[[str], bool], today: dt.date) -> HealthReading:
    """Return what a file says under the columns chosen and the places decided for it. Raises InputError."""
    table = read_health_table(guarded_health_file(kept))
    chosen = kept.choices
    rank = chosen.get("rank")
    rules = HealthRules(
        columns=chosen.get("columns", {}),
        combos=combo_columns(table.columns) if is_dhis2(table.columns) else (),
        single=(chosen.get("single_code", ""), chosen.get("single_name", "")),
        decisions=chosen.get("places", {}),
        book=administrative_book(kept.country, rank),
        kept=series_kept(kept.organisation_id, kept.country),
        may_import_into=may_import_into,
        today=today,
    )
    return read_health_series(table, rules)


def series_kept(organisation_id: int, country: str) -> dict[str, SeriesKept]:
    """Return by code what is known of the series an organisation has."""
    rows = HealthSeries.objects.filter(organisation_id=organisation_id, country=country)
    return {
        code: SeriesKept(HealthUnit(unit), period_kind)
        for code, unit, period_kind in rows.values_list("code", "unit", "period_kind")
    }


def places_decided_before(organisation_id: int, country: str) -> dict[str, Any]:
    """Return what an organisation last decided of places in doubt, by what its files call them."""
    files = HealthFile.objects.filter(organisation_id=organisation_id, country=country, stored_at__isnull=False)
    decided: dict[str, Any] = {}
    for choices in files.order_by("-stored_at").values_list("choices", flat=True)[:REMEMBERED_FILES]:
        decided = {**choices.get("places", {}), **decided}
    return decided


def ranks_of_places(country: str) -> list[tuple[int, list[Mapping[str, str]]]]:
    """Return the depths of the places of a country that an administration draws, with the names of their kinds."""
    ranks: dict[int, list[Mapping[str, str]]] = {}
    for rank, names in (
        PlaceKind.objects.filter(country=country)
        .exclude(line="none")
        .order_by("rank", "id")
        .values_list("rank", "names")
    ):
        ranks.setdefault(rank, []).append(names)
    return list(ranks.items())


def health_import_gate(actor: Actor) -> Callable[[str], bool]:
    """Return the question whether an actor may bring figures into the place of a path."""
    return lambda path: bool(decide(actor, "territory.import_series_into", Facts(place_path=path)))
