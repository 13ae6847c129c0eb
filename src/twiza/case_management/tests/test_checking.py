"""Records that can hardly be so are found in the background: once each, by rules that are data, nothing held."""

from __future__ import annotations

import copy
import datetime as dt
from decimal import Decimal

import pytest

from twiza.case_management.actions import checking
from twiza.case_management.actions.checking import check_waiting_children, check_waiting_months, let_changed_wait
from twiza.case_management.actions.visits import record_visit, withdraw_visit
from twiza.case_management.child_terms import VisitTerms
from twiza.case_management.jobs import check_records
from twiza.case_management.models import AgentMonth, ChildFollow, RecordFlag
from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.households.actions.consents import forget
from twiza.households.models import Person
from twiza.rulesets.actions.shipped import kept_if_new
from twiza.rulesets.tests.shipped import shipped


@pytest.fixture
def rules(child):
    """Return the rules of data quality as they came."""
    return kept_if_new(shipped("data_quality"), NOW)


@pytest.fixture
def visited(child, agent):
    """Return a maker of visits to the boy, so many days ago, that are recorded now."""

    def make(days_ago: int, **said):
        terms = VisitTerms(visited_on=TODAY - dt.timedelta(days=days_ago), presence="seen", **said)
        return record_visit(id=new_id(), child=child, terms=terms, actor=agent, at=NOW)

    return make


def told() -> list[tuple[str, float, bool]]:
    return [(one.rule, one.value, one.gone_at is None) for one in RecordFlag.objects.order_by("rule", "on")]


def test_what_can_hardly_be_so_is_kept_once_with_the_version_of_its_rule(rules, visited, aminata):
    visit = visited(20, weight_kg=Decimal("84"))

    for _time in range(2):
        ChildFollow.objects.update(is_checked=False)
        check_records(NOW)

    assert told() == [("beyond_who", 1, True), ("recorded_late", 20, True)]
    flag = RecordFlag.objects.get(rule="beyond_who")
    assert (flag.version, flag.visit, flag.agent, flag.kind, flag.about) == (
        rules,
        visit,
        aminata,
        "impossible",
        "zwei:56.21",
    )


def test_a_visit_that_is_withdrawn_takes_its_flags_with_it(rules, visited, agent):
    visit = visited(20)
    check_records(NOW)

    withdraw_visit(visit=visit, reason="Saisie deux fois", actor=agent, at=NOW)
    check_records(NOW)

    assert told() == [("recorded_late", 20, False)]


def test_without_rules_records_wait_and_without_waiting_nothing_is_written(child, visited, django_assert_num_queries):
    visited(20)
    assert check_waiting_children(10, NOW) == 0
    kept_if_new(shipped("data_quality"), NOW)
    check_records(NOW)

    with django_assert_num_queries(2):
        check_records(NOW)

    assert told() == [("recorded_late", 20, True)]


def test_a_birth_that_is_corrected_is_looked_at_again(rules, child, visited):
    visited(5)
    check_records(NOW)
    Person.objects.filter(pk=child.pk).update(born_on=TODAY - dt.timedelta(days=2))

    assert let_changed_wait(NOW) == 1
    check_records(NOW)

    assert told() == [("visit_before_birth", 3, True)]
    assert let_changed_wait(NOW) == 0


def test_other_limits_find_other_records(rules, visited):
    visited(20)
    check_records(NOW)
    changed = copy.deepcopy(shipped("data_quality"))
    next(row for row in changed["checks"] if row["code"] == "recorded_late")["limit"] = 30
    kept_if_new(changed, NOW)

    let_changed_wait(NOW)
    check_records(NOW)

    assert told() == [("recorded_late", 20, False)]


def test_the_month_of_an_agent_is_looked_at_once_her_visits_are(rules, visited, aminata, monkeypatch):
    visited(0)
    monkeypatch.setattr(checking, "month_findings", lambda agent, month, *_rest: made.append((agent, month)) or [])
    made = []

    check_records(NOW)

    assert made == [(aminata.pk, TODAY.replace(day=1))]
    assert [one.is_checked for one in AgentMonth.objects.all()] == [True]
    assert check_waiting_months(1, NOW) == 0


def test_a_visit_that_comes_meanwhile_lets_the_child_wait(rules, child, visited, monkeypatch):
    visited(20)
    known = checking.flags_of_children
    monkeypatch.setattr(checking, "flags_of_children", lambda *given: (visited(30), known(*given))[1])

    check_waiting_children(10, NOW)

    assert (told(), ChildFollow.objects.get().is_checked) == ([], False)


def test_who_is_forgotten_is_pointed_out_no_more(rules, child, visited, supervisor):
    visited(20)
    check_records(NOW)

    forget(Person.objects.get(pk=child.pk), supervisor, NOW)

    assert (told(), check_waiting_children(10, NOW)) == ([], 0)


@pytest.mark.parametrize("visits", [1, 3])
def test_a_look_asks_few_questions(rules, visited, django_assert_num_queries, visits):
    for number in range(visits):
        visited(number)

    with django_assert_num_queries(21):
        check_waiting_children(10, NOW)
