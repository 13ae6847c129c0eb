"""A visit to a child is kept once, with the alerts it raises; an alert waits until a clinician answers."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import translation

from twiza.accounts.decisions import Actor
from twiza.case_management.actions.demonstration_visits import visit_children
from twiza.case_management.actions.visits import (
    BornLater,
    ChildNotYours,
    ReasonUnsaid,
    VisitAfterDeath,
    VisitKnownElsewhere,
    VisitsNotAgreed,
    answer_alert,
    record_visit,
    withdraw_visit,
)
from twiza.case_management.child_terms import VisitTerms
from twiza.case_management.models import ChildAlert, ChildDose, ChildFollow, ChildVisit, Presence
from twiza.case_management.queries.children import children_of, late, waiting_first
from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.households.actions.assignments import assign_household
from twiza.households.actions.changing import leave_household
from twiza.households.actions.consents import withdraw_consent
from twiza.households.models import Person
from twiza.households.queries.households import household_of
from twiza.organisations.queries import actor_of

YESTERDAY = TODAY - dt.timedelta(days=1)
WELL = VisitTerms(
    visited_on=TODAY,
    presence=Presence.SEEN,
    weight_kg=Decimal("8.4"),
    length_cm=Decimal("76.5"),
    position="L",
    arm_mm=140,
    has_oedema=False,
    signs={"GD_DRINK": False, "GD_CONV": False},
    doses={"BCG": dt.date(2025, 11, 23)},
)


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def visited(child: Person, actor: Actor, terms: VisitTerms = WELL) -> ChildVisit:
    return record_visit(id=new_id(), child=child, terms=terms, actor=actor, at=NOW)


def test_a_visit_sent_twice_is_kept_once(child, agent):
    sent = {"id": new_id(), "child": child, "terms": WELL, "actor": agent, "at": NOW}

    first, again = record_visit(**sent), record_visit(**sent)

    assert again == first
    assert [ChildVisit.objects.count(), ChildDose.objects.count()] == [1, 1]
    assert (first.has_doubtful_date, first.danger_level, first.signs.count()) == (False, "", 3)


def test_a_danger_sign_raises_an_alert_that_waits_until_it_is_answered(child, agent, supervisor):
    visit = visited(child, agent, replace(WELL, signs={"GD_CONV": True}))
    visited(child, agent, replace(WELL, signs={"GD_CONV": True}))

    alert = ChildAlert.objects.get(code="AL1")
    assert (alert.visit, alert.level, alert.about, alert.due_at) == (visit, "urgence", "GD_CONV", NOW)
    with pytest.raises(ChildNotYours, match="A clinician or the supervisor"):
        answer_alert(alert=alert, words="Vu", actor=agent, at=NOW)
    with pytest.raises(ReasonUnsaid):
        answer_alert(alert=alert, words=" ", actor=supervisor, at=NOW)
    answer_alert(alert=alert, words="Référé au centre", actor=supervisor, at=NOW)

    assert not ChildAlert.objects.filter(code="AL1", answered_at=None).exists()


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({"arm_mm": 110}, {"AL2"}),
        ({"arm_mm": 120}, {"AL3"}),
        ({"has_oedema": True}, {"AL2"}),
        ({}, set()),
    ],
)
def test_what_is_measured_raises_the_alerts_of_its_rule(child, agent, change, codes):
    visited(child, agent, replace(WELL, **change))

    assert set(ChildAlert.objects.values_list("code", flat=True)) & {"AL2", "AL3"} == codes


def test_a_visit_moves_the_day_of_the_next_one(child, agent):
    visited(child, agent, replace(WELL, visited_on=YESTERDAY))

    follow = ChildFollow.objects.get(child=child)
    assert (follow.since, follow.last_visit_on, follow.risk) == (YESTERDAY, YESTERDAY, "vert")
    assert YESTERDAY < follow.due_on <= YESTERDAY + dt.timedelta(days=16)
    assert list(late(children_of(agent, TODAY), follow.due_on + dt.timedelta(days=1))) == [child]
    assert list(late(children_of(agent, TODAY), follow.due_on)) == []


def test_who_waits_for_an_answer_comes_before_who_waits_for_a_visit(child, agent):
    visited(child, agent, replace(WELL, arm_mm=110))

    first = waiting_first(children_of(agent, TODAY)).get()

    assert first.open_alerts >= 1
    assert first.last_visit_on == TODAY


def test_a_wrong_clock_is_kept_as_said_and_marked(child, agent):
    visit = visited(child, agent, replace(WELL, visited_on=dt.date(2035, 1, 1)))

    assert (visit.visited_on, visit.has_doubtful_date) == (dt.date(2035, 1, 1), True)


def test_nobody_visits_the_dead_the_unborn_or_who_does_not_agree(child, agent):
    with pytest.raises(BornLater, match="was born after this day"):
        visited(child, agent, replace(WELL, visited_on=dt.date(2025, 11, 21)))
    consent = child.consents.get(purpose="visits")
    withdraw_consent(consent_id=consent.pk, actor=agent, at=NOW)
    with pytest.raises(VisitsNotAgreed):
        visited(child, agent)
    visited(child, agent, replace(WELL, visited_on=YESTERDAY))
    leave_household(
        member=child.memberships.get(), on=YESTERDAY - dt.timedelta(days=1), because="death", actor=agent, at=NOW
    )
    child.refresh_from_db()
    with pytest.raises(VisitAfterDeath, match="Moussa died on"):
        visited(child, agent, replace(WELL, visited_on=YESTERDAY))

    assert ChildVisit.objects.count() == 1


def test_whoever_may_not_see_the_household_visits_nobody(child, make_person, association, chama):
    for stranger in (chama, make_person("Kadiatou", association, "field_agent")):
        actor = actor_of(stranger, TODAY)
        with pytest.raises(ChildNotYours):
            visited(child, actor)
        assert list(children_of(actor, TODAY)) == []


@pytest.fixture
def successor(child, agent, bakary, make_person, association):
    """Return who follows the child's family since today, as she acts."""
    fanta = make_person("Fanta", association, "field_agent")
    household = household_of(child)
    assign_household(household=household, agent=fanta, actor=actor_of(bakary, TODAY), at=NOW)
    return actor_of(fanta, TODAY)


