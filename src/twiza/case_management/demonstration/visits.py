"""
Visits of a demonstration programme: to children who are nobody, month after month, told with a seed.

They grow near WHO's lines. What people get wrong is in it on purpose, each by a share or a number below: a weight ten
times too large, the same measures again and again, records that come weeks later, nobody at home.
"""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from twiza.case_management.actions.demonstration_visits import LMS
from twiza.case_management.child_findings import SEX_OF_TABLES
from twiza.case_management.child_terms import VisitTerms
from twiza.case_management.demonstration.answers import answers_told
from twiza.case_management.growth.tables import Lms, tables_from
from twiza.case_management.models import Position, Presence
from twiza.households.models import Person, PersonSex
from twiza.rulesets.evaluation.evidence import Content
from twiza.rulesets.evaluation.schedules import schedule_dates

DAYS_BETWEEN = ((731, (25, 33)), (1826, (30, 40)), (18 * 366, (44, 56)))
"""Until which age in days, how many days lie between two visits."""
LAST_VISIT_DAYS_AGO, LOST_DAYS_AGO = (1, 40), (75, 200)
LOST_EVERY = 40
"""Of so many children one is not found any more."""
THINNEST, HEAVIEST, SHORTEST, TALLEST = 0.90, 1.12, 0.965, 1.03
SICK_SHARE, STALLED_SHARE, ABSENT_SHARE = 0.02, 0.03, 0.03
ARMS = (126, 158)
THIN_ARM_SHARE, THIN_ARMS = 0.02, (108, 124)
STANDING_DAYS, ARM_FROM_DAYS, ARM_UNTIL_DAYS, SIGNS_FROM_DAYS = 731, 183, 1826, 60
HEIGHT_IN_DAYS, DAYS_IN_A_MONTH = 1826, 30.4375
NOT_GIVEN = frozenset({"HB0", "R21_1", "R21_2", "R21_3", "R21_4", "R21_5", "HPV1"})
"""Doses that wait for a list of districts, or are optional."""
FORGOTTEN_DOSE_SHARE, DOSE_LATE_SHARE, DOSE_LATE_DAYS = 0.004, 0.08, (20, 75)
TEN_TIMES_SHARE, LATE_RECORD_SHARE, LATE_RECORD_DAYS = 0.004, 0.03, (15, 45)
TOO_REGULAR_EVERY = 60
"""Of so many children one is always written down with the same measures."""
VISIT_HOUR = 16
WORDS = "Visite de démonstration"


@dataclass(frozen=True, slots=True)
class VisitTold:
    """One visit as it was sent: by whom (the id of an account) and when."""

    id: uuid.UUID
    child: Person
    terms: VisitTerms
    agent_id: int
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Growing:
    """How one invented child grows (shares of the median), and how carelessly she is written down."""

    weight: float
    length: float
    is_lost: bool
    is_too_regular: bool


@dataclass(frozen=True, slots=True)
class Followed:
    """A child who is followed since a day by somebody (the id of an account)."""

    child: Person
    since: dt.date
    agent_id: int


def visits_told(followed: Sequence[Followed], vaccines: Content, at: dt.datetime, seed: int) -> list[VisitTold]:
    """Return the visits to all these children until now, each child's in the order in which they were sent."""
    chance = random.Random(seed)  # noqa: S311 -- no secret rests on it
    return [
        told
        for position, one in enumerate(followed)
        for told in sorted(visits_to(one, growing(position, chance), vaccines, at, chance), key=lambda told: told.at)
    ]


def growing(position: int, chance: random.Random) -> Growing:
    """Return how the child at a position grows."""
    return Growing(
        chance.uniform(THINNEST, HEAVIEST),
        chance.uniform(SHORTEST, TALLEST),
        position % LOST_EVERY == LOST_EVERY - 1,
        position % TOO_REGULAR_EVERY == TOO_REGULAR_EVERY - 1,
    )


def visits_to(
    one: Followed, grows: Growing, vaccines: Content, at: dt.datetime, chance: random.Random
) -> Iterator[VisitTold]:
    """Yield the visits to one child, each with the doses given since the one before it."""
    doses = doses_told(one.child, vaccines, chance)
    before: VisitTerms | None = None
    for day in days_of_visits(one, grows, at.date(), chance):
        given = {dose: on for dose, on in doses.items() if on <= day}
        terms = slipped(terms_on(one.child, day, grows, given, chance), before, grows, chance)
        if terms.presence == Presence.SEEN:
            doses = {dose: on for dose, on in doses.items() if dose not in given}
            before = terms
        yield VisitTold(
            uuid.UUID(int=chance.getrandbits(128), version=4), one.child, terms, one.agent_id, sent(day, at, chance)
        )


