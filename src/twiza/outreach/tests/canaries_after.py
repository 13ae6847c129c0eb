"""What comes after a caravan, with a word in each that only some may read: for the walk around the house."""

from __future__ import annotations

import datetime as dt
from typing import Any

from twiza.accounts.decisions import Actor
from twiza.core.ids import new_id
from twiza.outreach.actions.evaluation import EvaluationTerms, decide_after, record_evaluation
from twiza.outreach.models import CaravanDay, CaravanReport
from twiza.outreach.queries.report import report_sources
from twiza.outreach.report_content import report_content

WORDS = frozenset({"bilan", "resolution"})
"""Whoever sees the caravan reads them."""
PUBLIC_WORD = "affiche"
SORTS = frozenset({"evaluation", "evaluation_by", "evaluation_decision", "report_version"})
"""What the routes of this house after a caravan are about."""


def canary_after(day: CaravanDay, actor: Actor, word: str, at: dt.datetime) -> dict[str, dict[str, Any]]:
    """Look back at a caravan; return what each route takes of it."""
    caravan = day.caravan
    terms = EvaluationTerms("people", at.date(), f"{word}-bilan", 7, 5, f"{word}-bilan", "", None, "", None)
    evaluation = record_evaluation(caravan=caravan, terms=terms, scores={}, actor=actor, at=at, id=new_id())
    said = {"text": f"{word}-resolution", "owner": f"{word}-resolution", "due_on": at.date()}
    decision = decide_after(evaluation=evaluation, actor=actor, at=at, id=new_id(), **said)
    report = public_report(day, actor, word, at)
    one = {"caravan_id": caravan.pk}
    this = one | {"evaluation_id": evaluation.pk}
    return {
        "report_version": one | {"report_id": report.pk},
        "published_report": {"report_id": report.pk},
        "evaluation": this,
        "evaluation_by": one | {"by": "people"},
        "evaluation_decision": this | {"decision_id": decision.pk},
    }


def public_report(day: CaravanDay, actor: Actor, word: str, at: dt.datetime) -> CaravanReport:
    """Publish a report that says nothing but a word for everybody: its register stays open for others to write in."""
    said = {key: {"fr": f"{word}-{PUBLIC_WORD}"} for key in ("names", "organisation")}
    content = report_content(report_sources(day.caravan, lessons=f"{word}-{PUBLIC_WORD}"))
    public = content | said | {"days": [], "partners": [], "decisions": [], "posts": []}
    return CaravanReport.objects.create(
        caravan=day.caravan, number=1, content=public, published_by_id=actor.person_id, published_at=at
    )
