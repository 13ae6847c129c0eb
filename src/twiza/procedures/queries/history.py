"""Questions about what happened to a file: everything, dated, the newest first."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TypeAlias

from twiza.procedures.models import Change, Confirmation, File, Passage, Piece, Value

Happening: TypeAlias = Passage | Change | Piece | Confirmation | Value


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a file. `sort` says what `about` is, and which sentence tells it."""

    sort: str
    at: dt.datetime
    person: str
    about: Happening
    reason: str = ""


def events_of(file: File) -> list[Event]:
    """Return everything that happened to a file, the newest first; what was taken back is there twice."""
    found = [*passage_events(file), *change_events(file), *piece_events(file), *held_events(file)]
    return sorted(found, key=lambda event: event.at, reverse=True)


def passage_events(file: File) -> list[Event]:
    """Return the moves of a file, and those that were taken back."""
    passages = file.passages.select_related("from_step", "to_step", "person", "taken_back_by").order_by("-number")
    events = []
    for one in passages:
        events.append(Event("opened" if one.from_step is None else "moved", one.at, one.person.name, one, one.reason))
        if one.taken_back_at and one.taken_back_by:
            events.append(Event("move_taken_back", one.taken_back_at, one.taken_back_by.name, one))
    return events


def change_events(file: File) -> list[Event]:
    """Return what was changed of a file without moving it."""
    changes = file.changes.select_related("person").order_by("-id")
    return [Event(f"{one.what}_changed", one.at, one.person.name, one, one.reason) for one in changes]


def piece_events(file: File) -> list[Event]:
    """Return the documents attached and withdrawn."""
    events = []
    for one in file.pieces.select_related("person", "withdrawn_by", "requirement").order_by("-id"):
        events.append(Event("piece_attached", one.at, one.person.name, one))
        if one.withdrawn_at and one.withdrawn_by:
            withdrawn = Event("piece_withdrawn", one.withdrawn_at, one.withdrawn_by.name, one, one.withdrawal_reason)
            events.append(withdrawn)
    return events


def held_events(file: File) -> list[Event]:
    """Return the checks confirmed and taken back, and the answers given."""
    events = []
    for one in file.confirmations.select_related("person", "withdrawn_by", "requirement").order_by("-id"):
        events.append(Event("check_confirmed", one.at, one.person.name, one, one.note))
        if one.withdrawn_at and one.withdrawn_by:
            events.append(Event("confirmation_withdrawn", one.withdrawn_at, one.withdrawn_by.name, one))
    values = file.values_given.select_related("person", "requirement").order_by("-id")
    return [*events, *(Event("value_set", one.at, one.person.name, one) for one in values)]
