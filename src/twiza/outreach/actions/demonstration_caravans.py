"""A season of caravans for a demonstration: real communes, and people whom chance made up."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from twiza.access.models import Specialty
from twiza.accounts.decisions import Actor
from twiza.accounts.models import Person
from twiza.households.models import PersonSex
from twiza.organisations.models import Organisation
from twiza.outreach.actions.caravan import DayTerms, add_locality, add_member, add_partner, make_caravan
from twiza.outreach.actions.demonstration_files import walk_file
from twiza.outreach.actions.demonstration_preparation import prepare_demonstration
from twiza.outreach.actions.gap import formula_used_by
from twiza.outreach.actions.register import close_day, record_arrival, say_not_seen, see_person
from twiza.outreach.models import Attendance, Caravan, CaravanDay, CaravanLocality, MemberTask, NotSeen, Urgency
from twiza.outreach.queries.gap import ground_under
from twiza.outreach.terms import Terms
from twiza.territory.models import Place
from twiza.territory.queries.places import communes_in

DAYS_FROM_TODAY = (-30, 0, 21, 42)
"""One caravan is done, one is today, two are planned."""
STANDS_AT = ("counter_referrals", "day", "authorities", "request")
"""The step at which each is (data/procedures/caravan.yml)."""
MADE_DAYS_BEFORE = 100
CAME, CAME_SO_FAR, SEEN_SO_FAR = 270, 12, 5
SPECIALTIES = ("general", "paediatrics", "gynaecology", "ophthalmology")
LOCALITIES = 5
OPENS_AT, SECONDS_BETWEEN = dt.time(8, 30), 80
SEEN_OF_A_HUNDRED = 94
WAIT_MINUTES = (10, 95)


@dataclass(frozen=True, slots=True)
class CaravanCast:
    """Who organises the season, who keeps its registers, and for which association."""

    planner: Actor
    registrar: Actor
    registrar_person: Person
    association: Organisation


def make_demonstration_season(*, cast: CaravanCast, province: Place, today: dt.date, at: dt.datetime) -> list[Caravan]:
    """Make four caravans in as many communes of a province, with the registers of those that began."""
    specialties = list(Specialty.objects.filter(code__in=SPECIALTIES).order_by("position"))
    communes = communes_farthest(province, cast.planner, specialties, today)
    caravans = [
        make_one(cast, commune, today + dt.timedelta(days=days), specialties, at)
        for commune, days in zip(communes, DAYS_FROM_TODAY, strict=False)
    ]
    prepare_demonstration(caravans, actor=cast.planner, at=at)
    for caravan, people, seen in zip(caravans, (CAME, CAME_SO_FAR), (CAME, SEEN_SO_FAR), strict=False):
        fill_register(caravan, cast.registrar, people=people, seen=seen)
    for caravan, step in zip(caravans, STANDS_AT, strict=False):
        if caravan.file is not None:
            walk_file(caravan.file, until=step, actor=cast.planner, at=at)
    if caravans:
        close_day(day=caravans[0].days.get(), actor=cast.registrar, at=at)
    return caravans


def communes_farthest(
    province: Place, planner: Actor, specialties: Sequence[Specialty], today: dt.date
) -> list[Place]:
    """
    Return the communes where most people live beyond reach of fixed care, one for each caravan.

    Raises NoFormula.
    """
    communes = list(communes_in(province.path).filter(lat__isnull=False))
    ground = ground_under(
        communes, [one.code for one in specialties], formula_used_by(planner), Terms(starts_on=today)
    )
    return sorted(communes, key=lambda one: -ground[one.pk].people_beyond)[: len(DAYS_FROM_TODAY)]


def make_one(
    cast: CaravanCast, commune: Place, on: dt.date, specialties: Sequence[Specialty], at: dt.datetime
) -> Caravan:
    """Make one caravan of a day in a commune, with its partner, its registrar and localities nobody lives in."""
    site = {"fr": "École (démonstration)", "ar": "مدرسة (عرض توضيحي)", "en": "School (demonstration)"}
    day = DayTerms(on, site, commune, commune.lat, commune.lon)
    made_at = min(at, at + (on - at.date()) - dt.timedelta(days=MADE_DAYS_BEFORE))
    caravan = make_caravan(actor=cast.planner, area=commune, days=[day], specialties=specialties, at=made_at)
    add_partner(caravan=caravan, organisation=cast.association, actor=cast.planner, at=at)
    add_member(
        caravan=caravan,
        person=cast.registrar_person,
        name=cast.registrar_person.name,
        task=MemberTask.REGISTRATION,
        actor=cast.planner,
        at=at,
    )
    for number in range(1, LOCALITIES + 1):
        add_locality(caravan=caravan, name=f"Douar {number} (démonstration)", actor=cast.planner, at=at)
    return caravan


def fill_register(caravan: Caravan, registrar: Actor, *, people: int, seen: int) -> None:
    """Let so many people come one after the other; of the first so many it is said what became of them."""
    chance, day = Random(people), caravan.days.get()  # noqa: S311 -- people whom chance makes up
    localities = list(caravan.localities.order_by("number"))
    opening = dt.datetime.combine(day.on, OPENS_AT, tzinfo=dt.UTC)
    for number in range(people):
        at = opening + dt.timedelta(seconds=number * SECONDS_BETWEEN)
        attendance = arrive(day, registrar, localities, at, chance)
        if number < seen:
            say_outcomes(attendance, at, chance)


def arrive(
    day: CaravanDay, registrar: Actor, localities: Sequence[CaravanLocality], at: dt.datetime, chance: Random
) -> Attendance:
    """Let somebody whom chance makes up come."""
    age, sex = min(90, int(chance.triangular(0, 90, 28))), chance.choices(list(PersonSex), weights=(62, 38))[0]
    return record_arrival(
        day=day,
        sex=sex,
        age_years=age,
        age_months=None,
        posts=posts_for(age, sex, chance),
        urgency=chance.choices(list(Urgency), weights=(1, 9, 90))[0],
        locality=chance.choice(localities),
        actor=registrar,
        at=at,
        id=uuid.UUID(int=chance.getrandbits(128), version=4),
    )


def say_outcomes(attendance: Attendance, at: dt.datetime, chance: Random) -> None:
    """Say what became of somebody who came: nearly everybody is seen."""
    for consultation in attendance.consultations.select_related("attendance__day"):
        if chance.randrange(100) < SEEN_OF_A_HUNDRED:
            see_person(consultation=consultation, at=at + dt.timedelta(minutes=chance.randint(*WAIT_MINUTES)))
        else:
            say_not_seen(consultation=consultation, why=chance.choice(NotSeen.values), at=at)


def posts_for(age: int, sex: str, chance: Random) -> tuple[int, ...]:
    """Return the posts that somebody comes for: children see the paediatrician, women alone the gynaecologist."""
    gynaecology = 3 if sex == PersonSex.FEMALE else 0
    first = 2 if age < 15 else chance.choices((1, 3, 4), weights=(6, gynaecology, 2))[0]
    return (first, 4) if first == 1 and chance.random() < 0.2 else (first,)


def is_made(organisation: Organisation) -> bool:
    """Return whether the demonstration's organisation has caravans already."""
    return Caravan.objects.filter(organisation=organisation).exists()
