"""The files of localities that somebody is looking at, and what they say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from django.core.files.base import ContentFile
from django.db.models import QuerySet

from twiza.accounts.decisions import Actor, Facts, decide
from twiza.documents.guard import GuardedFile, Kind, guard_upload
from twiza.documents.reading import read_table
from twiza.territory.commune_book import sound_of_name
from twiza.territory.locality_file import LocalityFile, ReadingRules, Repair
from twiza.territory.locality_reader import read_localities
from twiza.territory.models import LocalityImport, PlaceKind
from twiza.territory.queries.communes import commune_book
from twiza.territory.queries.communes_at import commune_shapes

KINDS = (Kind.CSV, Kind.XLSX, Kind.GEOJSON)
MAX_BYTES = 20_000_000


def imports_of(actor: Actor) -> QuerySet[LocalityImport]:
    """Return the files an actor is looking at: her own, under the membership she acts under."""
    if actor.grant is None or actor.person_id is None:
        return LocalityImport.objects.none()
    own = LocalityImport.objects.filter(person_id=actor.person_id, organisation_id=actor.grant.organisation_id)
    return own.select_related("job")


def guarded_file_of(kept: LocalityImport) -> GuardedFile:
    """Return the file of an import, guarded again."""
    return guard_upload(ContentFile(bytes(kept.content), name=kept.file_name), kinds=KINDS, max_bytes=MAX_BYTES)


def localities_of(kept: LocalityImport, *, may_import_into: Callable[[str], bool], today: dt.date) -> LocalityFile:
    """Return what a file says under the columns and repairs chosen for it. Raises InputError."""
    return localities_in(
        guarded_file_of(kept),
        country=kept.country,
        columns=kept.choices.get("columns", {}),
        repairs=frozenset(Repair(one) for one in kept.choices.get("repairs", [])),
        may_import_into=may_import_into,
        today=today,
    )


def localities_in(
    file: GuardedFile,
    *,
    country: str,
    columns: Mapping[str, str],
    repairs: frozenset[Repair],
    may_import_into: Callable[[str], bool],
    today: dt.date,
) -> LocalityFile:
    """Return what a file says of the localities of a country. Raises InputError when it cannot be read at all."""
    kinds = kinds_of_localities(country)
    rules = ReadingRules(
        columns=columns,
        repairs=repairs,
        book=commune_book(country),
        shapes=commune_shapes(country),
        kinds={sound_of_name(name): kind.code for kind in kinds for name in kind.names.values()},
        default_kind=kinds[0].code if kinds else "",
        may_import_into=may_import_into,
        today=today,
    )
    return read_localities(read_table(file), rules, has_points=file.kind == Kind.GEOJSON)


def kinds_of_localities(country: str) -> list[PlaceKind]:
    """Return the kinds of locality of a country, those that no administration draws; the rural one first."""
    return list(PlaceKind.objects.filter(country=country, line="none").order_by("rank", "id"))


def import_gate(actor: Actor) -> Callable[[str], bool]:
    """Return the question whether an actor may import into the place of a path."""
    return lambda path: bool(decide(actor, "territory.import_into", Facts(place_path=path)))
