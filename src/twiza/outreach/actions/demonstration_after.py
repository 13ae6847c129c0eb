"""What a demonstration shows after a caravan: findings, what people said, the gap measured twice, a public report."""

from __future__ import annotations

import datetime as dt
from itertools import cycle

from twiza.accounts.decisions import Actor
from twiza.core.ids import new_id
from twiza.outreach.actions.care import note_care
from twiza.outreach.actions.evaluation import EvaluationTerms, decide_after, record_evaluation
from twiza.outreach.actions.gap import day_counted_until, keep_gap, measure_gap
from twiza.outreach.actions.register import close_day, reopen_day
from twiza.outreach.actions.report import publish_report
from twiza.outreach.measures.days import keep_tallies
from twiza.outreach.models import Caravan, CareCode, Consultation, Evaluation, EvaluationBy, GapMoment
from twiza.outreach.queries.evaluation import criteria_for

NOTED = 45
"""Of how many consultations a finding is noted, every third of them new."""
HEARD_DAYS_AFTER, DONE_DAYS_LATER = 10, 60
SCORES = {EvaluationBy.PEOPLE: (3, 2, 4, 4, 2, 3, 2), EvaluationBy.TEAM: (3, 4, 2, 3, 3, 2, 3)}
TOOK_PART = {EvaluationBy.PEOPLE: (23, 11), EvaluationBy.TEAM: (5, 4)}
WENT_WELL = "Accueil dans la langue des gens ; les médecins sont restés jusqu’au soir. (démonstration)"
TO_CHANGE = "Venir un autre jour que celui du souk, et avec un dentiste. (démonstration)"
ANSWERED = "La prochaine caravane viendra un lundi ; le dentiste est demandé. (démonstration)"
LESSONS = "Éviter le jour du souk. Prévoir deux personnes de plus à l’accueil le matin. (démonstration)"
DECIDED = "Demander un dentiste au conseil régional de l’Ordre (démonstration)"


def look_back(caravan: Caravan, *, planner: Actor, registrar: Actor, at: dt.datetime) -> None:
    """Look back, once, at a caravan whose register is complete."""
    if Evaluation.objects.filter(caravan=caravan).exists():
        return
    note_findings(caravan, registrar, at)
    for by in SCORES:
        evaluate(caravan, by, planner, at)
    for moment in (GapMoment.BEFORE, GapMoment.AFTER):
        gap = measure_gap(caravan=caravan, until=day_counted_until(caravan, moment, at.date()), actor=planner)
        keep_gap(caravan=caravan, gap=gap, moment=moment, actor=planner, at=at)
    publish_report(caravan=caravan, lessons=LESSONS, actor=planner, at=at)


def note_findings(caravan: Caravan, registrar: Actor, at: dt.datetime) -> None:
    """Note findings of some of those who were seen, in the register opened again for it."""
    day = reopen_day(day=caravan.days.get(), actor=registrar, at=at)
    seen = Consultation.objects.filter(attendance__day=day, is_seen=True, attendance__age_years__gte=15)
    codes = cycle(CareCode.objects.filter(kind="finding").order_by("position"))
    for rank, consultation in enumerate(seen.select_related("attendance__day").order_by("pk")[:NOTED]):
        code = next(codes)
        note_care(consultation=consultation, codes=[code], new=[code] if rank % 3 else [], actor=registrar, at=at)
    close_day(day=day, actor=registrar, at=at)
    keep_tallies(most=1)


def evaluate(caravan: Caravan, by: EvaluationBy, planner: Actor, at: dt.datetime) -> None:
    """Keep what people or the team said of a caravan, and what was decided with the people."""
    held_on = min(at.date(), caravan.ends_on + dt.timedelta(days=HEARD_DAYS_AFTER))
    is_people = by == EvaluationBy.PEOPLE
    women, men = TOOK_PART[by]
    evaluation = record_evaluation(
        caravan=caravan,
        terms=EvaluationTerms(
            by=by,
            held_on=held_on,
            way="Groupe réuni au souk (démonstration)" if is_people else "Réunion (démonstration)",
            women=women,
            men=men,
            went_well=WENT_WELL,
            to_change=TO_CHANGE,
            next_asked_on=caravan.ends_on + dt.timedelta(days=180) if is_people else None,
            said_back=ANSWERED if is_people else "",
            said_back_on=held_on if is_people else None,
        ),
        scores=dict(zip(criteria_for(by), SCORES[by], strict=False)),
        actor=planner,
        at=at,
        id=new_id(),
    )
    if is_people:
        due_on = held_on + dt.timedelta(days=DONE_DAYS_LATER)
        decide_after(
            evaluation=evaluation,
            text=DECIDED,
            owner="Driss (démonstration)",
            due_on=due_on,
            actor=planner,
            at=at,
            id=new_id(),
        )
