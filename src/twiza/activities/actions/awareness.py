"""Decisions about awareness sessions: record one, correct it, withdraw it, bring it back."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor, Facts
from twiza.activities.actions.acting import note, organisation_of, person_of, refuse_known_elsewhere, refuse_others
from twiza.activities.models import AwarenessSession, Topic
from twiza.activities.models.awareness import GROUPS
from twiza.activities.queries.awareness import facts_of_session
from twiza.activities.rules import HOLDER, SEE_SESSION
from twiza.core.errors import DomainError, InputError
from twiza.core.text import search_text_of
from twiza.territory.models import Place


class NoSuchSession(InputError):
    """What was said cannot be a session: the sentence says why, and the way out."""


class SessionWithdrawn(DomainError):
    """The session is withdrawn: nothing of it is changed."""


class ReasonMissing(InputError):
    """A session is withdrawn for a reason."""


@dataclass(frozen=True, slots=True)
class SessionSaid:
    """What somebody says of a session; `contacts` by field of GROUPS, one left out was not counted."""

    held_on: dt.date
    place: Place
    place_words: str = ""
    topics: tuple[Topic, ...] = ()
    topic_words: str = ""
    facilitators: str = ""
    contacts: Mapping[str, int] = field(default_factory=dict)
    notes: str = ""


@transaction.atomic
def record_session(*, id: uuid.UUID, said: SessionSaid, actor: Actor, at: dt.datetime) -> AwarenessSession:
    """Record a session, once under one id. Raises NoSuchSession, NotYours or KnownElsewhere."""
    organisation_id, person_id = organisation_of(actor), person_of(actor)
    known = AwarenessSession.objects.select_related("place").filter(pk=id).first()
    if known is not None:
        refuse_known_elsewhere(is_same=(known.organisation_id, known.made_by_id) == (organisation_id, person_id))
        return known
    refuse_impossible(said, organisation_id, localdate(at))
    own = Facts(organisation_id=organisation_id, place_path=said.place.path, relations=frozenset({HOLDER}))
    refuse_others(actor, SEE_SESSION, own)
    session = AwarenessSession(
        id=id, organisation_id=organisation_id, held_by_id=person_id, made_by_id=person_id, made_at=at
    )
    take_words(session, said)
    note(actor, SEE_SESSION, "awareness_session", id, "recorded", at)
    return session


@transaction.atomic
def correct_session(
    *, session: AwarenessSession, said: SessionSaid, actor: Actor, at: dt.datetime
) -> AwarenessSession:
    """Change what was recorded of a session. Raises NoSuchSession, NotYours or SessionWithdrawn."""
    held = session_to_change(session, actor)
    refuse_impossible(said, held.organisation_id, localdate(at))
    refuse_others(actor, SEE_SESSION, facts_of_session(AwarenessSession(
        organisation_id=held.organisation_id, held_by_id=held.held_by_id, place=said.place
    ), actor))  # fmt: skip
    take_words(held, said)
    note(actor, SEE_SESSION, "awareness_session", held.pk, "corrected", at)
    return held


@transaction.atomic
def withdraw_session(*, session: AwarenessSession, reason: str, actor: Actor, at: dt.datetime) -> AwarenessSession:
    """Take a session out of lists and figures, for a reason; it is kept. Raises ReasonMissing or SessionWithdrawn."""
    held = session_to_change(session, actor)
    if not reason.strip():
        raise ReasonMissing(_("Say why this session is withdrawn: recorded twice, or did not take place."))
    held.withdrawn_at, held.withdrawn_for = at, reason.strip()
    held.save(update_fields=["withdrawn_at", "withdrawn_for"])
    note(actor, SEE_SESSION, "awareness_session", held.pk, "withdrawn", at)
    return held


@transaction.atomic
def bring_session_back(*, session: AwarenessSession, actor: Actor, at: dt.datetime) -> AwarenessSession:
    """Let a withdrawn session count again."""
    held = AwarenessSession.objects.select_for_update(of=("self",)).select_related("place").get(pk=session.pk)
    refuse_others(actor, SEE_SESSION, facts_of_session(held, actor))
    held.withdrawn_at, held.withdrawn_for = None, ""
    held.save(update_fields=["withdrawn_at", "withdrawn_for"])
    note(actor, SEE_SESSION, "awareness_session", held.pk, "brought_back", at)
    return held


def session_to_change(session: AwarenessSession, actor: Actor) -> AwarenessSession:
    """Return a session as it is now, others waiting. Raises NotYours or SessionWithdrawn."""
    held = AwarenessSession.objects.select_for_update(of=("self",)).select_related("place").get(pk=session.pk)
    refuse_others(actor, SEE_SESSION, facts_of_session(held, actor))
    if held.withdrawn_at is not None:
        raise SessionWithdrawn(_("This session was withdrawn: bring it back first."))
    return held


def refuse_impossible(said: SessionSaid, organisation_id: int, today: dt.date) -> None:
    """Raise NoSuchSession for what cannot have happened."""
    if said.contacts and said.held_on > today:
        raise NoSuchSession(_("This day is not there yet: record contacts once the session was held."))
    if unknown := set(said.contacts) - set(GROUPS):
        raise NoSuchSession(_("Contacts are counted by %(known)s, not by %(unknown)s.") % {
            "known": ", ".join(GROUPS), "unknown": ", ".join(sorted(unknown))
        })  # fmt: skip
    if any(number < 0 for number in said.contacts.values()):
        raise NoSuchSession(_("Contacts are 0 or more: correct the number, or leave it empty."))
    if not said.topics and not said.topic_words.strip():
        raise NoSuchSession(_("Choose a topic, or say in a few words what the session was about."))
    if any(topic.organisation_id != organisation_id for topic in said.topics):
        raise NoSuchSession(_("This topic is not one of your organisation's: choose another."))


def take_words(session: AwarenessSession, said: SessionSaid) -> None:
    """Write on a session what was said, and keep it."""
    session.held_on, session.place, session.place_words = said.held_on, said.place, said.place_words.strip()
    session.topic_words, session.facilitators = said.topic_words.strip(), said.facilitators.strip()
    session.notes = said.notes.strip()
    for name in GROUPS:
        setattr(session, name, said.contacts.get(name))
    topics = [name for topic in said.topics for name in topic.names.values()]
    session.search_text = search_text_of(
        [session.place_words, session.topic_words, session.facilitators, *said.place.names.values(), *topics]
    )
    session.save()
    session.topics.set(said.topics)
