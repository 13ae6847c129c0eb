"""What families answered to the modules of visits, for indicators: school, and what an illness cost them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any
from uuid import UUID

from twiza.case_management.measures.cohort import Cohort
from twiza.case_management.models import ModuleAnswer
from twiza.case_management.module_questions import questions_for
from twiza.core.tallies import Tally

SCHOOL_MONTHS = (6 * 12, 16 * 12)
"""The ages that SCOL names, 6 to 15 years, from the first included to the last one not."""
ENROLLED, MISSED, PAID = "inscrit_ecole", "absences_30j", "depense_14j"
"""The questions of child_questions.yml on which these figures rest."""
TOLD_OF = dt.timedelta(days=14)
"""The days of which `depense_14j` tells."""
Told = tuple[dt.date, dict[str, Any]]
"""What was answered on a day: values by their questions."""


def attending_school(cohort: Cohort) -> list[Tally]:
    """
    Return of each child of 6 to 15 years whose school was asked within the span whether she attends it (SCOL).

    As last said: she is enrolled, and missed no more days than `attendance` of the questions allows. Of one who is
    enrolled and of whom nobody said what she missed, nothing is told; nor of any child where no number is set.
    """
    most, children = most_days_missed(cohort), cohort.aged(*SCHOOL_MONTHS)
    told = answers_told(cohort, (ENROLLED, MISSED), cohort.span.start) if most is not None else {}
    last = {child: days[-1][1] for child, days in told.items() if child in children}
    return [
        cohort.tally(child, bool(said[ENROLLED]) and said[MISSED] <= most, 1)
        for child, said in last.items()
        if said.get(ENROLLED) is False or (said.get(ENROLLED) and MISSED in said)
    ]


def most_days_missed(cohort: Cohort) -> int | None:
    """Return how many days of the last 30 a child who attends may miss; None where nobody set a number."""
    version = questions_for(cohort.rules, cohort.span.end, cohort.span.organisation_id)
    said: int | None = (version.content.get("attendance") or {}).get("most_days_missed") if version else None
    return said


def paid_by_families(cohort: Cohort) -> list[Tally]:
    """
    Return of each episode of illness told within the span what the family paid itself (RESTE_CHARGE).

    An episode is an amount answered at a visit, also 0. One told less than 14 days after another of the same child
    speaks of days that were told already, and is left out.
    """
    told = answers_told(cohort, (PAID,), cohort.span.start - TOLD_OF)
    return [
        cohort.tally(child, said[PAID], 1, on=day)
        for child, days in told.items()
        for day, said in apart(days)
        if child in cohort.children and day >= cohort.span.start
    ]


def apart(told: Sequence[Told]) -> list[Told]:
    """Return those of some answers, in the order of their days, that come 14 days or more after the one before."""
    return [*told[:1], *(later for former, later in pairwise(told) if later[0] - former[0] >= TOLD_OF)]


def answers_told(cohort: Cohort, questions: Sequence[str], start: dt.date) -> Mapping[UUID, list[Told]]:
    """Return by child what was answered to some questions from a day to the last one, in the order of days."""
    rows = ModuleAnswer.objects.filter(question__in=questions, visit__in=cohort.seen(start, cohort.span.end))
    ordered = rows.order_by("visit__visited_on", "visit__received_at", "visit")
    asked = ordered.values_list("visit__child", "visit", "visit__visited_on", "question", "value")
    found: defaultdict[UUID, dict[UUID, Told]] = defaultdict(dict)
    for child, visit, day, question, value in asked:
        found[cohort.who(child)].setdefault(visit, (day, {}))[1][question] = value
    return {child: list(visits.values()) for child, visits in found.items()}
