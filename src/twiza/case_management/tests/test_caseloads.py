"""The page of caseloads: who follows what, who left and still holds some, what nobody follows, and for whom it is."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import translation

from twiza.accounts.rules import Role
from twiza.case_management.models import ChildFollow
from twiza.case_management.queries.caseloads import caseloads_of
from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.households.actions.assignments import assign_household
from twiza.households.actions.registering import register_household
from twiza.households.births import born_in_year
from twiza.households.models import Assignment, Household
from twiza.households.terms import ConsentSaid, HouseholdTerms, MemberTerms, PersonTerms
from twiza.organisations.models import Membership
from twiza.organisations.queries import actor_of
from twiza.territory.models import Place

YESTERDAY = TODAY.replace(day=TODAY.day - 1)


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def kadiatou(make_person, association):
    return make_person("Kadiatou", association, Role.FIELD_AGENT)


@pytest.fixture
def family(child, agent):
    """Return a maker of families of one woman, followed by Aminata."""

    def make() -> Household:
        said = ConsentSaid(("register",), "oral", "bm", NOW)
        woman = MemberTerms(new_id(), PersonTerms("Fanta", "female", born_in_year(1990)), "head", said)
        terms = HouseholdTerms(Place.objects.get(code="Q1"), "bm", TODAY)
        return register_household(id=new_id(), terms=terms, members=[woman], actor=agent, at=NOW)

    return make


def told(actor):
    """Return what the page says of each agent."""
    return [
        (one.agent and one.agent.name, one.may_follow, one.households, one.children, one.late, len(one.places))
        for one in caseloads_of(actor, TODAY)
    ]


def late_child(child):
    organisation = child.organisation
    ChildFollow.objects.update_or_create(
        child=child,
        defaults={
            "organisation": organisation,
            "since": TODAY,
            "risk": "standard",
            "risk_since": TODAY,
            "due_on": YESTERDAY,
        },
    )


def test_every_agent_is_told_with_what_she_follows(child, family, kadiatou, supervisor):
    late_child(child)
    family()

    assert told(supervisor) == [
        ("Aminata", True, 2, 1, 1, 1),
        ("Bakary", True, 0, 0, 0, 0),
        ("Kadiatou", True, 0, 0, 0, 0),
    ]


def test_a_family_given_to_another_agent_moves_with_its_children(child, family, kadiatou, supervisor):
    late_child(child)
    family()

    assign_household(household=child.memberships.get().household, agent=kadiatou, actor=supervisor, at=NOW)

    assert told(supervisor) == [
        ("Aminata", True, 1, 0, 0, 1),
        ("Bakary", True, 0, 0, 0, 0),
        ("Kadiatou", True, 1, 1, 1, 1),
    ]


def test_who_left_and_still_holds_some_and_what_nobody_follows_are_told(child, family, aminata, supervisor):
    alone = family()
    Assignment.objects.filter(household=alone).update(ended_at=NOW)
    Membership.objects.filter(person=aminata).update(valid_until=YESTERDAY)

    assert told(supervisor) == [
        ("Aminata", False, 1, 0, 0, 1),
        ("Bakary", True, 0, 0, 0, 0),
        (None, True, 1, 0, 0, 1),
    ]


def test_a_closed_family_is_no_load(child, supervisor):
    Household.objects.update(closed_on=TODAY, closed_because="moved")

    assert told(supervisor) == [("Aminata", True, 0, 0, 0, 0), ("Bakary", True, 0, 0, 0, 0)]


@pytest.mark.parametrize("elsewhere", [False, True])
def test_only_families_of_the_territory_count(child, make_person, association, elsewhere):
    place = ("ML/2",) if elsewhere else ("ML/1",)
    local = make_person("Salif", association, Role.SUPERVISOR, place)

    assert told(actor_of(local, TODAY))[0] == ("Aminata", True, *((0, 0, 0, 0) if elsewhere else (1, 0, 0, 1)))


def test_an_agent_an_administrator_and_others_are_told_nothing(
    child, agent, chama, esther, technical_administrator, make_person, other_association
):
    theirs = make_person("Zineb", other_association, Role.SUPERVISOR)

    assert [told(agent), *(told(actor_of(one, TODAY)) for one in (chama, esther, technical_administrator))] == [[]] * 4
    assert told(actor_of(theirs, TODAY)) == [("Zineb", True, 0, 0, 0, 0)]


@pytest.mark.parametrize("more", [0, 2])
def test_the_questions_asked_do_not_grow_with_the_families(
    child, family, supervisor, make_person, association, django_assert_num_queries, more
):
    for number in range(more):
        other = make_person(f"Agent {number}", association, Role.FIELD_AGENT)
        assign_household(household=family(), agent=other, actor=supervisor, at=NOW)

    with django_assert_num_queries(4):
        loads = caseloads_of(supervisor, TODAY)

    assert sum(one.households for one in loads) == 1 + more


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Caseloads"), ("fr", "Files actives"), ("ar", "أعباء المتابعة")],
)
def test_the_page_is_for_supervisors_in_each_language(child, bakary, aminata, browser_of, language, words):
    with translation.override(language):
        address = reverse("caseloads")
        shown = browser_of(bakary).get(address).content.decode()
        refused = browser_of(aminata).get(address)

    assert (words in shown, "Aminata" in shown, "Moussa" in shown, refused.status_code) == (True, True, False, 404)
