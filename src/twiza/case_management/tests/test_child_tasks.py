"""The page of tasks: what waits in words, whose tasks one may read, and how many questions it asks."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import translation

from twiza.case_management.actions.visits import record_visit
from twiza.case_management.child_health.tasks import household_tasks
from twiza.case_management.child_terms import VisitTerms
from twiza.case_management.models import ChildFollow
from twiza.case_management.queries.child_tasks import waiting_for
from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.households.actions.registering import register_household
from twiza.households.births import born_on_day
from twiza.households.models import Household, Member, Person, PersonConsent
from twiza.households.terms import ConsentSaid, HouseholdTerms, MemberTerms, PersonTerms
from twiza.territory.models import Place


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def visited(child, agent):
    """Return a maker of visits to the child, so many days ago."""

    def visit(days: int, **said: object):
        terms = VisitTerms(visited_on=TODAY - dt.timedelta(days=days), presence="seen", **said)
        at = NOW - dt.timedelta(days=days)
        return record_visit(id=new_id(), child=child, terms=terms, actor=agent, at=at)

    return visit


@pytest.fixture
def sibling(child, agent):
    """Return a maker of families with a child each."""

    def make(name: str) -> Household:
        said = ConsentSaid(("register", "visits"), "oral", "bm", NOW - dt.timedelta(days=400))
        mother = MemberTerms(new_id(), PersonTerms("Fanta", "female", born_on_day(dt.date(1990, 1, 1))), "head", said)
        girl = PersonTerms(name, "female", born_on_day(dt.date(2024, 1, 1)))
        terms = HouseholdTerms(Place.objects.get(code="Q1"), "bm", TODAY)
        young = MemberTerms(new_id(), girl, "child", guardian="mother")
        return register_household(id=new_id(), terms=terms, members=[mother, young], actor=agent, at=NOW)

    return make


def kinds(actor, agent_id):
    found = household_tasks(waiting_for(actor, agent_id, TODAY).to_do, on=TODAY, until=TODAY)
    return [one.kind.value for home in found for one in home.tasks]


def test_a_child_never_visited_is_to_be_visited_and_nobody_knows_her_vaccines(child, agent):
    assert kinds(agent, agent.person_id) == ["first_visit"]


def test_a_danger_sign_is_an_alert_and_a_visit_until_the_child_is_seen(visited, agent):
    visited(1, signs={"GD_CONV": True})
    in_danger = kinds(agent, agent.person_id)
    visited(0, signs={"GD_CONV": False})

    assert in_danger == ["alert", "alert", "follow_up", "vaccines"]
    assert "follow_up" not in kinds(agent, agent.person_id)


def test_where_visits_are_agreed_to_no_more_nobody_goes(visited, agent):
    visited(60)
    PersonConsent.objects.update(withdrawn_at=NOW - dt.timedelta(days=1))

    assert "late_visit" not in kinds(agent, agent.person_id)


def test_a_late_visit_says_since_when_and_its_class(child, visited, aminata, browser_of):
    visited(60)
    ChildFollow.objects.update(risk="rouge")

    shown = browser_of(aminata).get(reverse("child_tasks")).content.decode()

    assert "A visit was planned for" in shown
    assert "À risque élevé" in shown


def test_siblings_of_an_ill_child_come_along_with_their_reason(child, visited, aminata, browser_of):
    agreement = child.consents.get(purpose="visits")
    home, girl = child.memberships.get().household, Person.objects.get(pk=child.pk)
    girl.pk, girl.name, girl.sex = new_id(), "Bintou", "female"
    girl.save(force_insert=True)
    Member.objects.create(household=home, person=girl, relation="child", since=TODAY)
    agreement.pk, agreement.person = new_id(), girl
    agreement.save(force_insert=True)
    visited(1, signs={"GD_CONV": True})

    shown = browser_of(aminata).get(reverse("child_tasks")).content.decode()

    assert "Ill in the same household: \u2068Moussa\u2069. See this child on the same way." in shown


def test_a_supervisor_reads_the_tasks_of_an_agent(child, aminata, bakary, browser_of):
    address = reverse("child_tasks")
    own, hers = (browser_of(bakary).get(address, asked).content.decode() for asked in ({}, {"agent": aminata.pk}))

    assert ("Moussa" in own, "Moussa" in hers) == (False, True)


def test_an_agent_asks_for_nobody_else(child, aminata, bakary, browser_of):
    shown = browser_of(aminata).get(reverse("child_tasks"), {"agent": bakary.pk}).content.decode()

    assert ("Moussa" in shown, 'name="agent"' in shown) == (True, False)


def test_nobody_else_reads_tasks(child, chama, driss, esther, technical_administrator, browser_of, aminata):
    for one in (chama, driss, esther, technical_administrator):
        answer = browser_of(one).get(reverse("child_tasks"), {"agent": aminata.pk})
        assert answer.status_code == 404 or "Moussa" not in answer.content.decode()


@pytest.mark.parametrize("period", ["", "week", "late", "nonsense"])
def test_each_time_is_shown(visited, aminata, browser_of, period):
    visited(60)

    answer = browser_of(aminata).get(reverse("child_tasks"), {"period": period})

    assert (answer.status_code, "Moussa" in answer.content.decode()) == (200, True)


@pytest.mark.parametrize("more", [0, 2])
def test_the_questions_asked_do_not_grow_with_the_families(
    visited, sibling, aminata, browser_of, django_assert_num_queries, more
):
    visited(60)
    for number in range(more):
        sibling(f"Awa {number}")
    browser = browser_of(aminata)
    browser.get(reverse("child_tasks"))

    with django_assert_num_queries(23):
        shown = browser.get(reverse("child_tasks")).content.decode()

    assert shown.count('<section class="card') == 1 + more


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Tasks by family"), ("fr", "Tâches par famille"), ("ar", "المهام حسب الأسرة")]
)
def test_the_page_is_in_each_language(child, aminata, browser_of, language, words):
    with translation.override(language):
        shown = browser_of(aminata).get(reverse("child_tasks")).content.decode()

    assert words in shown
