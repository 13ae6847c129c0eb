"""Bringing in a file of facilities: looked at first, then all of it or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor
from twiza.accounts.models import Person
from twiza.core.errors import InputError
from twiza.facilities.actions.facility import say_as_a_whole, write_new_facilities
from twiza.facilities.actions.facts import Origin, write_facts
from twiza.facilities.candidates import Candidate
from twiza.facilities.columns import guessed_columns
from twiza.facilities.facts import STAFF_COLUMNS, State, Value, text_of_date
from twiza.facilities.models import Facility, FacilityImport, FacilityType, Status
from twiza.facilities.queries.imports import ADD, SKIP, UPDATE, ImportReading, read_import, rows_in
from twiza.facilities.queries.states import state_of
from twiza.organisations.models import Organisation
from twiza.territory.row_problems import RowsRefused


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
    reading = read_import(draft, actor, localdate(at))
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
            update_facility(facility, candidate, draft, at)
            updated += 1
        else:
            new = Facility(organisation_id=draft.organisation_id)
            added.append((new, said_by(candidate), origin_of(candidate, draft, at)))
    write_new_facilities(added, at)
    return ImportOutcome(added=len(added), updated=updated, skipped=skipped)


def said_by(candidate: Candidate) -> State:
    """Return the fields that a row says; what it does not say is not among them."""
    said = {
        **{f"name_{language}": name for language, name in candidate.names.items()},
        "code": candidate.code or None,
        "type": candidate.type.code if candidate.type else None,
        "place": candidate.place_path or None,
        "position": None if candidate.lat is None else [candidate.lat, candidate.lon],
        "is_mobile": candidate.is_mobile,
        "status": str(candidate.status),
        "status_since": text_of_date(candidate.status_since),
        "beds": candidate.beds,
        **{f"service.{service.code}": {"supply": supply} for service, supply in candidate.services.items()},
        **{f"post.{code}": post_of(getattr(candidate, column)) for code, column in STAFF_COLUMNS.items()},
    }
    return {field: value for field, value in said.items() if value is not None}


def post_of(in_post: float | None) -> Value:
    """Return the posts of a profession of which a row says how many are filled."""
    return None if in_post is None else {"in_post": in_post, "norm": None}


def origin_of(candidate: Candidate, draft: FacilityImport, at: dt.datetime) -> Origin:
    """Return who says a row, as the row and its file say."""
    return Origin(
        source=candidate.source,
        happened_on=candidate.verified_on or localdate(at),
        recorded_by_id=draft.made_by_id,
        verified_by=candidate.verified_by,
        verified_on=candidate.verified_on,
    )


def update_facility(facility: Facility, candidate: Candidate, draft: FacilityImport, at: dt.datetime) -> None:
    """Change a facility to what a row says; what the row does not say stays as it was."""
    origin, said = origin_of(candidate, draft, at), said_by(candidate)
    facility.source = origin.source
    if origin.verified_on:
        say_as_a_whole(facility, origin)
    write_facts(facility=facility, stated=unless_unsaid(said, state_of(facility)), origin=origin, at=at)


def unless_unsaid(said: State, known: State) -> State:
    """Return what a row says without what it leaves open: an unknown status, a norm, a supply without a figure."""
    kept = {field: value for field, value in said.items() if (field, value) != ("status", str(Status.UNKNOWN))}
    for field, value in kept.items():
        if isinstance(value, dict) and field in known:
            kept[field] = {**known[field], **{part: one for part, one in value.items() if one is not None}}
    kept.pop("code", None)
    return kept
