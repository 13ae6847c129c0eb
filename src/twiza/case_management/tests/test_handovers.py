"""Many families change agents at once, as was looked at, once; it is taken back, and nothing sent late is lost."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils import translation

from twiza.accounts.models import AuditEntry
from twiza.accounts.rules import Role
from twiza.case_management.actions.visits import ChildNotYours, record_visit
from twiza.case_management.child_terms import VisitTerms
from twiza.case_management.models import ChildVisit, Presence
from twiza.case_management.queries.children import children_of
from twiza.case_management.tests.conftest import GIVEN
from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.households.actions.assignments import NotAnAgent, assign_household
from twiza.households.actions.handovers import (
    ChangedMeanwhile,
    HandedOverByAnother,
    NothingToHandOver,
    WithoutReason,
    hand_over,
    take_back_handover,
)
from twiza.households.actions.keeping import HouseholdNotYours
from twiza.households.actions.registering import register_household
from twiza.households.births import born_in_year, born_on_day
from twiza.households.models import Assignment, Handover, Household, Person
from twiza.households.queries.handovers import digest_of, handovers_of, households_left_by, shared
from twiza.households.terms import ConsentSaid, HouseholdTerms, MemberTerms, PersonTerms
from twiza.organisations.queries import actor_of
from twiza.territory.models import Place

LATER = NOW + dt.timedelta(hours=2)
YESTERDAY = TODAY - dt.timedelta(days=1)
SEEN = VisitTerms(visited_on=YESTERDAY, presence=Presence.SEEN)


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def kadiatou(make_person, association):
    return make_person("Kadiatou", association, Role.FIELD_AGENT)


@pytest.fixture
def salif(make_person, association):
    return make_person("Salif", association, Role.FIELD_AGENT)


@pytest.fixture
def families(child, agent):
    """Return what registers families of a mother and her child, followed by Aminata."""
    place = Place.objects.get(code="Q1")

    def make(many: int) -> list[Person]:
        return [registered(place, agent, number) for number in range(many)]

    return make


def registered(place: Place, agent, number: int) -> Person:
    said = ConsentSaid(("register", "visits"), "oral", "bm", GIVEN)
    mother = MemberTerms(new_id(), PersonTerms(f"Mother {number}", "female", born_in_year(1995)), "head", said)
    born = born_on_day(dt.date(2025, 6, 1) + dt.timedelta(days=number))
    young = MemberTerms(new_id(), PersonTerms(f"Child {number}", "male", born), "child", guardian="mother")
    terms = HouseholdTerms(place, "bm", TODAY)
    register_household(id=new_id(), terms=terms, members=[mother, young], actor=agent, at=NOW)
    return Person.objects.get(pk=young.id)


def handed(actor, leaving, *taking, **change) -> Handover:
    looked_at = digest_of(households_left_by(leaving.pk if leaving else None, None, actor))
    said = {
        "id": new_id(), "leaving": leaving, "place_id": None, "taking": taking, "expected": looked_at,
        "reason": "Leave", "actor": actor, "at": NOW,
    }  # fmt: skip
    return hand_over(**(said | change))


def following() -> Counter[str]:
    """Return how many households each agent follows now."""
    return Counter(Assignment.objects.filter(ended_at=None).values_list("agent__name", flat=True))


@pytest.mark.parametrize(("many", "agents", "sizes"), [(7, 3, [3, 2, 2]), (2, 3, [1, 1, 0]), (6, 2, [3, 3])])
def test_each_gets_as_many_as_the_others_and_neighbours_stay_together(many, agents, sizes):
    homes = list(range(many))

    shares = shared(homes, list("abc")[:agents])

    assert [len(hers) for _agent, hers in shares] == sizes
    assert [one for _agent, hers in shares for one in hers] == homes


def test_two_hundred_families_change_agents_and_nothing_sent_late_is_lost(
    families, agent, aminata, kadiatou, salif, supervisor
):
    children = families(199)
    everybody = [*children, Person.objects.get(name="Moussa")]
    sent = [(new_id(), one) for one in everybody]
    for id, one in sent[:50]:
        record_visit(id=id, child=one, terms=SEEN, actor=agent, at=NOW)

    handover = handed(supervisor, aminata, kadiatou, salif)
    for id, one in [*sent, *sent[25:75]]:
        record_visit(id=id, child=one, terms=SEEN, actor=agent, at=LATER)

    assert following() == {"Kadiatou": 100, "Salif": 100}
    assert set(ChildVisit.objects.values_list("pk", "child", "visited_by")) == {
        (id, one.pk, aminata.pk) for id, one in sent
    }
    seen = [set(children_of(actor_of(one, TODAY), TODAY).values_list("pk", flat=True)) for one in (kadiatou, salif)]
    assert (len(seen[0]), len(seen[1]), seen[0] | seen[1]) == (100, 100, {one.pk for one in everybody})
    assert not children_of(agent, TODAY).exists()
    tomorrow = NOW + dt.timedelta(days=1)
    after = replace(SEEN, visited_on=tomorrow.date())
    with pytest.raises(ChildNotYours):
        record_visit(id=new_id(), child=children[0], terms=after, actor=agent, at=tomorrow)

    take_back_handover(handover=handover, actor=supervisor, at=LATER)
    by_kadiatou = Person.objects.filter(pk__in=seen[0]).first()
    late = record_visit(id=new_id(), child=by_kadiatou, terms=SEEN, actor=actor_of(kadiatou, TODAY), at=LATER)

    assert following() == {"Aminata": 200}
    assert late.visited_by_id == kadiatou.pk
    assert ChildVisit.objects.count() == 201


def test_it_is_done_once_and_what_was_given_to_others_since_stays_theirs(
    families, aminata, kadiatou, salif, supervisor
):
    families(2)
    id = new_id()
    first, again = (handed(supervisor, aminata, kadiatou, id=id) for _time in range(2))
    given = Household.objects.first()
    assign_household(household=given, agent=salif, actor=supervisor, at=LATER)

    left = take_back_handover(handover=first, actor=supervisor, at=LATER)
    once_more = take_back_handover(handover=first, actor=supervisor, at=LATER)

    assert (first, Handover.objects.count()) == (again, 1)
    assert ([one.pk for one in left], once_more) == ([given.pk], [])
    assert following() == {"Aminata": 2, "Salif": 1}
    assert AuditEntry.objects.filter(outcome="handover_taken_back").count() == 1


def test_two_hand_overs_are_undone_in_turn(families, aminata, kadiatou, salif, supervisor):
    families(2)
    first = handed(supervisor, aminata, kadiatou)
    second = handed(supervisor, kadiatou, salif, at=LATER)

    left = [
        take_back_handover(handover=one, actor=supervisor, at=LATER + dt.timedelta(hours=hours))
        for hours, one in enumerate((second, first), start=1)
    ]

    assert (left, following()) == ([[], []], {"Aminata": 3})


def test_an_id_is_that_of_one_decision_of_one_person(child, aminata, kadiatou, supervisor, make_person, association):
    known = handed(supervisor, aminata, kadiatou)
    other = actor_of(make_person("Lamine", association, Role.SUPERVISOR), TODAY)

    with pytest.raises(HandedOverByAnother):
        handed(other, kadiatou, aminata, id=known.pk)
    assert following() == {"Kadiatou": 1}


def test_families_of_nobody_get_an_agent_and_are_nobodys_again(child, kadiatou, supervisor):
    Assignment.objects.update(ended_at=NOW - dt.timedelta(days=3))

    handover = handed(supervisor, None, kadiatou)
    given = following()
    take_back_handover(handover=handover, actor=supervisor, at=LATER)

    assert (given, following()) == ({"Kadiatou": 1}, {})


def test_what_changed_since_it_was_looked_at_or_cannot_be_is_said_and_nothing_moves(
    child, agent, aminata, kadiatou, supervisor, make_person, association, chama
):
    elsewhere = actor_of(make_person("Lamine", association, Role.SUPERVISOR, ("ML/2",)), TODAY)
    for refusal, actor, taking, change in (
        (ChangedMeanwhile, supervisor, [kadiatou], {"expected": "others"}),
        (WithoutReason, supervisor, [kadiatou], {"reason": " "}),
        (NotAnAgent, supervisor, [chama], {}),
        (NothingToHandOver, supervisor, [], {}),
        (NothingToHandOver, elsewhere, [kadiatou], {}),
        (HouseholdNotYours, agent, [kadiatou], {}),
        (HouseholdNotYours, actor_of(chama, TODAY), [kadiatou], {}),
    ):
        with pytest.raises(refusal):
            handed(actor, aminata, *taking, **change)
    assert (following(), Handover.objects.count()) == ({"Aminata": 1}, 0)


def test_a_supervisor_looks_hands_over_and_takes_back_on_the_pages(families, aminata, bakary, kadiatou, browser_of):
    families(2)
    browser, asked = browser_of(bakary), f"{reverse('handover_new')}?leaving={aminata.pk}&taking={kadiatou.pk}"
    shown = browser.get(asked)
    sent = {"id": uuid.uuid4(), "expected": shown.context["reason_form"]["expected"].value()}
    refused = browser.post(asked, sent)
    stale = browser.post(asked, sent | {"expected": digest_of(Household.objects.all()[:2]), "reason": "Leave"})
    answers = [browser.post(asked, sent | {"reason": "Leave"}).status_code for _twice in range(2)]
    given = following()
    listed = browser.get(reverse("caseloads")).content.decode()
    handover = Handover.objects.get()
    browser.post(reverse("handover_take_back", args=[handover.pk]))

    assert [(one.agent, one.households, one.children) for one in shown.context["shares"]] == [(kadiatou, 3, 0)]
    assert [refused.status_code, stale.status_code] == [422, 422]
    assert answers == [302, 302]
    assert given == {"Kadiatou": 3}
    assert reverse("handover_take_back", args=[handover.pk]) in listed
    assert following() == {"Aminata": 3}


def test_nobody_hands_over_to_herself(child, aminata, bakary, browser_of):
    answer = browser_of(bakary).get(f"{reverse('handover_new')}?leaving={aminata.pk}&taking={aminata.pk}")

    assert answer.status_code == 422
    assert "taking" in answer.context["form"].errors


@pytest.mark.parametrize("who", ["aminata", "chama", "esther", "technical_administrator"])
def test_only_a_supervisor_of_all_of_them_sees_and_undoes_it(
    who, request, child, aminata, kadiatou, supervisor, browser_of, make_person, association
):
    handover = handed(supervisor, aminata, kadiatou)
    browser = browser_of(request.getfixturevalue(who))
    elsewhere = actor_of(make_person("Lamine", association, Role.SUPERVISOR, ("ML/2",)), TODAY)

    assert browser.get(reverse("handover_new")).status_code == 404
    assert browser.post(reverse("handover_take_back", args=[handover.pk])).status_code == 404
    assert list(handovers_of(elsewhere)) == []
    assert following() == {"Kadiatou": 1}


@pytest.mark.parametrize("more", [0, 2])
def test_the_questions_asked_do_not_grow_with_the_families(
    families, aminata, kadiatou, supervisor, django_assert_num_queries, more
):
    families(more)

    with django_assert_num_queries(17):
        handed(supervisor, aminata, kadiatou)

    assert following() == {"Kadiatou": 1 + more}
