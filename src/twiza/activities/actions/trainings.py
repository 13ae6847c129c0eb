"""Decisions about trainings: write one, change it, withdraw it, its days."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor, Facts
from twiza.activities.actions.acting import note, organisation_of, person_of, refuse_known_elsewhere, refuse_others
from twiza.activities.counting_rule import TrainingRule
from twiza.activities.models import Module, Participation, Training, TrainingDay
from twiza.activities.models.training import HOURS_OF_DAY
from twiza.activities.queries.training import facts_of_training
from twiza.activities.rules import SEE_TRAINING
from twiza.core.errors import DomainError, InputError
from twiza.core.text import search_text_of
from twiza.territory.models import Place


class NoSuchTraining(InputError):
    """What was said cannot be a training or a day of one: the sentence says why, and the way out."""


class TrainingWithdrawn(DomainError):
    """The training is withdrawn: nothing of it is changed."""


@dataclass(frozen=True, slots=True)
class TrainingSaid:
    """What somebody says of a training; without a `max_score` it has no test."""

    module: Module
    starts_on: dt.date
    ends_on: dt.date
    place: Place
    given_by: str
    place_words: str = ""
    max_score: Decimal | None = None


@dataclass(frozen=True, slots=True)
class DaySaid:
    """What somebody says of a day of a training; its times may be unknown, its hours not."""

    held_on: dt.date
    hours: Decimal
    starts_at: dt.time | None = None
    ends_at: dt.time | None = None


@transaction.atomic
def write_training(
    *, id: uuid.UUID, said: TrainingSaid, rule: TrainingRule, actor: Actor, at: dt.datetime
) -> Training:
    """Write a training, once under one id. Raises NoSuchTraining, NotYours or KnownElsewhere."""
    organisation_id = organisation_of(actor)
    known = Training.objects.filter(pk=id).first()
    if known is not None:
        refuse_known_elsewhere(is_same=known.organisation_id == organisation_id)
        return known
    training = Training(id=id, organisation_id=organisation_id, made_at=at, made_by_id=person_of(actor))
    take_words(training, said, rule, actor)
    note(actor, SEE_TRAINING, "training", id, "written", at)
    return training


@transaction.atomic
def change_training(
    *, training: Training, said: TrainingSaid, rule: TrainingRule, actor: Actor, at: dt.datetime
) -> Training:
    """Change what a training says of itself. Raises NoSuchTraining, NotYours or TrainingWithdrawn."""
    held = training_to_change(training, actor)
    if held.days.exclude(held_on__gte=said.starts_on, held_on__lte=said.ends_on).exists():
        raise NoSuchTraining(_("Some of its days would lie outside of it: change those first."))
    scored = Participation.objects.filter(training=held)
    if (
        said.max_score is not None
        and (scored.filter(before__gt=said.max_score) | scored.filter(after__gt=said.max_score)).exists()
    ):
        raise NoSuchTraining(_("Somebody's score is above this maximum: correct the score first."))
    take_words(held, said, rule, actor)
    note(actor, SEE_TRAINING, "training", held.pk, "changed", at)
    return held


@transaction.atomic
def withdraw_training(*, training: Training, reason: str, actor: Actor, at: dt.datetime) -> Training:
    """Take a training out of lists and figures, for a reason; it is kept. Raises NoSuchTraining."""
    held = training_to_change(training, actor)
    if not reason.strip():
        raise NoSuchTraining(_("Say why this training is withdrawn: written twice, or did not take place."))
    held.withdrawn_at, held.withdrawn_for = at, reason.strip()
    held.save(update_fields=["withdrawn_at", "withdrawn_for"])
    note(actor, SEE_TRAINING, "training", held.pk, "withdrawn", at)
    return held


@transaction.atomic
def bring_training_back(*, training: Training, actor: Actor, at: dt.datetime) -> Training:
    """Let a withdrawn training count again."""
    refuse_others(actor, SEE_TRAINING, facts_of_training(training))
    training.withdrawn_at, training.withdrawn_for = None, ""
    training.save(update_fields=["withdrawn_at", "withdrawn_for"])
    note(actor, SEE_TRAINING, "training", training.pk, "brought_back", at)
    return training


@transaction.atomic
def add_day(*, id: uuid.UUID, training: Training, said: DaySaid, actor: Actor, at: dt.datetime) -> TrainingDay:
    """Add a session to a training, once under one id. Raises NoSuchTraining or TrainingWithdrawn."""
    held = training_to_change(training, actor)
    known = TrainingDay.objects.filter(pk=id).first()
    if known is not None:
        refuse_known_elsewhere(is_same=known.training_id == held.pk)
        return known
    day = TrainingDay(id=id, training=held)
    take_times(day, said)
    note(actor, SEE_TRAINING, "training", held.pk, "day_added", at)
    return day


@transaction.atomic
def change_day(*, day: TrainingDay, said: DaySaid, actor: Actor, at: dt.datetime) -> TrainingDay:
    """Change when a session of a training was. Raises NoSuchTraining or TrainingWithdrawn."""
    held = training_to_change(day.training, actor)
    take_times(day, said)
    note(actor, SEE_TRAINING, "training", held.pk, "day_changed", at)
    return day


def training_to_change(training: Training, actor: Actor) -> Training:
    """Return a training as it is now, others waiting. Raises NotYours or TrainingWithdrawn."""
    rows = Training.objects.select_for_update(of=("self",)).select_related("place", "module")
    held = rows.get(pk=training.pk)
    refuse_others(actor, SEE_TRAINING, facts_of_training(held))
    if held.withdrawn_at is not None:
        raise TrainingWithdrawn(_("This training was withdrawn: bring it back first."))
    return held


def take_words(training: Training, said: TrainingSaid, rule: TrainingRule, actor: Actor) -> None:
    """Write on a training what was said, and keep it. Raises NoSuchTraining or NotYours."""
    if said.ends_on < said.starts_on:
        raise NoSuchTraining(_("The last day comes before the first one: correct one of them."))
    if said.module.organisation_id != training.organisation_id:
        raise NoSuchTraining(_("This module is not one of your organisation's: choose another."))
    if said.max_score is not None and said.max_score <= 0:
        raise NoSuchTraining(_("The best score of a test is more than 0: correct it, or leave it empty."))
    refuse_others(actor, SEE_TRAINING, Facts(organisation_id=training.organisation_id, place_path=said.place.path))
    training.module, training.place, training.max_score = said.module, said.place, said.max_score
    training.starts_on, training.ends_on = said.starts_on, said.ends_on
    training.observe_on = months_after(said.ends_on, rule.observation_after_months)
    training.given_by, training.place_words = said.given_by.strip(), said.place_words.strip()
    training.search_text = search_text_of(
        [training.given_by, training.place_words, *said.place.names.values(), *said.module.names.values()]
    )
    training.save()


def take_times(day: TrainingDay, said: DaySaid) -> None:
    """Write on a day when it is, and keep it. Raises NoSuchTraining."""
    if not day.training.starts_on <= said.held_on <= day.training.ends_on:
        raise NoSuchTraining(_("This day is not one of the training's: choose one between its first and its last."))
    if not 0 < said.hours <= HOURS_OF_DAY:
        raise NoSuchTraining(_("A day has at most 24 hours: correct the number of hours."))
    if said.starts_at and said.ends_at and said.ends_at <= said.starts_at:
        raise NoSuchTraining(_("It ends before it begins: correct one of the times."))
    day.held_on, day.hours = said.held_on, said.hours
    day.starts_at, day.ends_at = said.starts_at, said.ends_at
    day.save()


def months_after(day: dt.date, months: int) -> dt.date:
    """Return the same day some months later, or the last one of a month that is too short."""
    count = day.year * 12 + day.month - 1 + months
    first = dt.date(count // 12, count % 12 + 1, 1)
    last = (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    return min(last, first + dt.timedelta(days=day.day - 1))
