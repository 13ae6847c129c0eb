"""What families answered, as indicators count it: cases made by hand, counted on fingers."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from twiza.case_management.actions.visits import withdraw_visit
from twiza.case_management.measures.answers import attending_school, paid_by_families
from twiza.case_management.models import Presence
from twiza.case_management.tests.test_measures import cohort_of, days_ago, told, visit
from twiza.conftest import NOW, TODAY
from twiza.households.models import Person
from twiza.rulesets.models import RulesetVersion


@pytest.fixture
def pupil(child) -> Person:
    """Return a child of seven years."""
    child.born_on = TODAY - dt.timedelta(days=7 * 366)
    child.save()
    return child


def school(child: Person, agent, days: int, **said) -> None:
    visit(child, agent, visited_on=days_ago(days), answers=said)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"inscrit_ecole": True, "absences_30j": 0}, [(True, 1)]),
        ({"inscrit_ecole": True, "absences_30j": 1}, [(False, 1)]),
        ({"inscrit_ecole": False}, [(False, 1)]),
        ({"inscrit_ecole": True}, []),
        ({"absences_30j": 0}, []),
        ({}, []),
    ],
)
def test_a_child_attends_who_is_enrolled_and_missed_no_day(pupil, agent, said, expected):
    school(pupil, agent, 3, **said)

    assert told(attending_school(cohort_of(pupil))) == expected


def test_what_was_last_said_within_the_span_counts(pupil, agent):
    school(pupil, agent, 20, inscrit_ecole=False)
    school(pupil, agent, 2, inscrit_ecole=True, absences_30j=0)

    assert told(attending_school(cohort_of(pupil))) == [(True, 1)]
    assert told(attending_school(cohort_of(pupil, end=days_ago(3)))) == [(False, 1)]
    assert attending_school(cohort_of(pupil, start=days_ago(1))) == []
    assert attending_school(cohort_of(pupil, area="MA")) == []


def test_days_missed_that_are_allowed_are_in_the_questions(pupil, agent):
    school(pupil, agent, 2, inscrit_ecole=True, absences_30j=2)
    questions = RulesetVersion.objects.get(ruleset__code="child_questions")
    allow(questions, 2)
    allowed = told(attending_school(cohort_of(pupil)))
    allow(questions, None)

    assert (allowed, attending_school(cohort_of(pupil))) == ([(True, 1)], [])


def allow(questions: RulesetVersion, days: int | None) -> None:
    content = questions.content | {"attendance": {"most_days_missed": days}}
    RulesetVersion.objects.filter(pk=questions.pk).update(content_text=json.dumps(content))


def test_school_is_counted_from_six_to_fifteen_years(pupil, agent):
    school(pupil, agent, 2, inscrit_ecole=False)
    counted = [
        len(attending_school(cohort_of(pupil)))
        for born_on in (days_ago(6 * 365), days_ago(6 * 366), days_ago(16 * 365), days_ago(16 * 366))
        if Person.objects.filter(pk=pupil.pk).update(born_on=born_on)
    ]

    assert counted == [0, 1, 1, 0]


def test_what_a_family_paid_is_a_mean_over_episodes(child, agent):
    """1500 and 0 over two episodes; the amount of five days later speaks of the days of the first one."""
    for days, paid in ((28, 1500), (23, 400), (9, 0)):
        visit(child, agent, visited_on=days_ago(days), answers={"malade_14j": True, "depense_14j": paid})
    visit(child, agent, answers={"malade_14j": False})

    assert told(paid_by_families(cohort_of(child))) == [(1500, 1), (0, 1)]
    assert told(paid_by_families(cohort_of(child, start=days_ago(24)))) == [(0, 1)]
    assert paid_by_families(cohort_of(child, area="MA")) == []


def test_an_amount_of_a_mistake_or_of_no_visit_is_none(child, agent):
    mistake = visit(child, agent, answers={"depense_14j": 900})
    withdraw_visit(visit=mistake, reason="Another child", actor=agent, at=NOW)
    visit(child, agent, presence=Presence.ABSENT, visited_on=days_ago(1))

    assert paid_by_families(cohort_of(child)) == []
