"""Who looks like somebody registered already is shown with reasons; a person decides, once."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.households.actions.changing import change_person
from twiza.households.actions.comparing import compare_waiting, keep_compared, likely_pairs_of
from twiza.households.actions.consents import withdraw_consent
from twiza.households.actions.sameness import keep_apart, merge_persons
from twiza.households.births import born_in_year
from twiza.households.jobs import compare_people
from twiza.households.models import Household, LikelyPair, NameKey, Person
from twiza.households.queries.alike import many_uncompared, pairs_to_decide
from twiza.households.terms import PersonTerms
from twiza.households.tests.conftest import a_head
from twiza.households.tests.test_pages import sent  # noqa: F401 -- a fixture
from twiza.organisations.queries import actor_of

NAMES = ("Fatoumata Diarra", "Fatumata Jara", "فاطمة ديارا", "Awa Sissoko")


@pytest.fixture
def registered(register) -> list[Person]:
    """Return three records of perhaps one woman, and another woman."""
    for name in NAMES:
        register(a_head(name, born_in_year(1994)))
    compare_people(NOW)
    return [Person.objects.get(name=name) for name in NAMES]


def names_of(pairs) -> set[frozenset[str]]:
    return {frozenset((pair.first.name, pair.second.name)) for pair in pairs}


def test_one_woman_under_two_spellings_is_found_and_another_is_not(registered, supervisor):
    pairs = pairs_to_decide(supervisor)

    assert names_of(pairs) == {frozenset(NAMES[:2]), frozenset((NAMES[0], NAMES[2])), frozenset(NAMES[1:3])}


def test_names_alike_are_not_compared_where_sex_or_birth_forbids_it(register, supervisor, monkeypatch):
    for year in (1994, 1940):
        register(a_head("Fatoumata Diarra", born_in_year(year)))
    monkeypatch.setattr("twiza.households.actions.comparing.compared", lambda *_two: pytest.fail("compared"))
    compare_people(NOW)

    assert list(pairs_to_decide(supervisor)) == []


def test_who_is_registered_waits_until_she_is_compared_and_once_more_when_she_is_corrected(
    registered, register, supervisor, agent
):
    register(a_head("Fatoumata Djara", born_in_year(1994)))
    waited, before = many_uncompared(supervisor), LikelyPair.objects.count()
    compare_people(NOW)
    compared = many_uncompared(supervisor), LikelyPair.objects.count()
    change_person(
        person=Person.objects.get(name="Fatoumata Djara"),
        terms=PersonTerms(name="Ramata Keita", sex="female", birth=born_in_year(1994)),
        actor=agent,
        at=NOW,
    )
    corrected = many_uncompared(supervisor)
    compare_people(NOW)

    assert (waited, before) == (1, 3)
    assert compared == (0, 6)
    assert (corrected, many_uncompared(supervisor), LikelyPair.objects.count()) == (1, 0, 3)


def test_those_who_wait_are_compared_some_at_once_and_a_pair_is_kept_once(registered, supervisor):
    Person.objects.update(is_compared=False)
    kept = set(LikelyPair.objects.values_list("first", "second"))

    assert [compare_waiting(3), compare_waiting(3), compare_waiting(3)] == [3, 1, 0]
    assert set(LikelyPair.objects.values_list("first", "second")) == kept


def test_who_was_corrected_or_forgotten_while_she_was_compared_is_not_kept_as_she_was(registered, supervisor, agent):
    first, second, third, _other = registered
    Person.objects.filter(pk__in=[first.pk, second.pk]).update(is_compared=False)
    waiting = [Person.objects.get(pk=one.pk) for one in (first, second)]
    pairs = [pair for one in waiting for pair in likely_pairs_of(one)]
    Person.objects.filter(pk=first.pk).update(name="Ramata Keita")
    withdraw_consent(consent_id=third.consents.get(purpose="register").pk, actor=agent, at=NOW)

    keep_compared(waiting, pairs)

    assert list(Person.objects.filter(is_compared=False, erased_at=None)) == [first]
    assert set(LikelyPair.objects.values_list("first", "second")) == {(first.pk, second.pk)}
    compare_people(NOW)
    assert not LikelyPair.objects.exists()


def test_nothing_is_written_where_nobody_waits(registered, django_assert_num_queries):
    with django_assert_num_queries(1):
        many = compare_waiting(25)

    assert many == 0


def test_what_was_decided_is_not_asked_again(registered, supervisor):
    first, second, third, _other = registered

    keep_apart(one=first, other=third, reason="Cousins", actor=supervisor, at=NOW)
    merge_persons(id=new_id(), kept=first, found=second, reason="Same", actor=supervisor, at=NOW)

    assert list(pairs_to_decide(supervisor)) == []


def test_who_lives_elsewhere_is_not_compared(registered, make_person, association, other_quarter):

    elsewhere = make_person("Lamine", association, "supervisor", territory=(other_quarter.path,))

    assert list(pairs_to_decide(actor_of(elsewhere, TODAY))) == []


def test_who_is_forgotten_is_looked_like_no_more(registered, supervisor, agent):

    for person in registered[:2]:
        withdraw_consent(consent_id=person.consents.get(purpose="register").pk, actor=agent, at=NOW)

    assert list(pairs_to_decide(supervisor)) == []
    assert not NameKey.objects.filter(person__in=registered[:2]).exists()
    assert not LikelyPair.objects.exists()


def test_a_supervisor_decides_on_the_pages_and_undoes_it(registered, bakary, browser_of):
    browser = browser_of(bakary)
    pair = [registered[0].pk, registered[1].pk]
    listed = browser.get(reverse("person_pairs")).content.decode()
    refused = browser.post(reverse("person_pair_same", args=pair), {"id": uuid.uuid4(), "reason": ""})
    browser.post(reverse("person_pair_same", args=pair), {"id": uuid.uuid4(), "reason": "One woman"})
    merged = Person.objects.get(pk=pair[1]).merged_into_id
    merge = Person.objects.get(pk=pair[1]).merges.get()
    browser.post(reverse("person_merge_undo", args=[merge.pk]))
    browser.post(reverse("person_pair_apart", args=pair), {"id": uuid.uuid4(), "reason": "Sisters"})

    assert all(str(one) in listed for one in pair)
    assert refused.status_code == 422
    assert merged == pair[0]
    assert Person.objects.get(pk=pair[1]).merged_into_id is None
    assert names_of(pairs_to_decide_for(bakary)) == {frozenset((NAMES[0], NAMES[2])), frozenset(NAMES[1:3])}


def pairs_to_decide_for(person):

    return pairs_to_decide(actor_of(person, TODAY))


def test_an_agent_has_no_such_list(registered, aminata, browser_of):
    browser = browser_of(aminata)
    pair = [registered[0].pk, registered[1].pk]

    assert browser.get(reverse("person_pairs")).status_code == 404
    assert browser.get(reverse("person_pair", args=pair)).status_code == 404


def test_a_family_known_already_is_shown_before_it_is_registered_again(aminata, browser_of, sent, register):  # noqa: F811
    register(a_head("Sira Kone", born_in_year(1998)))
    browser = browser_of(aminata)
    before = Household.objects.count()

    asked = browser.post(reverse("household_new"), sent)
    known = Household.objects.count()
    browser.post(reverse("household_new"), sent | {"is_another": "on"})

    assert (asked.status_code, known) == (422, before)
    assert "Perhaps this family is registered already" in asked.content.decode()
    assert Household.objects.count() == before + 1
