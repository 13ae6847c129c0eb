"""Visits of a demonstration kept at once are, column by column, what the actions make of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.db import transaction

from twiza.case_management.actions.visits import answer_alert, record_visit
from twiza.case_management.child_health.modules import modules_at_visit
from twiza.case_management.child_rules import rules_for
from twiza.case_management.demonstration.answers import answers_told
from twiza.case_management.demonstration.rows import answer_told, keep_visits
from twiza.case_management.demonstration.visits import Followed, VisitTold, visits_told
from twiza.case_management.models import ChildAlert, ChildDose, ChildFollow, ChildVisit, ModuleAnswer, VisitSign
from twiza.conftest import NOW, TODAY
from twiza.households.demonstration.families import Field, families_told
from twiza.households.demonstration.rows import keep_families
from twiza.households.models import Person
from twiza.rulesets.evaluation.questionnaires import questionnaire
from twiza.rulesets.tests.shipped import shipped
from twiza.territory.models import Place

MODELS = (ChildVisit, VisitSign, ChildDose, ChildFollow, ChildAlert, ModuleAnswer)
MADE_HERE = {VisitSign, ChildDose, ChildAlert, ModuleAnswer}
SINCE, SINCE_LATELY = TODAY - dt.timedelta(days=500), TODAY - dt.timedelta(days=100)


@pytest.fixture
def followed(child, agent) -> list[Followed]:
    """Return twenty families' children, followed for a year and a half."""
    field = Field([Place.objects.get()], [agent.person_id or 0], NOW)
    families = families_told([SINCE - dt.timedelta(days=number) for number in range(20)], field, seed=6)
    keep_families(families, agent.grant.organisation_id)
    people = Person.objects.in_bulk([one.id for told in families for one in told.members if one.guardian])
    order = [one.id for told in families for one in told.members if one.guardian]
    return [Followed(people[id], SINCE, agent.person_id or 0) for id in order]


def told(followed: list[Followed], seed: int = 7) -> list[VisitTold]:
    """Return the visits to these children."""
    rules = rules_for("ML", TODAY, organisation_id=None)
    assert rules.vaccines is not None
    return visits_told(followed, rules.vaccines.content, NOW, seed)


def columns() -> dict[str, list[dict[str, object]]]:
    """Return every column of every row, without the ids that are made where the row is."""
    return {
        model.__name__: sorted(
            (
                {name: value for name, value in row.items() if name != "id" or model not in MADE_HERE}
                for row in model.objects.values()
            ),
            key=repr,
        )
        for model in MODELS
    }


def answer_until(moment: dt.datetime, supervisor, **which: object) -> None:
    """Answer, as the demonstration's clinician does, what she answers until a moment."""
    for alert in ChildAlert.objects.filter(answered_at=None, **which):
        answer = answer_told(alert.visit_id, alert.code, alert.raised_at, NOW)
        if answer is not None and answer.at <= moment:
            answer_alert(alert=alert, words=answer.words, actor=supervisor, at=answer.at)


def test_rows_kept_at_once_are_those_of_the_actions(followed, agent, supervisor):
    visits = told([replace(one, since=SINCE_LATELY) for one in followed])
    with transaction.atomic():
        for one in visits:
            answer_until(one.at, supervisor, child=one.child)
            record_visit(id=one.id, child=one.child, terms=one.terms, actor=agent, at=one.at)
        answer_until(NOW, supervisor)
        one_by_one = columns()
        transaction.set_rollback(True)

    keep_visits(visits, rules_for("ML", TODAY, organisation_id=None), supervisor.person_id or 0, NOW)

    assert {name: len(rows) for name, rows in one_by_one.items() if not rows} == {}
    assert columns() == one_by_one


def test_the_same_seed_tells_the_same_visits(followed):
    assert told(followed) == told(followed)
    assert told(followed) != told(followed, seed=8)


def test_no_visit_is_before_the_birth_nor_to_come(followed):
    for one in told(followed):
        assert one.child.born_on < one.terms.visited_on <= one.at.date() <= TODAY
        assert one.at <= NOW
        assert all(one.child.born_on <= on <= one.terms.visited_on for on in one.terms.doses.values())


def test_what_people_get_wrong_is_in_it(followed):
    visits = told(followed * 6)

    weights = [float(one.terms.weight_kg) for one in visits if one.terms.weight_kg is not None]
    assert any(weight > 80 for weight in weights)
    assert any((one.at.date() - one.terms.visited_on).days >= 15 for one in visits)
    assert any(one.terms.presence == "absent" for one in visits)


def test_families_answer_the_modules_of_the_age_of_their_child_and_nothing_protected():
    module_of = {name: one.code for one in questionnaire(shipped("child_questions")) for name in one.fields}
    day, answered = dt.date(2026, 7, 15), set()

    for age in range(0, 7000, 3):
        child = Person(born_on=day - dt.timedelta(days=age))
        modules = modules_at_visit(shipped("visit_schedule"), born_on=child.born_on, on=day, last_asked={})
        told_of = {module_of[question] for question in answers_told(child, day)}
        assert told_of <= {one.code for one in modules if not one.is_sensitive}, age
        answered |= told_of

    assert answered == {"SYMPT14", "MIILDA", "ETATCIVIL", "ECOLE"}
