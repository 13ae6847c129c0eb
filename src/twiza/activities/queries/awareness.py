"""Questions about awareness sessions: which ones an actor may see, and which she asks for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_

from django.db.models import Count, Q, QuerySet

from twiza.accounts.decisions import Actor, Facts, decide
from twiza.accounts.rules import Role
from twiza.accounts.territories import within
from twiza.activities.models import AwarenessPerson, AwarenessSession, Topic
from twiza.activities.models.awareness import GROUPS
from twiza.activities.rules import HOLDER, RECORD_SESSIONS
from twiza.territory.queries.places import is_within

PLANNED, HELD, WITHDRAWN = "planned", "held", "withdrawn"
SEES_ALL = (Role.SUPERVISOR, Role.COORDINATOR)
NOT_COUNTED = reduce(and_, (Q(**{f"{name}__isnull": True}) for name in GROUPS))
"""The condition that nobody counted contacts: the session is planned."""


@dataclass(frozen=True, slots=True)
class SessionFilter:
    """What somebody asks of the list; empty parts ask nothing. Days are both included."""

    sounds: Sequence[str] = ()
    topic: str = ""
    area_path: str = ""
    state: str = ""
    start: dt.date | None = None
    end: dt.date | None = None


def sessions_of(actor: Actor) -> QuerySet[AwarenessSession]:
    """Return the sessions that an actor may see, the latest first: `decide` says yes to each of them."""
    if actor.grant is None or not decide(actor, RECORD_SESSIONS):
        return AwarenessSession.objects.none()
    own = AwarenessSession.objects.filter(
        within(actor.grant.territory, "place__path"), organisation_id=actor.grant.organisation_id
    )
    if actor.role not in SEES_ALL:
        own = own.filter(held_by=actor.person_id)
    return own.select_related("place", "held_by").order_by("-held_on", "-id")


def facts_of_session(session: AwarenessSession, actor: Actor) -> Facts:
    """Return what the rules need to know of a session and of how an actor stands to it."""
    relations = frozenset({HOLDER} if session.held_by_id == actor.person_id else ())
    return Facts(organisation_id=session.organisation_id, place_path=session.place.path, relations=relations)


def sessions_asked(sessions: QuerySet[AwarenessSession], asked: SessionFilter) -> QuerySet[AwarenessSession]:
    """Return the sessions that match every part of a filter; those withdrawn only when they are asked for."""
    sessions = sessions.filter(withdrawn_at__isnull=asked.state != WITHDRAWN)
    if asked.state == PLANNED:
        sessions = sessions.filter(NOT_COUNTED)
    if asked.state == HELD:
        sessions = sessions.exclude(NOT_COUNTED)
    if asked.topic:
        sessions = sessions.filter(topics__in=[asked.topic])
    if asked.area_path:
        sessions = sessions.filter(is_within(asked.area_path, through="place__"))
    if asked.start is not None:
        sessions = sessions.filter(held_on__gte=asked.start)
    if asked.end is not None:
        sessions = sessions.filter(held_on__lte=asked.end)
    for sound in asked.sounds:
        sessions = sessions.filter(search_text__contains=sound)
    return sessions


def listed(sessions: QuerySet[AwarenessSession]) -> QuerySet[AwarenessSession]:
    """Return sessions as a list shows them: with their topics, and how many people are on each one's list."""
    on_list = Count("people", filter=Q(people__removed_at=None))
    return sessions.annotate(on_list=on_list).prefetch_related("topics")


def people_of(session: AwarenessSession) -> QuerySet[AwarenessPerson]:
    """Return who is on the list of a session, in the order in which they were written down."""
    return session.people.filter(removed_at=None).order_by("made_at", "id")


def topics_of(actor: Actor) -> QuerySet[Topic]:
    """Return every topic of the actor's organisation, in order, the retired ones too."""
    if actor.grant is None or not decide(actor, RECORD_SESSIONS):
        return Topic.objects.none()
    return Topic.objects.filter(organisation_id=actor.grant.organisation_id).order_by("position", "id")
