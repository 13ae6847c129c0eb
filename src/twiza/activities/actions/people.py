"""Decisions about the list of a session: write somebody down, strike her out."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor
from twiza.activities.actions.acting import note, refuse_known_elsewhere
from twiza.activities.actions.awareness import NoSuchSession, session_to_change
from twiza.activities.models import AwarenessPerson, AwarenessSession
from twiza.activities.rules import SEE_SESSION
from twiza.core.errors import DomainError
from twiza.core.text import search_text_of


class AlreadyOnList(DomainError):
    """This person is on the list of the session."""


@dataclass(frozen=True, slots=True)
class PersonSaid:
    """What is written of somebody on a list: all but the group may stay empty."""

    group: str
    name: str = ""
    age_band: str = ""
    card_code: str = ""


@transaction.atomic
def list_person(
    *, id: uuid.UUID, session: AwarenessSession, said: PersonSaid, actor: Actor, at: dt.datetime
) -> AwarenessPerson:
    """Write somebody on the list of a session, once under one id. Raises AlreadyOnList or NoSuchSession."""
    held = session_to_change(session, actor)
    known = AwarenessPerson.objects.filter(pk=id).first()
    if known is not None:
        refuse_known_elsewhere(is_same=known.session_id == held.pk)
        return known
    if held.held_on > localdate(at):
        raise NoSuchSession(_("This day is not there yet: write the list once the session was held."))
    person = AwarenessPerson(
        id=id, session=held, group=said.group, age_band=said.age_band, name=said.name.strip(),
        sound=search_text_of([said.name]).strip(), card_code=card_code_of(said.card_code), made_at=at,
    )  # fmt: skip
    refuse_twice(person)
    person.save(force_insert=True)
    note(actor, SEE_SESSION, "awareness_session", held.pk, "person_listed", at)
    return person


@transaction.atomic
def strike_person_out(*, person: AwarenessPerson, actor: Actor, at: dt.datetime) -> None:
    """Take somebody off the list of a session; twice is once."""
    held = session_to_change(person.session, actor)
    AwarenessPerson.objects.filter(pk=person.pk, removed_at=None).update(removed_at=at)
    note(actor, SEE_SESSION, "awareness_session", held.pk, "person_struck_out", at)


def refuse_twice(person: AwarenessPerson) -> None:
    """Raise AlreadyOnList for somebody whose card, group and name are on the list."""
    same = AwarenessPerson.objects.filter(
        session=person.session, card_code=person.card_code, group=person.group, sound=person.sound, removed_at=None
    )
    if person.card_code and same.exists():
        raise AlreadyOnList(_("This person is on the list already, with the same card code and name."))


def card_code_of(text: str) -> str:
    """Return a card code as it is compared: capital letters, without spaces."""
    return "".join(text.split()).upper()
