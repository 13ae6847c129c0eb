"""What comes after a caravan, with a word in each that only some may read: for the walk around the house."""

from __future__ import annotations

import datetime as dt
from typing import Any

from twiza.accounts.decisions import Actor
from twiza.core.ids import new_id
from twiza.outreach.actions.evaluation import EvaluationTerms, decide_after, record_evaluation
from twiza.outreach.models import CaravanDay

WORDS = frozenset({"bilan", "resolution"})
"""Whoever sees the caravan reads them."""
SORTS = frozenset({"evaluation", "evaluation_by", "evaluation_decision"})
"""What the routes of this house after a caravan are about."""


def canary_after(day: CaravanDay, actor: Actor, word: str, at: dt.datetime) -> dict[str, dict[str, Any]]:
    """Look back at a caravan; return what each route takes of it."""
    caravan = day.caravan
    terms = EvaluationTerms("people", at.date(), f"{word}-bilan", 7, 5, f"{word}-bilan", "", None, "", None)
    evaluation = record_evaluation(caravan=caravan, terms=terms, scores={}, actor=actor, at=at, id=new_id())
    said = {"text": f"{word}-resolution", "owner": f"{word}-resolution", "due_on": at.date()}
    decision = decide_after(evaluation=evaluation, actor=actor, at=at, id=new_id(), **said)
    one = {"caravan_id": caravan.pk}
    this = one | {"evaluation_id": evaluation.pk}
    return {
        "evaluation": this,
        "evaluation_by": one | {"by": "people"},
        "evaluation_decision": this | {"decision_id": decision.pk},
    }
