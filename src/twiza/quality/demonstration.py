"""Rounds of the quality grid for a demonstration: two at each centre, the second one better and with actions."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Sequence

from django.db import transaction

from twiza.accounts.decisions import Actor
from twiza.accounts.models import Person
from twiza.facilities.models import Facility
from twiza.quality.actions.plan import ActionTerms, plan_action
from twiza.quality.actions.rounds import MarkGiven, hold_round, keep_sheet
from twiza.quality.grid import grid_of
from twiza.quality.models import AssessorKind, QualityRound
from twiza.quality.queries import assessors_of, marks_of
from twiza.quality.scores import means_of
from twiza.rulesets.models import RulesetVersion

DAYS_AGO = (700, 300)
GOOD_SHARES = (0.35, 0.65)
"""How many marks are the best one, in the first round and in the second."""
SHEETS = (AssessorKind.PROFESSIONAL, AssessorKind.SUPERVISOR, AssessorKind.COMMITTEE, AssessorKind.USER)
FAIR_SHARE, NOT_APPLICABLE_SHARE = 0.7, 0.03
DAYS_LEFT = (-15, 30)
WHAT, WHO = "Action inventée (démonstration)", "Gérante du centre"
NOTE = "Évaluation inventée (démonstration)"


@transaction.atomic
def make_rounds(
    *,
    facilities: Sequence[Facility],
    version: RulesetVersion,
    person: Person,
    actor: Actor,
    at: dt.datetime,
    seed: int,
) -> list[QualityRound]:
    """Hold two rounds at each centre, once, with a sheet of each kind of assessor; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 -- no secret rests on it
    made = []
    for number, facility in enumerate(facilities):
        for days_ago, good in zip(DAYS_AGO, GOOD_SHARES, strict=True):
            round = hold_round(
                id=invented_id(chance),
                organisation=facility.organisation,
                facility=facility,
                version=version,
                held_on=at.date() - dt.timedelta(days=days_ago - 7 * number),
                note=NOTE,
                person=person,
                actor=actor,
                at=at,
            )
            fill_sheets(round, good, chance, actor, at)
            made.append(round)
        plan_two(made[-1], chance, actor, at)
    return made


def fill_sheets(round: QualityRound, good: float, chance: random.Random, actor: Actor, at: dt.datetime) -> None:
    """Keep a sheet of each kind of assessor."""
    items = grid_of(round.version.content).items
    for kind in SHEETS:
        marks = [MarkGiven(item.code, mark(good, chance)) for item in items]
        keep_sheet(id=invented_id(chance), round=round, kind=kind, number=1, marks=marks, actor=actor, at=at)


def plan_two(round: QualityRound, chance: random.Random, actor: Actor, at: dt.datetime) -> None:
    """Plan an action for each of the two items marked least: one is late already, one is still to come."""
    means = means_of(marks_of(assessors_of(round)))
    weakest = sorted(means, key=lambda item: (means[item], item))[: len(DAYS_LEFT)]
    for item, days in zip(weakest, DAYS_LEFT, strict=True):
        terms = ActionTerms(item, WHAT, WHO, at.date() + dt.timedelta(days=days))
        plan_action(id=invented_id(chance), round=round, terms=terms, actor=actor, at=at)


def mark(good: float, chance: random.Random) -> int | None:
    """Return a mark, the best one in so many of all."""
    if chance.random() < NOT_APPLICABLE_SHARE:
        return None
    return 2 if chance.random() < good else int(chance.random() < FAIR_SHARE)


def invented_id(chance: random.Random) -> uuid.UUID:
    """Return an id that the seed gives."""
    return uuid.UUID(int=chance.getrandbits(128), version=4)
