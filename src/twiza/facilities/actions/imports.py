"""Bringing in a file of facilities: looked at first, then all of it or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor
from twiza.accounts.models import Person
from twiza.core.errors import InputError
from twiza.facilities.candidates import Candidate
from twiza.facilities.columns import guessed_columns
from twiza.facilities.finding import search_text_of
from twiza.facilities.models import Facility, FacilityImport, FacilityService, FacilityType
from twiza.facilities.queries.imports import ADD, SKIP, UPDATE, ImportReading, read_import, rows_in
from twiza.organisations.models import Organisation
from twiza.territory.row_problems import RowsRefused

BATCH = 1_000


class SourceMissing(InputError):
    """A list of facilities says where it comes from."""


class NotDecided(InputError):
    """Nobody has said what to do with rows that may be there already."""


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """How many facilities a file added, updated and left as they were."""

    added: int
    updated: int
    skipped: int


@transaction.atomic
def begin_import(
    *,
    organisation: Organisation,
    country: str,
    file_name: str,
    content: bytes,
    source: str,
    default_type: FacilityType | None,
    made_by: Person,
    at: dt.datetime,
) -> FacilityImport:
    """
    Keep a file to be looked at, in place of the one the person began before, its columns guessed from the header.

    Raises SourceMissing, TableProblem and the refusals of the guard.
    """
    if not source.strip():
        raise SourceMissing(_("Say where this list comes from."))
    file = rows_in(file_name, content)
    FacilityImport.objects.filter(organisation=organisation, made_by=made_by).delete()
    return FacilityImport.objects.create(
        organisation=organisation,
        country=country,
        file_name=file_name,
        content=content,
        source=source.strip(),
        default_type=default_type,
        columns=guessed_columns(file.columns),
        made_by=made_by,
        made_at=at,
    )


def prepare_import(
    *,
    draft: FacilityImport,
    columns: Mapping[str, str],
    types: Mapping[str, str],
    decisions: Mapping[str, str],
) -> FacilityImport:
    """Keep what a person says of a file: its columns, its types, and what to do with what may be there already."""
    draft.columns, draft.types, draft.decisions = dict(columns), dict(types), dict(decisions)
    draft.save(update_fields=["columns", "types", "decisions"])
    return draft


@transaction.atomic
def store_import(*, draft: FacilityImport, actor: Actor, at: dt.datetime) -> ImportOutcome:
    """
    Store all the facilities of a file, and forget the file. Nothing is stored unless every row is understood.

    Raises RowsRefused, NotDecided, TableProblem.
    """
    reading = read_import(draft, actor, at.date())
    if reading.problems:
        raise RowsRefused(draft.file_name, reading.problems)
    if reading.undecided:
        raise NotDecided(_("Say what to do with the rows that may be in the list already."))
    outcome = store_reading(reading, draft, at)
    record_audit(
        actor=actor,
        action="facilities.change",
        at=at,
        object_kind="facility_import",
        object_id=draft.pk,
        outcome=f"added {outcome.added}, updated {outcome.updated}",
    )
    draft.delete()
    return outcome


def store_reading(reading: ImportReading, draft: FacilityImport, at: dt.datetime) -> ImportOutcome:
    """Store what was read, row by row as decided."""
    likes = {one.candidate.number: one.facility for one in reading.duplicates}
    added, updated, skipped = [], 0, 0
    for candidate in reading.candidates:
        decision = reading.decisions.get(candidate.number, ADD)
        facility = likes.get(candidate.number)
        if decision == SKIP:
            skipped += 1
        elif decision == UPDATE and facility is not None:
            update_facility(facility, candidate, at)
            updated += 1
        else:
            added.append((facility_from(candidate, draft, at), candidate))
    Facility.objects.bulk_create([facility for facility, _candidate in added], batch_size=BATCH)
    FacilityService.objects.bulk_create(
        [
            FacilityService(facility=facility, service=service, supply=supply)
            for facility, candidate in added
            for service, supply in candidate.services.items()
        ],
        batch_size=BATCH,
    )
    return ImportOutcome(added=len(added), updated=updated, skipped=skipped)


def facility_from(candidate: Candidate, draft: FacilityImport, at: dt.datetime) -> Facility:
    """Return a new facility as a row says it is."""
    return Facility(
        organisation_id=draft.organisation_id,
        code=candidate.code,
        names=candidate.names,
        search_text=search_text_of(candidate.names, candidate.code),
        type=candidate.type,
        place_id=candidate.place_id or 0,  # a reading without problems has put every row somewhere
        lat=candidate.lat,
        lon=candidate.lon,
        is_mobile=candidate.is_mobile,
        status=candidate.status,
        doctors=candidate.doctors,
        nurses=candidate.nurses,
        midwives=candidate.midwives,
        source=candidate.source,
        verified_by=candidate.verified_by,
        verified_on=candidate.verified_on,
        updated_at=at,
    )


def update_facility(facility: Facility, candidate: Candidate, at: dt.datetime) -> Facility:
    """Change a facility to what a row says; what the row does not say stays as it was."""
    said = {
        "lat": candidate.lat,
        "lon": candidate.lon,
        "doctors": candidate.doctors,
        "nurses": candidate.nurses,
        "midwives": candidate.midwives,
        "verified_on": candidate.verified_on,
    }
    for name, value in said.items():
        if value is not None:
            setattr(facility, name, value)
    facility.names = {**facility.names, **candidate.names}
    facility.search_text = search_text_of(facility.names, facility.code)
    facility.type_id = candidate.type.pk if candidate.type else facility.type_id
    facility.place_id = candidate.place_id or facility.place_id
    facility.is_mobile, facility.source, facility.updated_at = candidate.is_mobile, candidate.source, at
    facility.status = candidate.status if candidate.status != "unknown" else facility.status
    facility.verified_by = candidate.verified_by or facility.verified_by
    facility.save()
    for service, supply in candidate.services.items():
        said_supply = {} if supply is None else {"supply": supply}
        FacilityService.objects.update_or_create(facility=facility, service=service, defaults=said_supply)
    return facility
