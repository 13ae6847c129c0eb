"""Awareness sessions made for a demonstration: nobody in them lives anywhere, and every name says so."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from twiza.activities.models import AwarenessPerson, AwarenessSession, Group, Topic
from twiza.core.text import search_text_of
from twiza.territory.models import Place

TOPICS = (
    {"fr": "Droits et dispositifs de protection (exemple)", "ar": "الحقوق وأنظمة الحماية (مثال)"},
    {"fr": "Vaccination et carnet de l’enfant (exemple)", "ar": "التلقيح ودفتر الطفل (مثال)"},
    {"fr": "Eau, hygiène et diarrhée (exemple)", "ar": "الماء والنظافة والإسهال (مثال)"},
)
PER_MONTH = 2
"""Sessions a month at each place."""
MOST_AGAIN = 12
"""How many people at most come to a session who were at one before."""


@dataclass
class Maker:
    """Who makes sessions, for whom, by which chance; and what is made so far."""

    organisation_id: int
    person_id: int
    chance: random.Random
    at: dt.datetime
    sessions: list[AwarenessSession] = field(default_factory=list)
    people: list[AwarenessPerson] = field(default_factory=list)
    known: dict[int, list[AwarenessPerson]] = field(default_factory=dict)


def make_sessions(maker: Maker, *, places: Sequence[Place], until: dt.date, months: int, parents: int) -> None:
    """Make sessions over some months until a day, at which so many different mothers and fathers come."""
    topics = [
        Topic.objects.create(organisation_id=maker.organisation_id, names=names, position=number)
        for number, names in enumerate(TOPICS, start=1)
    ]
    spots = [(month, place) for month in range(months) for place in places for _one in range(PER_MONTH)]
    for number, (month, place) in enumerate(spots):
        new = parents // len(spots) + (number < parents % len(spots))
        day = until - dt.timedelta(days=30 * (months - month - 1) + maker.chance.randrange(28))
        add_session(maker, place, day, new)
    AwarenessSession.objects.bulk_create(maker.sessions, batch_size=500)
    AwarenessPerson.objects.bulk_create(maker.people, batch_size=500)
    about = AwarenessSession.topics.through
    about.objects.bulk_create(
        [about(awarenesssession=one, topic=maker.chance.choice(topics)) for one in maker.sessions], batch_size=500
    )


def add_session(maker: Maker, place: Place, day: dt.date, new: int) -> None:
    """Add a session at which some come for the first time, and some come again; children come along."""
    session = AwarenessSession(
        organisation_id=maker.organisation_id,
        held_by_id=maker.person_id,
        made_by_id=maker.person_id,
        made_at=maker.at,
        held_on=day,
        place=place,
        is_demonstration=True,
        girls=maker.chance.randrange(9),
        boys=maker.chance.randrange(9),
        search_text=search_text_of(list(place.names.values())),
    )
    known = maker.known.setdefault(place.pk, [])
    again = maker.chance.sample(known, min(len(known), maker.chance.randrange(MOST_AGAIN + 1)))
    came = [*(listed(maker, session, like.card_code, like.group, like.name) for like in again)]
    for _one in range(new):
        number = len(maker.people) + len(came) + 1
        group = Group.WOMAN if maker.chance.random() < 0.7 else Group.MAN
        newcomer = listed(maker, session, f"DEMO-{number:05d}", group, f"Exemple {number}")
        came.append(newcomer)
        known.append(newcomer)
    session.women = sum(one.group == Group.WOMAN for one in came)
    session.men = len(came) - session.women
    maker.sessions.append(session)
    maker.people.extend(came)


def listed(maker: Maker, session: AwarenessSession, card: str, group: str, name: str) -> AwarenessPerson:
    """Return somebody on the list of a session."""
    return AwarenessPerson(
        session=session, group=group, name=name, sound=search_text_of([name]).strip(), card_code=card, made_at=maker.at
    )
