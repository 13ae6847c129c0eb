"""Visits of a demonstration: to children who are nobody, who grow near WHO's lines with a seed."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings

from twiza.accounts.decisions import Actor
from twiza.case_management.actions.visits import record_visit
from twiza.case_management.child_findings import SEX_OF_TABLES
from twiza.case_management.child_terms import VisitTerms
from twiza.case_management.growth.tables import tables_from
from twiza.case_management.models import ChildVisit, Position, Presence
from twiza.households.births import age_months_on
from twiza.households.models import Person, PersonSex

LMS = settings.DATA / "growth" / "lms.csv.gz"
DAYS_BETWEEN, VISITS_MOST, MONTHS_MOST = 45, 3, 59
THINNEST, HEAVIEST = 0.82, 1.12
"""Shares of the median weight between which the children of a demonstration lie."""
SICK_EVERY = 9


@dataclass(frozen=True, slots=True)
class Growing:
    """How one invented child grows: shares of the median, and whether it is ill when it is seen last."""

    weight: float
    length: float
    is_ill: bool


def visit_children(*, children: Sequence[Person], actor: Actor, at: dt.datetime, seed: int) -> list[ChildVisit]:
    """Record some visits to each child under five, as an agent would; the same seed makes the same ones, once."""
    chance = random.Random(seed)  # noqa: S311 -- no secret rests on it
    visits = []
    for position, child in enumerate(children):
        months = age_months_on(child, at.date())
        if months is None or months > MONTHS_MOST:
            continue
        growing = Growing(
            chance.uniform(THINNEST, HEAVIEST), chance.uniform(0.96, 1.03), position % SICK_EVERY == SICK_EVERY - 1
        )
        visits += visits_to(child, growing, chance, actor, at)
    return visits


def visits_to(
    child: Person, growing: Growing, chance: random.Random, actor: Actor, at: dt.datetime
) -> list[ChildVisit]:
    """Record the visits to one child, the last one today, none before its birth."""
    days = [at.date() - dt.timedelta(days=DAYS_BETWEEN * number) for number in reversed(range(VISITS_MOST))]
    return [
        record_visit(
            id=uuid.UUID(int=chance.getrandbits(128), version=4),
            child=child,
            terms=terms_on(child, day, growing, is_last=day == days[-1]),
            actor=actor,
            at=at,
        )
        for day in days
        if child.born_on is not None and day > child.born_on
    ]


def terms_on(child: Person, day: dt.date, growing: Growing, *, is_last: bool) -> VisitTerms:
    """Return what is measured of a child on a day: its shares of WHO's medians."""
    age = (day - (child.born_on or day)).days
    sex = SEX_OF_TABLES[PersonSex(child.sex)]
    tables = tables_from(LMS)
    weight, length = (tables[f"{name}_by_day", sex].at(age) for name in ("weight", "length"))
    is_ill = growing.is_ill and is_last
    return VisitTerms(
        visited_on=day,
        presence=Presence.SEEN,
        weight_kg=Decimal(f"{weight.median * growing.weight:.2f}") if weight else None,
        length_cm=Decimal(f"{length.median * growing.length:.1f}") if length else None,
        position=Position.LYING if age < 731 else Position.STANDING,
        arm_mm=(118 if is_ill else 142) if age >= 183 else None,
        has_oedema=False,
        signs={"GD_VOMIT": is_ill} if age >= 60 else {},
        words="Visite de démonstration",
    )
