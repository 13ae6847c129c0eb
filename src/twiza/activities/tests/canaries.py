"""A session and a training with words that only those who follow them may read: for the walk around the house."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from twiza.accounts.decisions import Actor
from twiza.accounts.models import Person
from twiza.accounts.rules import Role
from twiza.activities.actions.awareness import SessionSaid, record_session
from twiza.activities.actions.interviews import InterviewSaid, record_interview
from twiza.activities.actions.modules import ModuleSaid, write_module
from twiza.activities.actions.participants import ObservationSaid, enrol, observe, take_attendance
from twiza.activities.actions.people import PersonSaid, list_person
from twiza.activities.actions.professionals import ProfessionalSaid, register_professional
from twiza.activities.actions.topics import add_topic
from twiza.activities.actions.trainings import DaySaid, TrainingSaid, add_day, write_training
from twiza.activities.counting_rule import training_rule
from twiza.conftest import LONG_AGO
from twiza.core.ids import new_id
from twiza.organisations.models import Membership
from twiza.organisations.queries import grant_from
from twiza.territory.models import Place

TOPIC_WORD = "theme"
"""What everybody who may record a session reads."""
OBJECTS = frozenset(
    {
        "awareness_session", "awareness_person", "awareness_topic", "parent_interview", "training", "training_day",
        "training_person", "training_professional", "training_module",
    }
)  # fmt: skip
"""What routes with arguments are about."""
WORDS = frozenset({"seance", "venue", "animatrice", "module", "formateur", "apprenante", "observation"})


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
    known = InterviewSaid(at.date(), place, "after", "mother", 3)
    interview = record_interview(id=new_id(), said=known, actor=actor, at=at)
    one = {"session_id": session.pk}
    return canary_training(actor, word, place, at) | {
        "awareness_session": one,
        "awareness_person": one | {"person_id": person.pk},
        "awareness_topic": {"topic_id": topic.pk},
        "parent_interview": {"interview_id": interview.pk},
    }


def canary_training(actor: Actor, word: str, place: Place, at: dt.datetime) -> dict[str, Any]:
    """Return the arguments of the routes of a training with somebody in it, over long ago."""
    learnt = ModuleSaid({"fr": f"{word}-module"}, Decimal(6))
    module = write_module(id=new_id(), said=learnt, actor=actor, at=at)
    given = TrainingSaid(module, LONG_AGO, LONG_AGO, place, f"{word}-formateur", max_score=Decimal(20))
    training = write_training(id=new_id(), said=given, rule=training_rule(), actor=actor, at=at)
    day = add_day(id=new_id(), training=training, said=DaySaid(LONG_AGO, Decimal(6)), actor=actor, at=at)
    who = ProfessionalSaid(f"{word}-apprenante", "–")
    professional = register_professional(id=new_id(), said=who, others=(), actor=actor, at=at)
    part = enrol(id=new_id(), training=training, professional=professional, actor=actor, at=at)
    take_attendance(id=new_id(), day=day, present={part.pk: True}, taken_at=at, actor=actor, at=at)
    seen = ObservationSaid(LONG_AGO, 3, 4, f"{word}-observation")
    observe(id=new_id(), participation=part, said=seen, actor=actor, at=at)
    one = {"training_id": training.pk}
    return {
        "training": one,
        "training_day": one | {"day_id": day.pk},
        "training_person": one | {"participation_id": part.pk},
        "training_professional": one | {"professional_id": professional.pk},
        "training_module": {"module_id": module.pk},
    }


def actor_as(maker: Actor, word: str, role: Role, at: dt.datetime) -> Actor:
    """Return somebody of the maker's organisation who had a role until today."""
    assert maker.grant is not None
    person = Person.objects.create(email=f"{word}-{role}-a@example.org", name="–", joined_at=at)
    held = Membership.objects.create(
        person=person, organisation_id=maker.grant.organisation_id, role=role, valid_from=LONG_AGO, ended_on=at.date(),
    )  # fmt: skip
    return Actor(person_id=person.pk, grant=grant_from(held))
