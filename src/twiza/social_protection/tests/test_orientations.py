"""What the rules say of each scheme, never more; and what a person decides, kept with the rules it used."""

import pytest

from twiza.accounts.models import AuditEntry
from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.households.actions.keeping import HouseholdNotYours
from twiza.organisations.queries import actor_of
from twiza.social_protection.actions.orientations import (
    DecidedBefore,
    DecisionNotYours,
    ReasonUnsaid,
    TakenBack,
    decide_orientation,
    take_back_orientation,
)
from twiza.social_protection.models import Orientation
from twiza.social_protection.orienting import advice_on
from twiza.social_protection.queries.enquiries import rules_for
from twiza.social_protection.tests.conftest import INDIGENT


@pytest.fixture
def decide(household, ask, schemes, agent):
    """Return what decides about a scheme for Aminata, after one enquiry of an indigent family."""
    enquiry = ask(household, INDIGENT)

    def decide_one(scheme="ramed", id=None, actor=agent, reason="Certificate seen", choice="orient", after=enquiry):
        return decide_orientation(
            id=id or new_id(), enquiry=after, scheme=schemes[scheme], choice=choice, reason=reason, actor=actor, at=NOW
        )

    return decide_one


def outcomes(schemes, facts):
    found = {}
    for code in ("ramed", "amo", "utm"):
        rules = rules_for(schemes[code], 1, TODAY)
        found[code] = advice_on(schemes[code], rules, facts, TODAY).outcome
    return found


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, {"ramed": "a_verifier", "amo": "a_verifier", "utm": "a_verifier"}),
        (INDIGENT, {"ramed": "probable", "amo": "autre_regime", "utm": "autre_regime"}),
        ({"assujetti_amo": True}, {"ramed": "autre_regime", "amo": "a_verifier", "utm": "autre_regime"}),
        (
            {**INDIGENT, "certificat_indigence": False},
            {"ramed": "a_verifier", "amo": "a_verifier", "utm": "a_verifier"},
        ),
        (
            {**INDIGENT, "ressources_suffisantes": True, "capacite_cotiser": True},
            {"ramed": "autre_regime", "amo": "autre_regime", "utm": "probable"},
        ),
        (
            {**INDIGENT, "autre_couverture": True},
            {"ramed": "autre_regime", "amo": "autre_regime", "utm": "autre_regime"},
        ),
    ],
)
def test_a_table_says_of_each_of_its_schemes_no_more_than_it_says(schemes, facts, said):
    assert outcomes(schemes, facts) == said


def test_one_fact_that_would_change_what_is_said_of_a_scheme_is_told(schemes):
    rules = rules_for(schemes["ramed"], 1, TODAY)

    advice = advice_on(schemes["ramed"], rules, INDIGENT, TODAY)

    assert {(one.question, one.value, one.outcome) for one in advice.changes} == {
        ("assujetti_amo", True, "autre_regime"),
        ("autre_couverture", True, "autre_regime"),
        ("ramed_deja_utilise", True, "a_verifier"),
        ("ressources_suffisantes", True, "a_verifier"),
        ("certificat_indigence", False, "a_verifier"),
    }


def test_a_decision_is_kept_with_what_the_rules_said_then(decide, schemes, aminata):
    made = decide()

    kept = Orientation.objects.select_related("rules__ruleset").get()
    assert (kept, kept.rule, kept.outcome, kept.choice, kept.made_by) == (made, "M5", "probable", "orient", aminata)
    assert (kept.rules.ruleset.code, kept.to_be_validated) == ("eligibility_ml", True)
    assert kept.inputs == sorted(set(INDIGENT))
    assert AuditEntry.objects.filter(outcome="decided", object_id=str(made.pk)).count() == 1


def test_a_decision_sent_twice_is_kept_once(decide):
    id = new_id()

    first, again = decide(id=id), decide(id=id)

    assert (again, Orientation.objects.count()) == (first, 1)


def test_the_id_of_somebody_elses_decision_is_refused(decide, supervisor):
    id = decide().pk

    with pytest.raises(DecisionNotYours):
        decide(id=id, actor=supervisor)


def test_a_decision_has_a_reason(decide):
    with pytest.raises(ReasonUnsaid):
        decide(reason="  ")

    assert Orientation.objects.count() == 0


def test_a_decision_that_holds_is_taken_back_before_another(decide, agent):
    first = decide()
    with pytest.raises(DecidedBefore):
        decide(choice="not_now")

    take_back_orientation(orientation=first, actor=agent, at=NOW)
    second = decide(choice="not_wanted")

    kept = Orientation.objects.order_by("made_at", "id").values_list("pk", "taken_back_at")
    assert list(kept) == [(first.pk, NOW), (second.pk, None)]


def test_a_decision_is_taken_back_once(decide, agent):
    made = decide()
    take_back_orientation(orientation=made, actor=agent, at=NOW)

    with pytest.raises(TakenBack):
        take_back_orientation(orientation=made, actor=agent, at=NOW)


@pytest.mark.parametrize("who", ["chama", "driss", "technical_administrator"])
def test_a_stranger_neither_decides_nor_takes_back(request, decide, who):
    made, stranger = decide(), actor_of(request.getfixturevalue(who), TODAY)

    with pytest.raises(HouseholdNotYours):
        decide(scheme="utm", actor=stranger)
    with pytest.raises(HouseholdNotYours):
        take_back_orientation(orientation=made, actor=stranger, at=NOW)

    assert [one.taken_back_at for one in Orientation.objects.all()] == [None]
