"""What an office answers to a list of files: kept line by line, then taken by the files. Twice changes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor
from twiza.core.errors import DomainError
from twiza.households.actions.keeping import held_household
from twiza.social_protection.actions.enrolments import move_enrolment
from twiza.social_protection.actions.noting import note_enrolment
from twiza.social_protection.models import Batch, BatchAnswer, BatchLine


@dataclass(frozen=True, slots=True)
class AnswerTerms:
    """What an office says of one file of a list: its number there, yes or no, when, and why."""

    number: int
    answer: str
    answered_on: dt.date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LineRefused:
    """A line of a list that was not kept or did not move, and why."""

    number: int
    sentence: str


@transaction.atomic
def answer_batch(
    *, batch: Batch, answers: Sequence[AnswerTerms], actor: Actor, at: dt.datetime
) -> tuple[list[BatchLine], list[LineRefused]]:
    """
    Keep what an office answered; return the lines that changed, and those that were refused, each with its reason.

    Raises HouseholdNotYours.
    """
    lines = {one.number: one for one in batch.lines.select_related("enrolment__household")}
    kept, refused = [], []
    for terms in answers:
        line = lines.get(terms.number)
        if line is None:
            refused.append(LineRefused(terms.number, _("No file of this list has this number.")))
            continue
        held_household(line.enrolment.household, actor)
        sentence = fault_of(terms, batch, at)
        if sentence:
            refused.append(LineRefused(terms.number, sentence))
        elif is_new(line, terms):
            kept.append(answered(line, terms, actor, at))
    return kept, refused


def fault_of(terms: AnswerTerms, batch: Batch, at: dt.datetime) -> str:
    """Return what is wrong with an answer; empty when it is right."""
    if batch.cancelled_at is not None:
        return _("This list is cancelled: nothing is answered to it any more.")
    if terms.answer not in BatchAnswer.values:
        return _("Write yes or no as the answer.")
    if not batch.made_on <= terms.answered_on <= at.date():
        return _("The day of the answer is before the list was made, or still to come.")
    if terms.answer == BatchAnswer.NO and not terms.reason.strip():
        return _("Write why the office said no.")
    return ""


def is_new(line: BatchLine, terms: AnswerTerms) -> bool:
    """Return whether an answer says something else than what is kept."""
    return (line.answer, line.answered_on, line.reason) != (terms.answer, terms.answered_on, terms.reason)


def answered(line: BatchLine, terms: AnswerTerms, actor: Actor, at: dt.datetime) -> BatchLine:
    """Keep one answer."""
    line.answer, line.answered_on, line.reason = terms.answer, terms.answered_on, terms.reason
    line.save(update_fields=["answer", "answered_on", "reason"])
    note_enrolment(actor, line.enrolment, "answered", at)
    return line


def follow_answers(
    *, batch: Batch, steps: Mapping[str, str], actor: Actor, at: dt.datetime
) -> tuple[list[BatchLine], list[LineRefused]]:
    """
    Take each answered file of a list to the step of its answer, on the day of the answer; a file that left stays.

    `steps` has a step (its code) by answer; an answer without one leaves its files where they are. Returns the lines
    whose file moved, and those whose file could not, each with its reason: it does not hold the others up.
    """
    moved, refused = [], []
    for line in lines_to_follow(batch):
        if not steps.get(line.answer):
            continue
        try:
            follow_answer(line, steps[line.answer], actor, at)
            moved.append(line)
        except DomainError as error:
            refused.append(LineRefused(line.number, str(error)))
    return moved, refused


def lines_to_follow(batch: Batch) -> list[BatchLine]:
    """Return the lines of a list that are answered and whose file is still where it was sent from."""
    there = batch.lines.filter(enrolment__file__step__code=batch.step, enrolment__file__closed_at=None)
    found = there.exclude(answer="")
    return list(found.select_related("enrolment__file__step", "enrolment__household").order_by("number"))


def follow_answer(line: BatchLine, step: str, actor: Actor, at: dt.datetime) -> None:
    """Take one file to the step of its answer. Raises what `move_enrolment` raises."""
    with transaction.atomic():
        move_enrolment(
            enrolment=line.enrolment,
            step=step,
            seen_turn=line.enrolment.file.turn,
            happened_on=line.answered_on or at.date(),  # the table lets no answer be without its day
            reason=line.reason,
            actor=actor,
            at=at,
        )
