"""Trainings made for a demonstration: nobody in them works anywhere, and every name says so."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from decimal import Decimal

from twiza.accounts.decisions import Actor
from twiza.activities.actions.modules import ModuleSaid, write_module
from twiza.activities.actions.participants import enrol, score, take_attendance
from twiza.activities.actions.professionals import ProfessionalSaid, register_professional
from twiza.activities.actions.trainings import DaySaid, TrainingSaid, add_day, write_training
from twiza.activities.counting_rule import TrainingRule
from twiza.activities.models import Professional, Training
from twiza.core.ids import new_id
from twiza.territory.models import Place

MODULE = ModuleSaid(
    {"fr": "Accueil et suivi de la croissance (exemple)", "ar": "الاستقبال وتتبع النمو (مثال)"},
    Decimal(6),
    "Peser, mesurer, lire la courbe et en parler avec la mère.",
    "Infirmières, sages-femmes et matrones",
)
FUNCTIONS = ("Infirmière", "Sage-femme", "Matrone", "Agent de santé communautaire")
BEST = 20


def make_trainings(
    *,
    actor: Actor,
    places: Sequence[Place],
    until: dt.date,
    professionals: int,
    rule: TrainingRule,
    chance: random.Random,
    at: dt.datetime,
) -> None:
    """Make a training at each place, some months apart, by which so many professionals are trained in all."""
    module = write_module(id=new_id(), said=MODULE, actor=actor, at=at)
    for number, place in enumerate(places):
        first = until - dt.timedelta(days=60 + 90 * number)
        said = TrainingSaid(
            module, first, first + dt.timedelta(days=1), place, "Organisme formateur (exemple)", "", Decimal(BEST)
        )
        training = write_training(id=new_id(), said=said, rule=rule, actor=actor, at=at)
        Training.objects.filter(pk=training.pk).update(is_demonstration=True)
        many = professionals // len(places) + (number < professionals % len(places))
        people: list[Professional] = []
        for one in range(many):
            people.append(somebody(f"{number + 1}-{one + 1}", number, people, actor, chance, at))
        give(training, people, actor, chance, at)


def somebody(
    code: str,
    place_number: int,
    others: Sequence[Professional],
    actor: Actor,
    chance: random.Random,
    at: dt.datetime,
) -> Professional:
    """Return a professional whom nobody is, none of those made before, though 11 may sound like 1."""
    workplace = f"Centre de santé {place_number + 1} (exemple)"
    said = ProfessionalSaid(f"Exemple{code}", chance.choice(FUNCTIONS), workplace=workplace)
    made = register_professional(id=new_id(), said=said, others={one.pk for one in others}, actor=actor, at=at)
    made.is_demonstration = True
    made.save(update_fields=["is_demonstration"])
    return made


def give(
    training: Training, people: Sequence[Professional], actor: Actor, chance: random.Random, at: dt.datetime
) -> None:
    """Give a training in two days to some people, all of whom come and do both tests."""
    parts = [enrol(id=new_id(), training=training, professional=one, actor=actor, at=at) for one in people]
    for day in (training.starts_on, training.ends_on):
        held = add_day(id=new_id(), training=training, said=DaySaid(day, Decimal(3)), actor=actor, at=at)
        present = {one.pk: True for one in parts}
        take_attendance(id=new_id(), day=held, present=present, taken_at=at, actor=actor, at=at)
    for one in parts:
        before = chance.randrange(4, 13)
        after = Decimal(min(BEST, before + chance.randrange(9)))
        score(participation=one, before=Decimal(before), after=after, actor=actor, at=at)
