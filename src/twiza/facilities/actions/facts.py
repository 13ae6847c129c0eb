"""Writing what somebody states of a facility: its fields, what they were before, and who said and verified them."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from twiza.core.errors import InputError
from twiza.facilities.actions.lines import Names, repeat_staff, write_lines
from twiza.facilities.facts import (
    TOPICS,
    State,
    Value,
    applied,
    date_of,
    fact_of,
    facts_in,
    in_order,
    line_of,
)
from twiza.facilities.finding import search_text_of
from twiza.facilities.models import ChangeProposal, Facility, FacilityChange, FacilityFact
from twiza.facilities.queries.states import state_of
from twiza.facilities.refusals import refuse_what_cannot_be


class UnknownFact(InputError):
    """Nothing of a facility is called so."""


@dataclass(frozen=True, slots=True)
class Origin:
    """
    Who says something, since when it is so, and who writes it.

    Without `verified_on`, what changes counts as never verified, and what does not change stays as it was.
    """

    source: str
    happened_on: dt.date
    recorded_by_id: int | None
    verified_by: str = ""
    verified_on: dt.date | None = None
    proposal: ChangeProposal | None = None


@transaction.atomic
def write_facts(
    *, facility: Facility, stated: Mapping[str, Value], origin: Origin, at: dt.datetime
) -> list[FacilityChange]:
    """
    Write the fields that somebody states of a facility that is there, and return what changed.

    Raises NameMissing, CodeTaken and the other refusals of `refusals.py`.
    """
    before, names = state_of(facility), Names()
    changed = {field: value for field, value in stated.items() if before.get(field) != value}
    refuse_what_cannot_be(facility, applied(before, changed), localdate(at))
    set_columns(facility, changed, names)
    facility.updated_at = at
    facility.save()
    write_lines(facility, changed, names)
    note_origin(facility, before, stated, origin)
    return FacilityChange.objects.bulk_create(
        change_of(facility, field, before.get(field), changed[field], origin, at) for field in in_order(changed)
    )


def set_columns(facility: Facility, changed: Mapping[str, Value], names: Names) -> None:
    """Put what changed in the columns of a facility."""
    for field, value in changed.items():
        if field in {"code", "status", "is_mobile", "beds"}:
            setattr(facility, field, "" if field == "code" and value is None else value)
    if "type" in changed:
        facility.type_id = names.type_id(changed["type"])
    if "place" in changed:
        facility.place_id = names.place_id(changed["place"])
    if "position" in changed:
        facility.lat, facility.lon = changed["position"] or (None, None)
    if "status_since" in changed:
        facility.status_since = date_of(changed["status_since"])
    if "merged_into" in changed:
        facility.merged_into_id = uuid.UUID(changed["merged_into"]) if changed["merged_into"] else None
    set_names(facility, changed)
    facility.search_text = search_text_of((facility.names, facility.code), *entries_behind(facility))
    repeat_staff(facility, changed)


def set_names(facility: Facility, changed: Mapping[str, Value]) -> None:
    """Put the names that changed in a facility."""
    said = {field.removeprefix("name_"): value for field, value in changed.items() if field.startswith("name_")}
    facility.names = {language: name for language, name in {**(facility.names or {}), **said}.items() if name}


def entries_behind(facility: Facility) -> list[tuple[dict[str, str], str]]:
    """Return the names and codes of the entries that a facility stands for: by them it is found too."""
    if facility._state.adding:
        return []
    return list(facility.merged.order_by("id").values_list("names", "code"))


def change_of(
    facility: Facility, field: str, old: Value, new: Value, origin: Origin, at: dt.datetime
) -> FacilityChange:
    """Return the record of one change."""
    return FacilityChange(
        facility=facility,
        field=field,
        old=old,
        new=new,
        source=origin.source,
        happened_on=origin.happened_on,
        recorded_at=at,
        recorded_by_id=origin.recorded_by_id,
        proposal=origin.proposal,
    )


def note_origin(facility: Facility, before: State, stated: Mapping[str, Value], origin: Origin) -> None:
    """Keep who said the facts that were stated, where they changed or were verified, and forget those gone."""
    after = applied(before, stated)
    touched = {fact_of(field) for field, value in stated.items() if origin.verified_on or before.get(field) != value}
    there = set(facts_in(after))
    facility.facts.filter(field__in=touched - there).delete()
    FacilityFact.objects.bulk_create(
        facts_from(facility, in_order((touched & there) - {""}), origin),
        update_conflicts=True,
        unique_fields=["facility", "field"],
        update_fields=["source", "verified_by", "verified_on"],
    )


def facts_from(facility: Facility, facts: Iterable[str], origin: Origin) -> list[FacilityFact]:
    """Return facts as somebody said them."""
    return [
        FacilityFact(
            facility=facility,
            topic=line_of(fact)[0],
            field=fact,
            source=origin.source,
            verified_by=origin.verified_by,
            verified_on=origin.verified_on,
        )
        for fact in facts
    ]


@transaction.atomic
def verify_facts(
    *, facility: Facility, fields: Iterable[str], source: str, by: str, on: dt.date
) -> list[FacilityFact]:
    """
    Note that somebody saw, on a day, that facts of a facility are as they are said; return those that she renewed.

    `fields` are facts or topics ("status", "service.vaccination", "post"); what is not known of the facility, and
    what was verified later than that day, stays as it is. A facility that was merged answers through the kept one.
    Raises UnknownFact.
    """
    wanted = {known_fact(field) for field in fields}
    kept = facility
    while kept.merged_into is not None:
        kept = kept.merged_into
    asked = [fact for fact in facts_in(state_of(kept)) if fact in wanted or line_of(fact)[0] in wanted]
    later = set(kept.facts.filter(verified_on__gt=on).values_list("field", flat=True))
    renewed = facts_from(
        kept, [fact for fact in asked if fact not in later], Origin(source, on, None, verified_by=by, verified_on=on)
    )
    return FacilityFact.objects.bulk_create(
        renewed,
        update_conflicts=True,
        unique_fields=["facility", "field"],
        update_fields=["source", "verified_by", "verified_on"],
    )


def known_fact(field: str) -> str:
    """Return the fact that a field or a topic is. Raises UnknownFact."""
    fact = fact_of(field) or field
    if line_of(fact)[0] not in TOPICS:
        raise UnknownFact(_("Nothing of a facility is called “%(field)s”.") % {"field": field})
    return fact
