"""Whom to accompany, and why: what is late, unanswered or odd, by agent, in the stated order."""

from __future__ import annotations

import datetime as dt

import pytest
from django.conf import settings

from twiza.accounts.rules import Role
from twiza.case_management.actions.supervisions import plan_supervision, record_supervision
from twiza.case_management.models import ChildAlert, ChildFollow, ChildVisit, RecordFlag
from twiza.case_management.queries.whom_to_supervise import whom_to_supervise
from twiza.case_management.supervision_terms import SupervisionTerms
from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.households.actions.assignments import assign_household
from twiza.households.models import Household
from twiza.households.queries.households import household_of
from twiza.organisations.queries import actor_of
from twiza.rulesets.actions.shipped import content_from_file, kept_if_new
from twiza.rulesets.models import RulesetVersion

YESTERDAY = TODAY - dt.timedelta(days=1)


@pytest.fixture
def kadiatou(make_person, association):
    return make_person("Kadiatou", association, Role.FIELD_AGENT)


def told(actor):
    """Return what is said of each agent: alerts, late visits, records pointed out, most visits on a day, when."""
    return [
        (one.agent.name, one.alerts, one.late, one.flags, one.busiest, one.busiest_on, one.last_on, one.next_on)
        for one in whom_to_supervise(actor, NOW, TODAY)
    ]


def visited(child, agent, days_ago=0, **measured):
    return ChildVisit.objects.create(
        child=child,
        organisation=child.organisation,
        visited_on=TODAY - dt.timedelta(days=days_ago),
        presence="seen",
        visited_by=agent,
        received_at=NOW,
        **measured,
    )


def follow_lately(child, due_on=YESTERDAY):
    ChildFollow.objects.create(
        child=child, organisation=child.organisation, since=TODAY, risk="vert", risk_since=TODAY, due_on=due_on
    )


def alert(visit, due_at, code="AL1"):
    return ChildAlert.objects.create(
        child=visit.child, visit=visit, organisation=visit.organisation, code=code, raised_at=NOW, due_at=due_at
    )


def flag(visit, last_act="", rule="beyond_who", **said):
    """Keep that a rule points a visit out."""
    version = RulesetVersion.objects.filter(ruleset__code="data_quality").first()
    if version is None:
        version = kept_if_new(content_from_file(settings.DATA / "rulesets" / "data_quality.yml"), NOW)
    return RecordFlag.objects.create(
        organisation=visit.organisation, version=version, rule=rule,
        kind="impossible", child=visit.child, visit=visit, agent=visit.visited_by, on=visit.visited_on, value=1,
        limit=0, found_at=NOW, last_act=last_act, **said,
    )  # fmt: skip


def test_each_agent_is_told_with_what_speaks_for_going_along(child, aminata, kadiatou, supervisor):
    follow_lately(child)
    again = visited(child, aminata, 3)
    flag(again)
    flag(again, "corrected", rule="length_shrinks")
    flag(again, gone_at=NOW, rule="arm_jump")
    alert(again, NOW - dt.timedelta(hours=1))
    alert(again, NOW + dt.timedelta(hours=1), "AL2")
    alert(again, None, "AL3")

    assert told(supervisor) == [
        ("Aminata", 1, 1, 1, 1, TODAY - dt.timedelta(days=3), None, None),
        ("Kadiatou", 0, 0, 0, 0, None, None, None),
    ]


def test_what_waits_goes_with_the_family_and_what_was_written_stays_hers(child, aminata, kadiatou, supervisor):
    follow_lately(child)
    alert(visited(child, aminata), NOW - dt.timedelta(hours=1))

    assign_household(household=household_of(child), agent=kadiatou, actor=supervisor, at=NOW)

    assert told(supervisor) == [
        ("Kadiatou", 1, 1, 0, 0, None, None, None),
        ("Aminata", 0, 0, 0, 1, TODAY, None, None),
    ]


def test_who_was_never_accompanied_comes_before_who_was(aminata, kadiatou, supervisor):
    for agent in (aminata, kadiatou):
        plan_supervision(id=new_id(), agent=agent, planned_on=TODAY, actor=supervisor, at=NOW)
    record_supervision(
        id=new_id(),
        supervision_id=new_id(),
        agent=aminata,
        terms=SupervisionTerms(YESTERDAY),
        actor=supervisor,
        at=NOW,
    )

    assert [(one[0], one[-2], one[-1]) for one in told(supervisor)] == [
        ("Kadiatou", None, TODAY),
        ("Aminata", YESTERDAY, TODAY),
    ]


def test_an_alert_comes_before_late_visits_and_these_before_records_pointed_out(
    child, aminata, kadiatou, supervisor, make_person, association
):
    salimata = make_person("Salimata", association, Role.FIELD_AGENT)
    flag(visited(child, kadiatou, 10))

    assert [one[0] for one in told(supervisor)] == ["Kadiatou", "Aminata", "Salimata"]
    follow_lately(child)
    assert [one[0] for one in told(supervisor)] == ["Aminata", "Kadiatou", "Salimata"]
    assert salimata.name == told(supervisor)[-1][0]


def test_a_closed_family_an_answer_and_an_old_visit_speak_for_nothing(child, aminata, supervisor):
    follow_lately(child)
    visit = visited(child, aminata, 31)
    ChildAlert.objects.create(
        child=child, visit=visit, organisation=child.organisation, code="AL1", raised_at=NOW, due_at=NOW,
        answered_at=NOW, answered_by=aminata, answer="Vu",
    )  # fmt: skip
    Household.objects.update(closed_on=TODAY, closed_because="moved")

    assert told(supervisor) == [("Aminata", 0, 0, 0, 0, None, None, None)]


def test_a_coordinator_reads_the_counts_and_others_nothing(
    child, agent, chama, technical_administrator, make_person, association
):
    follow_lately(child)
    coordinator = actor_of(make_person("Oumou", association, Role.COORDINATOR), TODAY)

    assert [one[:3] for one in told(coordinator)] == [("Aminata", 0, 1)]
    assert [told(agent), *(told(actor_of(one, TODAY)) for one in (chama, technical_administrator))] == [[]] * 3


@pytest.mark.parametrize(("territory", "agents"), [("ML/1", [("Aminata", 0, 1)]), ("ML/2", [])])
def test_who_acts_in_some_places_is_told_of_them(child, aminata, make_person, association, territory, agents):
    follow_lately(child)
    visited(child, aminata)
    local = actor_of(make_person("Salif", association, Role.SUPERVISOR, (territory,)), TODAY)

    assert [one[:3] for one in told(local)] == agents


@pytest.mark.parametrize("more", [0, 2])
def test_the_questions_asked_do_not_grow_with_the_agents(
    child, supervisor, make_person, association, django_assert_num_queries, more
):
    follow_lately(child)
    for number in range(more):
        visited(child, make_person(f"Agent {number}", association, Role.FIELD_AGENT))

    with django_assert_num_queries(6):
        needs = whom_to_supervise(supervisor, NOW, TODAY)

    assert len(needs) == 1 + more
