"""People are born, move and die, households close; each is kept with its day, and can be taken back."""

from __future__ import annotations

import datetime as dt

import pytest

from twiza.conftest import NOW, TODAY
from twiza.households.actions.assignments import NotAnAgent, assign_household
from twiza.households.actions.changing import (
    HasLeft,
    LeavesBefore,
    LivesElsewhere,
    change_person,
    close_household,
    leave_household,
    note_papers,
    reopen_household,
    return_member,
)
from twiza.households.actions.consents import GuardianNeeded, NobodyToShareWith, agree, withdraw_consent
from twiza.households.actions.guardians import OlderThanParent
from twiza.households.actions.keeping import DayToCome, HouseholdClosed, HouseholdNotYours, PersonDead
from twiza.households.actions.registering import add_member
from twiza.households.births import born_on_day
from twiza.households.models import HeldDocument, Member, Person, PersonConsent
from twiza.households.queries.households import households_of
from twiza.households.terms import ConsentSaid, PersonTerms
from twiza.households.tests.conftest import SAID, a_child
from twiza.organisations.queries import actor_of


@pytest.fixture
def membership(child) -> Member:
    return child.memberships.get()


def test_a_death_is_kept_and_can_be_taken_back(membership, child, agent):
    died = dt.date(2026, 6, 1)

    leave_household(member=membership, on=died, because="death", actor=agent, at=NOW)
    dead = Person.objects.get(pk=child.pk).died_on
    return_member(member=membership, actor=agent, at=NOW)

    assert dead == died
    assert Person.objects.get(pk=child.pk).died_on is None
    assert Member.objects.filter(pk=membership.pk, until=None).exists()


@pytest.mark.parametrize(
    ("on", "refusal"), [(TODAY + dt.timedelta(days=1), DayToCome), (dt.date(2025, 3, 8), LeavesBefore)]
)
def test_nobody_dies_tomorrow_or_before_being_born(membership, child, agent, on, refusal):
    with pytest.raises(refusal):
        leave_household(member=membership, on=on, because="death", actor=agent, at=NOW)

    assert Member.objects.get(pk=membership.pk).until is None
    assert Person.objects.get(pk=child.pk).died_on is None


def test_who_left_does_not_leave_again(membership, agent):
    leave_household(member=membership, on=TODAY, because="moved", actor=agent, at=NOW)

    with pytest.raises(HasLeft, match="Moussa Diarra has left"):
        leave_household(member=membership, on=TODAY, because="death", actor=agent, at=NOW)


def test_who_lives_elsewhere_now_does_not_return(membership, child, register, agent):
    leave_household(member=membership, on=TODAY, because="other_home", actor=agent, at=NOW)
    Member.objects.create(household=register(), person=child, relation="relative", since=TODAY)

    with pytest.raises(LivesElsewhere):
        return_member(member=membership, actor=agent, at=NOW)


def test_the_dead_agree_to_nothing(membership, child, mother, agent):
    leave_household(member=membership, on=TODAY, because="death", actor=agent, at=NOW)
    child.refresh_from_db()

    with pytest.raises(PersonDead, match="Moussa Diarra died on"):
        agree(person=child, said=SAID, guardian=mother, recipient=None, actor=agent, at=NOW)


def test_a_name_is_corrected_with_what_it_is_found_by(child, agent, mother):
    terms = PersonTerms("Musa Jara", "male", born_on_day(dt.date(2025, 3, 9)), aliases=("Papa", "Papa", " "))

    changed = change_person(person=child, terms=terms, actor=agent, at=NOW)

    assert (changed.name, [one.name for one in changed.aliases.all()]) == ("Musa Jara", ["Papa"])
    assert " papa" in changed.search_text


def test_a_birth_is_not_corrected_to_be_before_the_mothers(child, mother, agent):
    terms = PersonTerms("Moussa Diarra", "male", born_on_day(dt.date(1990, 1, 1)))

    with pytest.raises(OlderThanParent):
        change_person(person=child, terms=terms, actor=agent, at=NOW)

    child.refresh_from_db()
    assert child.born_on == dt.date(2025, 3, 9)