def days_of_visits(one: Followed, grows: Growing, today: dt.date, chance: random.Random) -> list[dt.date]:
    """Return the days on which a child is visited, the last one some weeks ago, or months where she is lost."""
    last = today - dt.timedelta(days=chance.randint(*(LOST_DAYS_AGO if grows.is_lost else LAST_VISIT_DAYS_AGO)))
    born_on = one.child.born_on or one.since
    days, day = [last], last
    while (day := day - dt.timedelta(days=days_before(day, born_on, chance))) >= one.since:
        days.append(day)
    return [day for day in reversed(days) if day >= one.since and day > born_on]


def days_before(day: dt.date, born_on: dt.date, chance: random.Random) -> int:
    """Return how many days before a visit the one before it was."""
    age = (day - born_on).days
    return chance.randint(*next((span for until, span in DAYS_BETWEEN if age < until), DAYS_BETWEEN[-1][1]))


def doses_told(child: Person, vaccines: Content, chance: random.Random) -> dict[str, dt.date]:
    """Return the day on which each dose of a schedule is given: most on time, some late, a few never."""
    given: dict[str, dt.date] = {}
    for due in schedule_dates(vaccines, "doses", child.born_on or dt.date.min, done={}):
        is_late = chance.random() < DOSE_LATE_SHARE
        if due.key not in NOT_GIVEN and chance.random() >= FORGOTTEN_DOSE_SHARE:
            given[due.key] = due.due_on + dt.timedelta(
                days=chance.randint(*DOSE_LATE_DAYS) if is_late else chance.randint(0, 6)
            )
    return given


def terms_on(
    child: Person, day: dt.date, grows: Growing, doses: dict[str, dt.date], chance: random.Random
) -> VisitTerms:
    """Return what is found on a day, near the child's shares of WHO's medians; nothing where nobody was there."""
    if chance.random() < ABSENT_SHARE:
        return VisitTerms(visited_on=day, presence=Presence.ABSENT)
    age = (day - (child.born_on or day)).days
    sex = SEX_OF_TABLES[PersonSex(child.sex)]
    weight, length = (figures(name, sex, age) for name in ("weight", "length"))
    return VisitTerms(
        visited_on=day,
        presence=Presence.SEEN,
        weight_kg=weight_told(weight, grows, chance),
        length_cm=Decimal(f"{length.median * grows.length + chance.uniform(-0.3, 0.3):.1f}") if length else None,
        position=Position.LYING if age < STANDING_DAYS else Position.STANDING,
        arm_mm=arm_told(chance) if ARM_FROM_DAYS <= age < ARM_UNTIL_DAYS else None,
        has_oedema=False if ARM_FROM_DAYS <= age < ARM_UNTIL_DAYS else None,
        signs={"GD_VOMIT": chance.random() < SICK_SHARE} if SIGNS_FROM_DAYS <= age < ARM_UNTIL_DAYS else {},
        doses=doses,
        answers=answers_told(child, day),
        words=WORDS,
    )


def figures(name: str, sex: str, age_days: int) -> Lms | None:
    """Return WHO's figures of a weight or a length at an age: by day until five years, by month after."""
    tables = tables_from(LMS)
    if age_days <= HEIGHT_IN_DAYS:
        return tables[f"{name}_by_day", sex].at(age_days)
    name = {"weight": "weight_by_month", "length": "height_by_month"}[name]
    return tables[name, sex].at(age_days / DAYS_IN_A_MONTH)


def weight_told(weight: Lms | None, grows: Growing, chance: random.Random) -> Decimal | None:
    """Return a weight near a child's share of the median, now and then a little lost."""
    if weight is None:
        return None
    lost = 0.95 if chance.random() < STALLED_SHARE else chance.uniform(0.998, 1.004)
    return Decimal(f"{weight.median * grows.weight * lost:.2f}")


def arm_told(chance: random.Random) -> int:
    """Return an arm in millimetres, now and then a thin one."""
    return chance.randint(*(THIN_ARMS if chance.random() < THIN_ARM_SHARE else ARMS))


def slipped(terms: VisitTerms, before: VisitTerms | None, grows: Growing, chance: random.Random) -> VisitTerms:
    """Return what was written down of a visit: the same as before by who writes too regularly, a point forgotten."""
    if terms.presence != Presence.SEEN or terms.weight_kg is None:
        return terms
    if grows.is_too_regular and before is not None and before.position == terms.position:
        return replace(terms, weight_kg=before.weight_kg, length_cm=before.length_cm)
    if chance.random() < TEN_TIMES_SHARE:
        return replace(terms, weight_kg=terms.weight_kg * 10)
    return terms


def sent(day: dt.date, at: dt.datetime, chance: random.Random) -> dt.datetime:
    """Return when a visit of a day was sent: in the afternoon, or some weeks later, never after now."""
    weeks_later = dt.timedelta(days=chance.randint(*LATE_RECORD_DAYS) if chance.random() < LATE_RECORD_SHARE else 0)
    return min(dt.datetime.combine(day, dt.time(VISIT_HOUR), at.tzinfo) + weeks_later, at)
