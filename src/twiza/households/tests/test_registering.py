"""A household is registered under consent, once, and by whom it may be."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.households.actions.guardians import OlderThanParent, name_guardian
from twiza.households.actions.keeping import BirthNotPossible, DayToCome, HouseholdNotYours
from twiza.households.actions.registering import (
    NameMissing,
    NobodyLivesThere,
    NotAgreed,
    add_member,
    register_household,
)
from twiza.households.births import born_on_day
from twiza.households.models import Household, Member, Person, PersonConsent
from twiza.households.queries.households import HouseholdFilter, households_asked, households_of, people_in
from twiza.households.terms import ConsentSaid, HouseholdTerms, MemberTerms, PersonTerms
from twiza.households.tests.conftest import SAID, a_child, a_head
from twiza.organisations.queries import actor_of


def test_a_household_is_kept_with_its_people_and_what_they_agreed_to(household, mother, child, aminata):
    consents = PersonConsent.objects.order_by("person__name", "purpose")

    assert [(one.person.name, one.relation) for one in people_in(household)] == [
        ("Fatoumata Diarra", "head"),
        ("Moussa Diarra", "child"),
    ]
    assert [(one.person, one.purpose, one.given_by, one.guardian, one.language) for one in consents] == [
        (mother, "register", "person", None, "bm"),
        (mother, "visits", "person", None, "bm"),
        (child, "register", "guardian", mother, "bm"),
        (child, "visits", "guardian", mother, "bm"),
    ]
    assert [one.agent for one in household.assignments.all()] == [aminata]


def test_a_household_sent_twice_is_kept_once(quarter, agent):
    sent = {
        "id": new_id(),
        "terms": HouseholdTerms(quarter, "bm", TODAY),
        "members": (a_head(), a_child()),
        "actor": agent,
        "at": NOW,
    }

    first, again = register_household(**sent), register_household(**sent)

    assert again == first
    assert [Household.objects.count(), Person.objects.count(), Member.objects.count()] == [1, 2, 2]


@pytest.mark.parametrize(
    ("members", "refusal"),
    [
        ((replace(a_head(), consent=None),), NotAgreed),
        ((replace(a_head(), consent=ConsentSaid(("visits",), "oral", "fr", NOW)),), NotAgreed),
        ((a_head(), MemberTerms(new_id(), PersonTerms("Awa", "female", born_on_day(dt.date(1990, 1, 1))), "other")),
         NotAgreed),
        ((a_head(name="  "),), NameMissing),
        ((a_head(birth=born_on_day(dt.date(2027, 1, 1))),), BirthNotPossible),
        ((a_head(birth=born_on_day(dt.date(2026, 1, 1))), a_child()), OlderThanParent),
        ((a_head(), a_child(birth=born_on_day(dt.date(1870, 1, 1)))), BirthNotPossible),
    ],
)  # fmt: skip
def test_what_cannot_be_registered_leaves_nothing_behind(register, members, refusal):
    with pytest.raises(refusal):
        register(*members)

    assert [Household.objects.count(), Person.objects.count(), PersonConsent.objects.count()] == [0, 0, 0]


def test_nobody_is_no_household(quarter, agent):
    with pytest.raises(NobodyLivesThere):
        register_household(id=new_id(), terms=HouseholdTerms(quarter, "bm", TODAY), members=(), actor=agent, at=NOW)

    assert Household.objects.count() == 0


def test_a_household_is_not_registered_tomorrow(quarter, agent):
    with pytest.raises(DayToCome, match="still to come"):
        register_household(
            id=new_id(),
            terms=HouseholdTerms(quarter, "bm", TODAY + dt.timedelta(days=1)),
            members=(a_head(),),
            actor=agent,
            at=NOW,
        )


def test_a_child_is_not_older_than_its_mother(household, mother, agent):
    older = MemberTerms(
        new_id(), PersonTerms("Salif", "male", born_on_day(dt.date(2010, 1, 1))), "child", guardian="mother"
    )
    young = replace(older, id=new_id(), person=replace(older.person, birth=born_on_day(dt.date(2012, 1, 1))))
    Person.objects.filter(pk=mother.pk).update(born_on=dt.date(2011, 1, 1))
    mother.refresh_from_db()

    with pytest.raises(OlderThanParent, match="Salif would be older than Fatoumata Diarra"):
        add_member(household=household, terms=older, since=None, guardian=mother, actor=agent, at=NOW)
    added = add_member(household=household, terms=young, since=None, guardian=mother, actor=agent, at=NOW)

    assert added.guardians.get().kind == "mother"


def test_a_child_may_have_several_guardians(household, mother, child, agent):
    father = MemberTerms(
        new_id(), PersonTerms("Bourama Diarra", "male", born_on_day(dt.date(1988, 5, 2))), "spouse", SAID
    )
    adult = add_member(household=household, terms=father, since=None, guardian=None, actor=agent, at=NOW)

    name_guardian(child=child, adult=adult, kind="father", since=None, actor=agent, at=NOW)

    assert sorted(child.guardians.values_list("kind", flat=True)) == ["father", "mother"]


def test_two_households_never_share_a_code(quarter, agent, register):
    first = register()
    same_code = HouseholdTerms(quarter, "bm", TODAY)

    second = register_household(
        id=type(first.pk)(int=first.pk.int % 10**8), terms=same_code, members=(a_head(),), actor=agent, at=NOW
    )

    assert int("".join(second.code.split())) == int("".join(first.code.split())) + 1


def test_only_who_follows_it_and_the_supervisor_there_see_a_household(
    household, quarter, other_quarter, register, make_person, association, bakary, aminata, chama, driss, esther,
    technical_administrator
):  # fmt: skip
    colleague = make_person("Kadiatou", association, "field_agent")
    elsewhere = make_person("Lamine", association, "supervisor", territory=(other_quarter.path,))
    theirs = register(a_head("Sira Koné"), actor=actor_of(colleague, TODAY), place=other_quarter)

    seen = {
        person.name: set(households_of(actor_of(person, TODAY)))
        for person in (aminata, colleague, bakary, elsewhere, chama, driss, esther, technical_administrator)
    }

    assert seen == {
        "Aminata": {household},
        "Kadiatou": {theirs},
        "Bakary": {household, theirs},
        "Lamine": {theirs},
        "Chama": set(),
        "Driss": set(),
        "Esther": set(),
        "Tariq": set(),
    }


def test_whoever_may_not_see_it_changes_nothing(household, outsider, make_person, association):
    stranger = actor_of(make_person("Kadiatou", association, "field_agent"), TODAY)

    for actor in (outsider, stranger):
        with pytest.raises(HouseholdNotYours):
            add_member(household=household, terms=a_child("Awa"), since=None, guardian=None, actor=actor, at=NOW)

    assert Person.objects.count() == 2


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ["Fatoumata Diarra", "Sira Koné"]),
        ("fatumata", ["Fatoumata Diarra"]),
        ("DIARRA moussa", ["Fatoumata Diarra"]),
        ("kone", ["Sira Koné"]),
        ("nobody", []),
        ("فاطوماتا جارا", ["Fatoumata Diarra"]),
        ("Fatimata Jara", ["Fatoumata Diarra"]),
        ("سيرا كوني", ["Sira Koné"]),
    ],
)
def test_a_household_is_found_by_its_people_however_they_are_spelt(register, agent, association, text, found):
    register()
    register(a_head("Sira Koné"))

    asked = households_asked(households_of(agent), HouseholdFilter(text, association.pk))

    assert sorted(one.members.get(relation="head").person.name for one in asked) == found
