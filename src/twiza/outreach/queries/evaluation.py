"""Questions about the evaluation of a caravan: by whom, when it was due, and what each of them said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from django.db.models import Prefetch, QuerySet

from twiza.outreach.models import (
    Caravan,
    Evaluation,
    EvaluationBy,
    EvaluationCriterion,
    EvaluationDecision,
    EvaluationScore,
)
from twiza.procedures.models import Step

EVALUATION_STEP = "evaluation"
"""The step of a caravan's procedure at which it is looked back at."""


@dataclass(frozen=True, slots=True)
class CriterionScores:
    """How one criterion was scored by each of those who evaluate; the middle score of several meetings."""

    criterion: EvaluationCriterion
    by: dict[str, float | None]


def evaluations_of(caravan: Caravan) -> QuerySet[Evaluation]:
    """Return the evaluations of a caravan that stand, the first first, with their scores and decisions."""
    scores = EvaluationScore.objects.select_related("criterion").order_by("criterion__position")
    decisions = EvaluationDecision.objects.order_by("due_on", "id")
    kept = caravan.evaluations.filter(removed_at__isnull=True).select_related("recorded_by", "caravan")
    return kept.prefetch_related(Prefetch("scores", scores), Prefetch("decisions", decisions)).order_by(
        "held_on", "id"
    )


def removed_evaluations_of(caravan: Caravan) -> QuerySet[Evaluation]:
    """Return the evaluations of a caravan that were taken out, the last first."""
    return caravan.evaluations.filter(removed_at__isnull=False).select_related("caravan").order_by("-removed_at")


def criteria_for(by: str) -> list[EvaluationCriterion]:
    """Return what those who evaluate are asked about, in order."""
    return [one for one in EvaluationCriterion.objects.order_by("position", "code") if by in one.by]


def evaluation_due_on(caravan: Caravan) -> dt.date | None:
    """Return until when a caravan is to be looked back at with the people, as its procedure has it; None without."""
    if caravan.file is None:
        return None
    days = Step.objects.filter(version=caravan.file.version_id, code=EVALUATION_STEP).values_list(
        "due_from_anchor", flat=True
    )
    known = days.first()
    return None if known is None else caravan.ends_on + dt.timedelta(days=known)


def is_late(evaluations: Sequence[Evaluation], due_on: dt.date | None, today: dt.date) -> bool:
    """Return whether the people were not asked by the day that was due."""
    if due_on is None:
        return False
    asked = [one.held_on for one in evaluations if one.by == EvaluationBy.PEOPLE]
    return min(asked, default=today) > due_on


def scores_of(evaluations: Sequence[Evaluation]) -> list[CriterionScores]:
    """Return the scores of each criterion, those who said them kept apart; None where none of them did."""
    given: dict[EvaluationCriterion, dict[str, list[int]]] = {}
    for evaluation in evaluations:
        for one in evaluation.scores.all():
            given.setdefault(one.criterion, {}).setdefault(evaluation.by, []).append(one.score)
    return [
        CriterionScores(criterion, {by: median(by_whom[by]) if by in by_whom else None for by in EvaluationBy.values})
        for criterion, by_whom in sorted(given.items(), key=lambda one: one[0].position)
    ]
