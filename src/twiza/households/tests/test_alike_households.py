"""Two households in which the same people seem to live: a supervisor says that they are one, and takes it back."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.households.actions.sameness import keep_apart, merge_persons
from twiza.households.births import born_in_year
from twiza.households.jobs import compare_people
from twiza.households.models import Household, HouseholdMerge, Member, Person
from twiza.households.queries.alike_households import (
    household_pairs_shown,
    household_pairs_to_decide,
    people_in_common,
)
from twiza.households.queries.households import HouseholdFilter, households_asked, households_of
from twiza.households.tests.conftest import a_child, a_head
from twiza.organisations.queries import actor_of


@pytest.fixture
def twice(register) -> list[Household]:
    """Return a family registered twice, and one that shares nobody with it."""
    made = [
        register(a_head("Fatoumata Diarra", born_in_year(1994)), a_child("Moussa Diarra")),
        register(a_head("Fatumata Jara", born_in_year(1994)), a_child("Musa Jara")),
        register(a_head("Awa Sissoko", born_in_year(1970))),
    ]
    compare_people(NOW)
    return made


def codes_of(pairs) -> list[set[str]]:
    return [{pair.first.code, pair.second.code} for pair in household_pairs_shown(pairs)]


def name_pairs_of(couples) -> set[tuple[str, str]]:
    return {(one.name, other.name) for one, other in couples}


def everything() -> list[list[tuple[object, ...]]]:
    """Return every row of the tables that a merge might touch."""
    return [list(model.objects.order_by("pk").values_list()) for model in (Household, Member, Person)]


def test_two_households_of_the_same_people_are_one_pair_with_its_reasons(twice, supervisor):
    pairs = household_pairs_to_decide(supervisor)

    assert codes_of(pairs) == [{twice[0].code, twice[1].code}]
    expected = {("Fatoumata Diarra", "Fatumata Jara"), ("Moussa Diarra", "Musa Jara")}
    assert name_pairs_of(people_in_common(twice[0], twice[1])) == expected
    assert people_in_common(twice[0], twice[2]) == []


def test_a_pair_goes_once_its_people_are_decided_to_be_two_persons(twice, supervisor):
    for one, other in people_in_common(twice[0], twice[1]):
        keep_apart(one=one, other=other, reason="Cousins", actor=supervisor, at=NOW)

    assert household_pairs_to_decide(supervisor) == []


def test_people_found_to_be_one_still_speak_for_their_households(twice, supervisor):
    for one, other in people_in_common(twice[0], twice[1]):
        merge_persons(id=new_id(), kept=one, found=other, reason="Same", actor=supervisor, at=NOW)

    assert codes_of(household_pairs_to_decide(supervisor)) == [{twice[0].code, twice[1].code}]


def test_nobody_is_alike_who_lives_in_one_household(register, supervisor):
    register(a_head("Fatoumata Diarra", born_in_year(1994)), a_child("Moussa Diarra"), a_child("Musa Jara"))
    compare_people(NOW)

    assert household_pairs_to_decide(supervisor) == []


def test_who_supervises_another_place_or_works_elsewhere_sees_no_pair(
    twice, make_person, association, other_quarter, outsider, technical_administrator
):
    elsewhere = make_person("Lamine", association, "supervisor", territory=(other_quarter.path,))

    for actor in (actor_of(elsewhere, TODAY), outsider, actor_of(technical_administrator, TODAY)):
        assert household_pairs_to_decide(actor) == []


def test_a_supervisor_joins_two_households_on_the_pages_and_parts_them_as_they_were(twice, bakary, browser_of):
    browser, before = browser_of(bakary), everything()
    pair, sent = [twice[0].pk, twice[1].pk], {"id": uuid.uuid4(), "reason": "One family"}
    listed = browser.get(reverse("household_pairs")).content.decode()
    shown = browser.get(reverse("household_pair", args=pair)).content.decode()
    refused = browser.post(reverse("household_pair_same", args=pair), {"id": uuid.uuid4(), "reason": ""})
    for _twice in range(2):
        browser.post(reverse("household_pair_same", args=pair), sent)
    merge = HouseholdMerge.objects.get()
    known = set(households_asked(households_of(actor_of(bakary, TODAY)), HouseholdFilter()))
    after = browser.get(reverse("household_pairs")).content.decode()
    browser.post(reverse("household_merge_undo", args=[merge.pk]))

    assert all(one.code in listed and one.code in shown for one in twice[:2])
    assert twice[2].code not in listed
    assert refused.status_code == 422
    assert known == {twice[0], twice[2]}
    assert reverse("household_merge_undo", args=[merge.pk]) in after
    assert reverse("household_pair", args=pair) not in after
    assert everything() == before


@pytest.mark.parametrize("who", ["aminata", "chama", "technical_administrator"])
def test_only_a_supervisor_of_the_place_has_these_pages(who, request, twice, bakary, browser_of):
    pair = [twice[0].pk, twice[1].pk]
    browser = browser_of(request.getfixturevalue(who))

    assert browser.get(reverse("household_pair", args=pair)).status_code == 404
    assert (
        browser.post(reverse("household_pair_same", args=pair), {"id": uuid.uuid4(), "reason": "–"}).status_code == 404
    )
    assert not HouseholdMerge.objects.exists()
