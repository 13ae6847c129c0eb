"""A session with words that only those who follow it may read: for the walk around the house."""

from __future__ import annotations

import datetime as dt
from typing import Any

from twiza.accounts.decisions import Actor
from twiza.accounts.models import Person
from twiza.accounts.rules import Role
from twiza.activities.actions.awareness import SessionSaid, record_session
from twiza.activities.actions.people import PersonSaid, list_person
from twiza.activities.actions.topics import add_topic
from twiza.conftest import LONG_AGO
from twiza.core.ids import new_id
from twiza.organisations.models import Membership
from twiza.organisations.queries import grant_from
from twiza.territory.models import Place

TOPIC_WORD = "theme"
"""What everybody who may record a session reads."""
OBJECTS = frozenset({"awareness_session", "awareness_person", "awareness_topic"})
"""What routes with arguments are about."""
WORDS = frozenset({"seance", "venue", "animatrice"})


def canary_session(maker: Actor, word: str, place: Place, at: dt.datetime) -> dict[str, Any]:
    """Return the arguments of the routes of a session of the maker's organisation, which the maker may not see."""
    actor = actor_as(maker, word, Role.SUPERVISOR, at)
    topic = add_topic(id=new_id(), names={"fr": f"{word}-{TOPIC_WORD}"}, actor=actor, at=at)
    said = SessionSaid(
        held_on=at.date(), place=place, place_words=f"{word}-seance", topics=(topic,),
        facilitators=f"{word}-animatrice", contacts={"women": 7},
    )  # fmt: skip
    session = record_session(id=new_id(), said=said, actor=actor, at=at)
    came = PersonSaid("woman", f"{word}-venue")
    person = list_person(id=new_id(), session=session, said=came, actor=actor, at=at)
    one = {"session_id": session.pk}
    return {
        "awareness_session": one,
        "awareness_person": one | {"person_id": person.pk},
        "awareness_topic": {"topic_id": topic.pk},
    }


def actor_as(maker: Actor, word: str, role: Role, at: dt.datetime) -> Actor:
    """Return somebody of the maker's organisation who had a role until today."""
    assert maker.grant is not None
    person = Person.objects.create(email=f"{word}-{role}-a@example.org", name="–", joined_at=at)
    held = Membership.objects.create(
        person=person, organisation_id=maker.grant.organisation_id, role=role, valid_from=LONG_AGO, ended_on=at.date(),
    )  # fmt: skip
    return Actor(person_id=person.pk, grant=grant_from(held))
