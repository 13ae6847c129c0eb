"""Supervisions of a demonstration: each agent accompanied every few months, better each time, told with a seed."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Sequence

from django.db import transaction

from twiza.accounts.decisions import Actor
from twiza.accounts.models import Person as Account
from twiza.case_management.actions.supervisions import plan_supervision, record_supervision
from twiza.case_management.models import Seen, Supervision, SupervisionWords
from twiza.case_management.supervision_checklist import items_of
from twiza.case_management.supervision_terms import SupervisionTerms
from twiza.rulesets.models import RulesetVersion

DAYS_BETWEEN, DAYS_AHEAD = (80, 105), (3, 40)
HELD_SHARE, DAYS_LATE = 0.85, (0, 9)
SEEN_SHARE, WELL_AT_FIRST, WELL_AT_LAST = 0.8, 0.55, 0.9
"""How many items are seen at all, and how many of them are done well in the beginning and today."""
ANSWERED_SHARE = 0.4
AGREED = (
    "Remettre la balance à zéro devant la mère (démonstration).",
    "Faire redire les signes de danger avant de partir (démonstration).",
    "Lire la carte de vaccination à chaque visite (démonstration).",
)
OWN_WORDS = ("Cela m'a aidée, j'aimerais revoir le tour de bras (démonstration).", "D'accord (démonstration).")


@transaction.atomic
def make_supervisions(
    *,
    agents: Sequence[Account],
    checklist: RulesetVersion | None,
    months: int,
    actor: Actor,
    at: dt.datetime,
    seed: int,
) -> list[Supervision]:
    """Plan and write the supervisions of some months, and plan the next one of each agent; the same for a seed."""
    chance = random.Random(seed)  # noqa: S311 -- no secret rests on it
    made = []
    for agent in agents:
        for day in days_planned(months, at.date(), chance):
            supervision = plan_supervision(id=invented_id(chance), agent=agent, planned_on=day, actor=actor, at=at)
            made.append(supervision)
            held_on = day + dt.timedelta(days=chance.randint(*DAYS_LATE))
            if held_on < at.date() and chance.random() < HELD_SHARE:
                well = share_done_well(held_on, months, at.date())
                hold(supervision, terms_of(held_on, checklist, well, chance), actor, at, chance)
    return made


def days_planned(months: int, today: dt.date, chance: random.Random) -> list[dt.date]:
    """Return the days planned over some months, the next one among them."""
    days = [today + dt.timedelta(days=chance.randint(*DAYS_AHEAD))]
    while (today - days[-1]).days < months * 30:
        days.append(days[-1] - dt.timedelta(days=chance.randint(*DAYS_BETWEEN)))
    return list(reversed(days))


def share_done_well(on: dt.date, months: int, today: dt.date) -> float:
    """Return how much is done well on a day: more from one time to the next."""
    gone = 1 - min(1.0, (today - on).days / (months * 30))
    return WELL_AT_FIRST + (WELL_AT_LAST - WELL_AT_FIRST) * gone


def terms_of(
    held_on: dt.date, checklist: RulesetVersion | None, well: float, chance: random.Random
) -> SupervisionTerms:
    """Return what is written of one supervision."""
    marks = {one.code: mark_of(well, chance) for one in items_of(checklist)}
    return SupervisionTerms(held_on, checklist=checklist, marks=marks, agreed=chance.choice(AGREED))


def mark_of(well: float, chance: random.Random) -> Seen:
    """Return how one item is seen."""
    if chance.random() >= SEEN_SHARE:
        return Seen.NOT_SEEN
    return Seen.WELL if chance.random() < well else Seen.IMPROVE


def hold(
    supervision: Supervision, terms: SupervisionTerms, actor: Actor, at: dt.datetime, chance: random.Random
) -> None:
    """Write one down, and now and then what the agent says to it."""
    record_supervision(
        id=invented_id(chance),
        supervision_id=supervision.pk,
        agent=supervision.agent,
        terms=terms,
        actor=actor,
        at=at,
    )
    if chance.random() < ANSWERED_SHARE:
        said = {"supervision": supervision, "words": chance.choice(OWN_WORDS), "said_at": at}
        SupervisionWords.objects.get_or_create(id=invented_id(chance), defaults=said)


def invented_id(chance: random.Random) -> uuid.UUID:
    """Return an id that the seed decides."""
    return uuid.UUID(int=chance.getrandbits(128), version=4)