def test_papers_are_noted_and_taken_back(child, agent):
    note_papers(person=child, holdings={"birth": "none", "health": "held"}, on=TODAY, actor=agent, at=NOW)
    note_papers(person=child, holdings={"birth": "asked", "health": ""}, on=TODAY, actor=agent, at=NOW)

    assert list(HeldDocument.objects.values_list("paper", "holding")) == [("birth", "asked")]


def test_a_closed_household_takes_nobody_in_until_it_is_opened_again(household, mother, agent):
    close_household(household=household, on=TODAY, because="moved", actor=agent, at=NOW)
    with pytest.raises(HouseholdClosed, match="Open it again"):
        add_member(household=household, terms=a_child("Awa"), since=None, guardian=mother, actor=agent, at=NOW)

    reopen_household(household=household, actor=agent, at=NOW)
    add_member(household=household, terms=a_child("Awa"), since=None, guardian=mother, actor=agent, at=NOW)

    assert household.members.count() == 3


def test_who_agrees_no_more_is_forgotten_and_counted_still(child, agent):
    consent = child.consents.get(purpose="register")

    withdraw_consent(consent_id=consent.pk, actor=agent, at=NOW)
    withdraw_consent(consent_id=consent.pk, actor=agent, at=NOW)

    child.refresh_from_db()
    assert (child.name, child.search_text, child.erased_at) == ("", "", NOW)
    assert not PersonConsent.objects.filter(person=child, withdrawn_at=None).exists()
    assert Person.objects.count() == 2


def test_who_wants_no_visits_any_more_keeps_her_name(mother, agent):
    withdraw_consent(consent_id=mother.consents.get(purpose="visits").pk, actor=agent, at=NOW)

    mother.refresh_from_db()
    assert mother.name == "Fatoumata Diarra"
    assert list(mother.consents.filter(withdrawn_at=None).values_list("purpose", flat=True)) == ["register"]


def test_a_household_goes_over_to_another_agent(household, agent, supervisor, make_person, association):
    kadiatou = make_person("Kadiatou", association, "field_agent")

    assign_household(household=household, agent=kadiatou, actor=supervisor, at=NOW)

    assert list(households_of(agent)) == []
    assert list(households_of(actor_of(kadiatou, TODAY))) == [household]


def test_only_the_supervisor_assigns_and_only_to_who_may_follow(household, agent, supervisor, chama, bakary):
    with pytest.raises(HouseholdNotYours):
        assign_household(household=household, agent=bakary, actor=agent, at=NOW)
    with pytest.raises(NotAnAgent, match="Chama may not follow"):
        assign_household(household=household, agent=chama, actor=supervisor, at=NOW)

    assert list(households_of(agent)) == [household]


def test_what_is_agreed_anew_ends_what_held_and_shares_with_one_organisation(mother, agent, other_association):
    later = NOW + dt.timedelta(seconds=5)
    said = ConsentSaid(("visits", "sharing"), "written", "fr", later)

    agree(person=mother, said=said, guardian=None, recipient=other_association, actor=agent, at=later)

    rows = mother.consents.order_by("purpose", "given_at").values_list("purpose", "how", "recipient", "withdrawn_at")
    assert list(rows) == [
        ("register", "oral", None, None),
        ("sharing", "written", other_association.pk, None),
        ("visits", "oral", None, later),
        ("visits", "written", None, None),
    ]


def test_sharing_is_with_another_organisation(mother, agent, association):
    said = ConsentSaid(("sharing",), "oral", "bm", NOW)

    for recipient in (None, association):
        with pytest.raises(NobodyToShareWith):
            agree(person=mother, said=said, guardian=None, recipient=recipient, actor=agent, at=NOW)

    assert not mother.consents.filter(purpose="sharing").exists()


def test_a_child_agrees_by_who_answers_for_it(child, mother, agent):
    with pytest.raises(GuardianNeeded):
        agree(person=child, said=SAID, guardian=None, recipient=None, actor=agent, at=NOW)
    agree(person=child, said=SAID, guardian=mother, recipient=None, actor=agent, at=NOW)

    assert set(child.consents.filter(withdrawn_at=None).values_list("given_by", flat=True)) == {"guardian"}
