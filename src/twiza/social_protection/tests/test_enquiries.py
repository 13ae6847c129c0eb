"""Asking a household: kept once, corrected beside what was said, and never no for what nobody answered."""

import datetime as dt

import pytest

from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.households.actions.assignments import assign_household
from twiza.households.actions.keeping import DayToCome, HouseholdNotYours
from twiza.organisations.queries import actor_of
from twiza.social_protection.actions.enquiries import (
    AnswerNotUnderstood,
    EnquiryNotYours,
    correct_answers,
    make_enquiry,
)
from twiza.social_protection.known_facts import facts_known
from twiza.social_protection.models import Answer, Enquiry
from twiza.social_protection.queries.enquiries import enquiries_of, facts_in, questions_for, schemes_of
from twiza.social_protection.tests.conftest import INDIGENT


def test_what_is_answered_is_known_and_the_rest_is_not(household, ask):
    enquiry = ask(household, {**INDIGENT, "capacite_cotiser": None})

    assert facts_in(enquiry) == INDIGENT
    assert Answer.objects.filter(question="capacite_cotiser").count() == 0


def test_an_enquiry_sent_twice_is_kept_once(household, ask):
    id = new_id()

    first, again = ask(household, INDIGENT, id=id), ask(household, INDIGENT, id=id)

    assert (again, Enquiry.objects.count(), Answer.objects.count()) == (first, 1, len(INDIGENT))


def test_the_id_of_another_households_enquiry_is_refused(household, register, ask):
    id, other = ask(household, INDIGENT).pk, register(name="Awa Keita")

    with pytest.raises(EnquiryNotYours):
        ask(other, {}, id=id)

    assert [one.household for one in Enquiry.objects.all()] == [household]


def test_a_corrected_answer_goes_beside_the_one_before(household, ask, agent):
    enquiry = ask(household, {"assujetti_amo": True, "autre_couverture": False})
    later = NOW + dt.timedelta(hours=1)

    correct_answers(
        enquiry=enquiry, answers={"assujetti_amo": False, "autre_couverture": False}, actor=agent, at=later
    )

    kept = enquiry.answers.order_by("id").values_list("question", "value", "replaced_at")
    assert list(kept) == [
        ("assujetti_amo", True, later),
        ("autre_couverture", False, None),
        ("assujetti_amo", False, None),
    ]


def test_an_answer_taken_back_is_not_known_again(household, ask, agent):
    enquiry = ask(household, {"assujetti_amo": True})

    correct_answers(enquiry=enquiry, answers={"assujetti_amo": None}, actor=agent, at=NOW)

    assert facts_in(enquiry) == {}


def test_answers_that_say_the_same_change_nothing(household, ask, agent):
    enquiry = ask(household, INDIGENT)

    made = correct_answers(enquiry=enquiry, answers=INDIGENT, actor=agent, at=NOW)

    assert (made, enquiry.answers.count()) == ([], len(INDIGENT))


@pytest.mark.parametrize("answers", [{"taille": 4}, {"assujetti_amo": "oui"}, {"admis_de_droit": "riche"}])
def test_an_answer_that_is_none_is_refused_and_nothing_is_kept(household, ask, answers):
    with pytest.raises(AnswerNotUnderstood):
        ask(household, answers)

    assert Enquiry.objects.count() == 0


def test_nobody_was_asked_tomorrow(household, ask, agent):
    questions = ask(household, {}).questions

    with pytest.raises(DayToCome):
        make_enquiry(
            id=new_id(), household=household, person=None, questions=questions,
            asked_on=TODAY + dt.timedelta(days=1), answers={}, actor=agent, at=NOW,
        )  # fmt: skip


@pytest.mark.parametrize("who", ["chama", "driss", "esther", "technical_administrator", "manager"])
def test_who_may_not_see_a_household_neither_asks_it_nor_reads_it(request, household, ask, who):
    stranger = actor_of(request.getfixturevalue(who), TODAY)
    ask(household, INDIGENT)

    with pytest.raises(HouseholdNotYours):
        ask(household, INDIGENT, actor=stranger)

    assert (list(enquiries_of(stranger)), Enquiry.objects.count()) == ([], 1)


@pytest.mark.parametrize(("children", "many"), [(1, False), (5, True)])
def test_what_the_record_knows_fills_its_questions(register, ask, children, many):
    household = register(children=children)

    known = facts_known(ask(household, {}).questions.content, household, None, TODAY)

    assert known == {"residence_commune": True, "plus_de_4_enfants": many}


def test_an_answer_that_repeats_the_record_says_so(household, ask):
    enquiry = ask(household, {"residence_commune": True, "plus_de_4_enfants": True})

    kept = dict(enquiry.answers.values_list("question", "answer_from"))
    assert kept == {"residence_commune": "record", "plus_de_4_enfants": "said"}


@pytest.fixture
def successor(household, supervisor, make_person, association):
    """Return who follows the household since today, as she acts."""
    fanta = make_person("Fanta", association, "field_agent")
    assign_household(household=household, agent=fanta, actor=supervisor, at=NOW)
    return actor_of(fanta, TODAY)


def late(household, schemes, actor, asked_on, id=None, at=NOW):
    """Keep what was asked on a day and arrives now."""
    questions = questions_for(schemes_of("ML"), household.organisation_id, TODAY)
    return make_enquiry(
        id=id or new_id(), household=household, person=None, questions=questions, asked_on=asked_on,
        answers={"assujetti_amo": False}, actor=actor, at=at,
    )  # fmt: skip


def test_what_was_asked_before_another_took_over_is_kept_under_her_name_and_opens_nothing(
    household, schemes, agent, successor
):
    id = new_id()

    first, again = (late(household, schemes, agent, TODAY - dt.timedelta(days=1), id=id) for _time in range(2))

    assert (again, first.made_by_id, Enquiry.objects.count()) == (first, agent.person_id, 1)
    assert list(enquiries_of(successor)) == [first]
    assert list(enquiries_of(agent)) == []


def test_what_is_asked_after_another_took_over_is_not_hers_to_keep(household, schemes, agent, successor):
    later = NOW + dt.timedelta(days=2)

    with pytest.raises(HouseholdNotYours):
        late(household, schemes, agent, later.date(), at=later)


def test_a_stranger_keeps_nothing_however_early_the_day(household, schemes, chama):
    with pytest.raises(HouseholdNotYours):
        late(household, schemes, actor_of(chama, TODAY), TODAY - dt.timedelta(days=300))
