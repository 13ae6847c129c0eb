"""Families of a demonstration: put together with a seed from common names, each of them nobody's."""

from __future__ import annotations

import csv
import datetime as dt
import random
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from django.conf import settings

from twiza.accounts.decisions import Actor
from twiza.households.actions.changing import note_papers
from twiza.households.actions.registering import register_household
from twiza.households.births import Birth, born_in_year, born_on_day
from twiza.households.models import Household, Person
from twiza.households.terms import ConsentSaid, HouseholdTerms, MemberTerms, PersonTerms
from twiza.territory.models import Place

NAMES = settings.DATA / "demonstration" / "names.csv"
CHILDREN_MOST = 4
ADULT_AGES, CHILD_DAYS = (22, 58), (20, 17 * 365)
REGISTERED_DAYS_AGO = (100, 240)
WITH_FATHER, TWICE_EVERY = 0.7, 12
PURPOSES = ("register", "visits", "contact", "rights")
LANDMARK = "Repère {number} (démonstration)"


@dataclass(frozen=True, slots=True)
class Invented:
    """Where chance comes from, and the day it is all seen from."""

    chance: random.Random
    today: dt.date
    file: Path = NAMES

    def name(self, kind: str) -> str:
        """Return a name of a kind."""
        return self.chance.choice(names(self.file)[kind])

    def id(self) -> uuid.UUID:
        """Return an id that the seed gives."""
        return uuid.UUID(int=self.chance.getrandbits(128), version=4)

    def days_ago(self, least: int, most: int) -> dt.date:
        """Return a day that lies so many days back."""
        return self.today - dt.timedelta(days=self.chance.randint(least, most))


@cache
def names(path: Path) -> dict[str, list[str]]:
    """Return the names of a file of data/demonstration by their kind."""
    by_kind: dict[str, list[str]] = {}
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            by_kind.setdefault(row["kind"], []).append(row["name"])
    return by_kind


def make_families(
    *, number: int, places: Sequence[Place], actor: Actor, at: dt.datetime, seed: int
) -> list[Household]:
    """
    Register so many invented families at places, as an agent would; the same seed makes the same ones, once.

    Every twelfth one is registered a second time in another spelling, as happens between two agents.
    """
    chance = random.Random(seed)  # noqa: S311 -- no secret rests on it
    invented = Invented(chance, at.date())
    families = []
    for position in range(number):
        terms = household_terms(invented, places[position % len(places)], position)
        members = members_of(invented, dt.datetime.combine(terms.registered_on, at.timetz()))
        families.append(registered(invented, terms, members, actor, at))
        if position % TWICE_EVERY == TWICE_EVERY - 1:
            families.append(registered(invented, terms, again(invented, members), actor, at))
    return families


def registered(
    invented: Invented, terms: HouseholdTerms, members: Sequence[MemberTerms], actor: Actor, at: dt.datetime
) -> Household:
    """Register one family, with what some of its children hold as papers."""
    household = register_household(id=invented.id(), terms=terms, members=members, actor=actor, at=at)
    for member in members[1:]:
        if invented.chance.random() < 0.5:
            held = {"birth": invented.chance.choice(["held", "none", "asked"]), "health": "held"}
            child = Person.objects.get(pk=member.id)
            note_papers(person=child, holdings=held, on=at.date(), actor=actor, at=at)
    return household


def household_terms(invented: Invented, place: Place, position: int) -> HouseholdTerms:
    """Return where a family lives, and since when it is known."""
    since = invented.days_ago(*REGISTERED_DAYS_AGO)
    landmark = LANDMARK.format(number=position + 1)
    return HouseholdTerms(place, invented.chance.choice(["ar", "zgh"]), since, landmark)


def members_of(invented: Invented, at: dt.datetime) -> list[MemberTerms]:
    """Return a mother who agrees, most often a father who agrees too, and their children."""
    said = ConsentSaid(PURPOSES, invented.chance.choice(["oral", "written"]), "ar", at)
    family = invented.name("family")
    adults = [
        adult("female", "head", family, said, invented),
        *([adult("male", "spouse", family, said, invented)] if invented.chance.random() < WITH_FATHER else []),
    ]
    return [*adults, *(child(family, invented) for _number in range(invented.chance.randint(1, CHILDREN_MOST)))]


def adult(sex: str, relation: str, family: str, said: ConsentSaid, invented: Invented) -> MemberTerms:
    """Return an adult, whose year of birth is known."""
    birth: Birth = born_in_year(invented.today.year - invented.chance.randint(*ADULT_AGES))
    return MemberTerms(invented.id(), PersonTerms(f"{invented.name(sex)} {family}", sex, birth), relation, said)


def child(family: str, invented: Invented) -> MemberTerms:
    """Return a child of the head, who is its mother, born on a day after her eighteenth year."""
    sex = invented.chance.choice(["female", "male"])
    birth = born_on_day(invented.days_ago(*CHILD_DAYS))
    person = PersonTerms(f"{invented.name(sex)} {family}", sex, birth)
    return MemberTerms(invented.id(), person, "child", guardian="mother")


def again(invented: Invented, members: Sequence[MemberTerms]) -> list[MemberTerms]:
    """Return a family as another agent would write it: the same births, the names in another spelling."""
    return [
        replace(one, id=invented.id(), person=replace(one.person, name=respelt(one.person.name))) for one in members
    ]


def respelt(name: str) -> str:
    """Return a name in another usual spelling."""
    for one, other in (("Aït", "Ait"), ("ou", "u"), ("Fatima", "Fatma"), ("Saïd", "Said"), ("dr", "dri")):
        name = name.replace(one, other)
    return name.replace("Hassan", "Hasan")
