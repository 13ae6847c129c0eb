"""Families of a demonstration programme over years: told with a seed, each of them nobody's, some told twice."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.conf import settings

from twiza.households.actions.demonstration import Invented
from twiza.households.births import born_in_year, born_on_day
from twiza.households.terms import ConsentSaid, HouseholdTerms, MemberTerms, PersonTerms
from twiza.territory.models import Place

NAMES_OF_MALI = settings.DATA / "demonstration" / "names_ml.csv"
LANDMARK = "Concession {number} (démonstration)"
LANGUAGES, MOST_SPOKEN = ("bm", "bm", "bm", "bm", "ff", "snk", "ses"), "bm"
PURPOSES = ("register", "visits", "contact", "rights")
ADULT_AGES, AGE_WITH_OLDER_CHILDREN = (25, 44), 33
YOUNG_SHARE, YOUNG_DAYS, OLDER_DAYS = 0.6, (10, 5 * 365), (5 * 365, 13 * 365)
"""Six children in ten, and all of a young mother, are under five when their family is registered."""
CHILDREN, WITH_FATHER = (1, 1, 2, 2, 3), 0.65
TWICE_EVERY = 28
"""Of so many families one is registered a second time by another agent."""
RESPELT = (("ou", "u"), ("é", "e"), ("dj", "dy"), ("Dj", "Di"), ("ss", "s"), ("ï", "i"))


@dataclass(frozen=True, slots=True)
class FamilyTold:
    """One family as it was registered: by whom (the id of an account) and when; `is_again` says a second time."""

    id: uuid.UUID
    terms: HouseholdTerms
    members: tuple[MemberTerms, ...]
    registrar_id: int
    at: dt.datetime
    is_again: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """Where the families live, which agents (ids of accounts) register them, and when it is now."""

    places: Sequence[Place]
    agents: Sequence[int]
    at: dt.datetime


def families_told(days: Sequence[dt.date], field: Field, seed: int) -> list[FamilyTold]:
    """Return a family registered on each of these days, and some of them told twice; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 -- no secret rests on it
    told = []
    for position, day in enumerate(days):
        one = family_told(Invented(chance, day, NAMES_OF_MALI), field, position)
        told.append(one)
        if position % TWICE_EVERY == TWICE_EVERY - 1:
            told.append(told_again(one, Invented(chance, day, NAMES_OF_MALI), field))
    return told


def family_told(invented: Invented, field: Field, position: int) -> FamilyTold:
    """Return a family of the area of the agent whose turn it is."""
    place = field.places[position % len(field.places)]
    at = at_hour(invented.today, field.at, 9)
    terms = HouseholdTerms(
        place, invented.chance.choice(LANGUAGES), invented.today, LANDMARK.format(number=position % 200 + 1)
    )
    members = tuple(members_told(invented, at))
    return FamilyTold(invented.id(), terms, members, field.agents[position % len(field.agents)], at)


def members_told(invented: Invented, at: dt.datetime) -> list[MemberTerms]:
    """Return a mother who agrees, often a father who agrees too, and their children."""
    said = ConsentSaid(PURPOSES, invented.chance.choice(["oral", "written"]), MOST_SPOKEN, at)
    family = invented.name("family")
    has_father = invented.chance.random() < WITH_FATHER
    adults = [
        adult_told("female", "head", family, said, invented),
        *([adult_told("male", "spouse", family, said, invented)] if has_father else []),
    ]
    born_on = adults[0].person.birth.on
    is_young = born_on is not None and invented.today.year - born_on.year < AGE_WITH_OLDER_CHILDREN
    many = invented.chance.choice(CHILDREN)
    return [*adults, *(child_told(family, invented, is_young=is_young) for _one in range(many))]


def adult_told(sex: str, relation: str, family: str, said: ConsentSaid, invented: Invented) -> MemberTerms:
    """Return an adult, whose year of birth is known."""
    birth = born_in_year(invented.today.year - invented.chance.randint(*ADULT_AGES))
    return MemberTerms(invented.id(), PersonTerms(f"{invented.name(sex)} {family}", sex, birth), relation, said)


def child_told(family: str, invented: Invented, *, is_young: bool) -> MemberTerms:
    """Return a child of the head, who is its mother and may be young."""
    sex = invented.chance.choice(["female", "male"])
    days = YOUNG_DAYS if invented.chance.random() < YOUNG_SHARE or is_young else OLDER_DAYS
    person = PersonTerms(f"{invented.name(sex)} {family}", sex, born_on_day(invented.days_ago(*days)))
    return MemberTerms(invented.id(), person, "child", guardian="mother")


def told_again(told: FamilyTold, invented: Invented, field: Field) -> FamilyTold:
    """Return a family as another agent would register it on the same day: other ids, other spellings."""
    members = tuple(
        replace(one, id=invented.id(), person=replace(one.person, name=respelt(one.person.name)))
        for one in told.members
    )
    other = field.agents[(field.agents.index(told.registrar_id) + 1) % len(field.agents)]
    at = told.at + dt.timedelta(hours=3)
    return replace(told, id=invented.id(), members=members, registrar_id=other, at=at, is_again=True)


def respelt(name: str) -> str:
    """Return a name in another usual spelling."""
    for one, other in RESPELT:
        name = name.replace(one, other)
    return name


def at_hour(day: dt.date, like: dt.datetime, hour: int) -> dt.datetime:
    """Return an hour of a day in the time zone of a moment, never after it."""
    return min(dt.datetime.combine(day, dt.time(hour), like.tzinfo), like)