def test_what_an_agent_sends_after_another_took_over_is_kept_under_her_name(child, agent, successor):
    sent = {"id": new_id(), "child": child, "terms": replace(WELL, visited_on=YESTERDAY), "actor": agent, "at": NOW}

    first, again = record_visit(**sent), record_visit(**sent)

    assert (again, first.visited_by_id) == (first, agent.person_id)
    assert [one.pk for one in children_of(successor, TODAY)] == [child.pk]
    assert list(children_of(agent, TODAY)) == []


def test_what_she_visited_after_another_took_over_is_not_hers_to_record(child, agent, successor):
    later = NOW + dt.timedelta(days=2)
    terms = replace(WELL, visited_on=later.date())

    with pytest.raises(ChildNotYours):
        record_visit(id=new_id(), child=child, terms=terms, actor=agent, at=later)
    with pytest.raises(ChildNotYours):
        withdraw_visit(visit=visited(child, successor), reason="Erreur", actor=agent, at=later)


def test_an_id_is_that_of_one_visit_of_one_person(child, agent, supervisor):
    known = visited(child, agent)

    with pytest.raises(VisitKnownElsewhere):
        record_visit(id=known.pk, child=child, terms=WELL, actor=supervisor, at=NOW)
    with pytest.raises(VisitKnownElsewhere):
        record_visit(id=known.pk, child=guardian_of(child), terms=WELL, actor=agent, at=NOW)


def guardian_of(child: Person) -> Person:
    return Person.objects.exclude(pk=child.pk).get()


def test_a_visit_recorded_by_mistake_counts_no_more(child, agent):
    visit = visited(child, agent, replace(WELL, arm_mm=110))
    with pytest.raises(ReasonUnsaid):
        withdraw_visit(visit=visit, reason="", actor=agent, at=NOW)

    withdraw_visit(visit=visit, reason="Autre enfant", actor=agent, at=NOW)

    assert ChildAlert.objects.count() == 0
    assert ChildFollow.objects.get(child=child).last_visit_on is None
    assert ChildVisit.objects.get().withdrawn_reason == "Autre enfant"


def test_the_visits_of_a_demonstration_are_the_same_for_one_seed(child, agent):
    consent = child.consents.get(purpose="visits")
    consent.given_at = NOW - dt.timedelta(days=200)
    consent.save()

    first, again = (visit_children(children=[child], actor=agent, at=NOW, seed=3) for _time in range(2))

    assert again == first
    assert [one.visited_on for one in first] == [TODAY - dt.timedelta(days=days) for days in (90, 45, 0)]
    assert all(6 < one.weight_kg < 12 for one in first)
