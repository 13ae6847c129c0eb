"""Decisions about the evaluation of a caravan: keep one, take it out, decide, settle a decision."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor
from twiza.core.errors import DomainError
from twiza.outreach.actions.caravan import refuse_cancelled
from twiza.outreach.models import (
    SCORE_MAX,
    Caravan,
    Evaluation,
    EvaluationCriterion,
    EvaluationDecision,
    EvaluationScore,
)
from twiza.outreach.rules import MAKE_CARAVAN

Scores = Mapping[EvaluationCriterion, int]


class NotYetToEvaluate(DomainError):
    """A caravan is looked back at once it began, and no later than today."""


class NobodyAnswered(DomainError):
    """An answer to those who spoke has a day and words."""


class NotScored(DomainError):
    """A score is from 1 to 4, of a criterion asked of those who evaluate."""


@dataclass(frozen=True, slots=True)
class EvaluationTerms:
    """What is said of one evaluation."""

    by: str
    held_on: dt.date
    way: str
    women: int | None
    men: int | None
    went_well: str
    to_change: str
    next_asked_on: dt.date | None
    said_back: str
    said_back_on: dt.date | None


@transaction.atomic
def load_evaluation_criteria(*, rules: Mapping[str, Any]) -> None:
    """Bring in the criteria of a set of rules. Twice is once."""
    for position, row in enumerate(rules["criteria"]):
        fields = {name: row[name] for name in ("names", "by", "evidence")}
        EvaluationCriterion.objects.update_or_create(code=row["code"], defaults={**fields, "position": position})


@transaction.atomic
def record_evaluation(
    *, caravan: Caravan, terms: EvaluationTerms, scores: Scores, actor: Actor, at: dt.datetime, id: uuid.UUID
) -> Evaluation:
    """
    Keep one evaluation of a caravan with its scores; once under one id.

    Raises NotYetToEvaluate, NobodyAnswered, NotScored, CaravanCancelled.
    """
    refuse_cancelled(caravan)
    refuse_impossible(caravan, terms, scores, localdate(at))
    kept = {**asdict(terms), "recorded_by_id": actor.person_id, "recorded_at": at}
    evaluation, is_new = Evaluation.objects.get_or_create(id=id, caravan=caravan, defaults=kept)
    if is_new:
        score(evaluation, scores)
        note(actor, caravan, "evaluated", at)
    return evaluation


@transaction.atomic
def change_evaluation(
    *, evaluation: Evaluation, terms: EvaluationTerms, scores: Scores, actor: Actor, at: dt.datetime
) -> Evaluation:
    """Correct an evaluation. Raises as `record_evaluation`."""
    refuse_impossible(evaluation.caravan, terms, scores, localdate(at))
    for name, value in asdict(terms).items():
        setattr(evaluation, name, value)
    evaluation.save()
    evaluation.scores.all().delete()
    score(evaluation, scores)
    note(actor, evaluation.caravan, "evaluation_changed", at)
    return evaluation


def refuse_impossible(caravan: Caravan, terms: EvaluationTerms, scores: Scores, today: dt.date) -> None:
    """Raise where an evaluation cannot have been held so."""
    if not caravan.starts_on <= terms.held_on <= today:
        raise NotYetToEvaluate(_("Choose a day from the first day of the caravan until today."))
    if (terms.said_back_on is None) != (terms.said_back == ""):
        raise NobodyAnswered(_("Give both what was answered to them and on which day, or neither."))
    if terms.said_back_on and not terms.held_on <= terms.said_back_on <= today:
        raise NobodyAnswered(_("They were answered on a day from the evaluation until today."))
    for criterion, given in scores.items():
        if terms.by not in criterion.by or not 1 <= given <= SCORE_MAX:
            raise NotScored(_("A score goes from 1 to 4, of what these people are asked about."))


def score(evaluation: Evaluation, scores: Scores) -> None:
    """Keep the scores of an evaluation."""
    EvaluationScore.objects.bulk_create(
        EvaluationScore(evaluation=evaluation, criterion=criterion, score=given) for criterion, given in scores.items()
    )


def remove_evaluation(*, evaluation: Evaluation, actor: Actor, at: dt.datetime) -> Evaluation:
    """Take an evaluation out: it counts no more, and can be brought back."""
    return set_removed(evaluation, at, actor, "evaluation_removed", at)


def bring_back_evaluation(*, evaluation: Evaluation, actor: Actor, at: dt.datetime) -> Evaluation:
    """Bring back an evaluation that was taken out."""
    return set_removed(evaluation, None, actor, "evaluation_brought_back", at)


@transaction.atomic
def set_removed(
    evaluation: Evaluation, removed_at: dt.datetime | None, actor: Actor, outcome: str, at: dt.datetime
) -> Evaluation:
    """Keep whether an evaluation is taken out."""
    evaluation.removed_at = removed_at
    evaluation.save(update_fields=["removed_at"])
    note(actor, evaluation.caravan, outcome, at)
    return evaluation


@transaction.atomic
def decide_after(
    *,
    evaluation: Evaluation,
    text: str,
    owner: str,
    due_on: dt.date,
    actor: Actor,
    at: dt.datetime,
    id: uuid.UUID,
) -> EvaluationDecision:
    """Keep what an evaluation decided, who does it and until when; once under one id."""
    kept = {"text": text.strip(), "owner": owner.strip(), "due_on": due_on}
    decision, is_new = EvaluationDecision.objects.get_or_create(id=id, evaluation=evaluation, defaults=kept)
    if is_new:
        note(actor, evaluation.caravan, "evaluation_decided", at)
    return decision


def settle_decision(*, decision: EvaluationDecision, actor: Actor, at: dt.datetime) -> EvaluationDecision:
    """Say that a decision is carried out, today."""
    return set_done(decision, localdate(at), actor, "decision_settled", at)


def reopen_decision(*, decision: EvaluationDecision, actor: Actor, at: dt.datetime) -> EvaluationDecision:
    """Say that a decision is not carried out after all."""
    return set_done(decision, None, actor, "decision_reopened", at)


@transaction.atomic
def set_done(
    decision: EvaluationDecision, done_on: dt.date | None, actor: Actor, outcome: str, at: dt.datetime
) -> EvaluationDecision:
    """Keep when a decision was carried out."""
    decision.done_on = done_on
    decision.save(update_fields=["done_on"])
    note(actor, decision.evaluation.caravan, outcome, at)
    return decision


def note(actor: Actor, caravan: Caravan, outcome: str, at: dt.datetime) -> None:
    """Write in the audit chain what was done with an evaluation."""
    record_audit(actor=actor, action=MAKE_CARAVAN, at=at, outcome=outcome, object_kind="caravan", object_id=caravan.pk)
