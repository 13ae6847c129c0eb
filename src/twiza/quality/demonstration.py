"""
Rounds of the quality grid for a demonstration: three at each centre, each one better, with what was done in between.

Every round decides on actions for its weakest items; the next one marks these items again.
"""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Collection, Sequence

from django.db import transaction

from twiza.accounts.decisions import Actor
from twiza.accounts.models import Person
from twiza.facilities.models import Facility
from twiza.procedures.actions.files import move_file
from twiza.procedures.models import File, Move
from twiza.quality.actions.photos import attach_photo
from twiza.quality.actions.plan import ActionTerms, plan_action
from twiza.quality.actions.rounds import MarkGiven, hold_round, keep_sheet
from twiza.quality.demonstration_photo import shelf_drawn
from twiza.quality.grid import grid_of
from twiza.quality.models import DONE, AssessorKind, PlannedAction, QualityRound
from twiza.quality.queries import assessors_of, marks_of
from twiza.quality.scores import means_of
from twiza.rulesets.models import RulesetVersion

DAYS_AGO = (610, 340, 70)
GOOD_SHARES = (0.35, 0.5, 0.65)
"""How many marks are the best one, round after round."""
MENDED_SHARE = 0.9
"""And of an item about which something was done."""
BOXES = (4, 12, 24)
"""On the shelf of the photograph of each round."""
SHEETS = (AssessorKind.PROFESSIONAL, AssessorKind.SUPERVISOR, AssessorKind.COMMITTEE, AssessorKind.USER)
FAIR_SHARE, NOT_APPLICABLE_SHARE = 0.7, 0.03
DAYS_LEFT = (-15, 30)
"""Until when the two actions of the last round are to be done, from today: one is late already."""
DAYS_TO_ACT, DAYS_TO_DO = 90, 60
UNDER_WAY, GIVEN_UP = "under_way", "given_up"
WHAT, WHO = "Action inventée (démonstration)", "Gérante du centre"
NOTE = "Évaluation inventée (démonstration)"
GIVEN_UP_BECAUSE = "Le matériel n'a pas été livré (démonstration)"


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
    """Hold three rounds at each centre, once, with a sheet of each kind of assessor; the same for the same seed."""
    chance = random.Random(f"rounds {seed}")  # noqa: S311 -- no secret rests on it
    made = []
    for number, facility in enumerate(facilities):
        mended: set[str] = set()
        for days_ago, good, boxes in zip(DAYS_AGO, GOOD_SHARES, BOXES, strict=True):
            held_at = at - dt.timedelta(days=days_ago - 7 * number)
            round = hold_round(
                id=invented_id(chance),
                organisation=facility.organisation,
                facility=facility,
                version=version,
                held_on=held_at.date(),
                note=NOTE,
                person=person,
                actor=actor,
                at=held_at,
            )
            fill_sheets(round, good, mended, chance, actor, held_at)
            weakest = weakest_of(round)
            photo = shelf_drawn(boxes)
            attach_photo(id=invented_id(chance), round=round, item=weakest[0], photo=photo, actor=actor, at=held_at)
            is_last = days_ago == DAYS_AGO[-1]
            mended = set() if is_last else act_on(round, weakest, chance, actor, held_at)
            made.append(round)
        plan_last(made[-1], chance, actor, at)
    return made


def fill_sheets(
    round: QualityRound, good: float, mended: Collection[str], chance: random.Random, actor: Actor, at: dt.datetime
) -> None:
    """Keep a sheet of each kind of assessor; items that were mended are marked better."""
    items = grid_of(round.version.content).items
    for kind in SHEETS:
        marks = [MarkGiven(one.code, mark(MENDED_SHARE if one.code in mended else good, chance)) for one in items]
        keep_sheet(id=invented_id(chance), round=round, kind=kind, number=1, marks=marks, actor=actor, at=at)


def weakest_of(round: QualityRound) -> list[str]:
    """Return the two items marked least."""
    means = means_of(marks_of(assessors_of(round)))
    return sorted(means, key=lambda item: (means[item], item))[: len(DAYS_LEFT)]


def act_on(
    round: QualityRound, weakest: Sequence[str], chance: random.Random, actor: Actor, at: dt.datetime
) -> set[str]:
    """Do something about the first of two items, and begin and give up the other; return what is mended by it."""
    until = round.held_on + dt.timedelta(days=DAYS_TO_ACT)
    done, left = (planned(round, item, until, chance, actor, at) for item in weakest)
    later = at + dt.timedelta(days=DAYS_TO_DO)
    for action, step, reason in ((done, DONE, ""), (left, UNDER_WAY, ""), (left, GIVEN_UP, GIVEN_UP_BECAUSE)):
        go_on(action, step, reason, actor, later)
    return {done.item}


def plan_last(round: QualityRound, chance: random.Random, actor: Actor, at: dt.datetime) -> None:
    """Plan an action for each of the weakest items of the last round: one is late already, one is still to come."""
    _late, begun = (
        planned(round, item, at.date() + dt.timedelta(days=days), chance, actor, at)
        for item, days in zip(weakest_of(round), DAYS_LEFT, strict=True)
    )
    go_on(begun, UNDER_WAY, "", actor, at)


def planned(
    round: QualityRound, item: str, until: dt.date, chance: random.Random, actor: Actor, at: dt.datetime
) -> PlannedAction:
    """Plan an action for an item."""
    terms = ActionTerms(item, WHAT, WHO, until)
    return plan_action(id=invented_id(chance), round=round, terms=terms, actor=actor, at=at)


def go_on(action: PlannedAction, step: str, reason: str, actor: Actor, at: dt.datetime) -> None:
    """Move an action on to a step."""
    file = File.objects.get(pk=action.file_id)
    move_file(
        file=file,
        move=Move.objects.select_related("to_step").get(from_step=file.step_id, to_step__code=step),
        seen_turn=file.turn,
        happened_on=at.date(),
        reason=reason,
        actor=actor,
        at=at,
    )


def mark(good: float, chance: random.Random) -> int | None:
    """Return a mark, the best one in so many of all."""
    if chance.random() < NOT_APPLICABLE_SHARE:
        return None
    return 2 if chance.random() < good else int(chance.random() < FAIR_SHARE)


def invented_id(chance: random.Random) -> uuid.UUID:
    """Return an id that the seed gives."""
    return uuid.UUID(int=chance.getrandbits(128), version=4)
