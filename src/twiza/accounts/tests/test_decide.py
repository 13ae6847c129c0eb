"""decide(): deny by default, allow by rule."""

import pytest

from twiza.accounts.decisions import NOBODY, Actor, Allow, Deny, Facts, Grant, allow, decide, known_actions
from twiza.accounts.rules import Role, all_of, has_role, is_of_own_organisation, is_within_territory

DRISS = Actor(person_id=1, grant=Grant(1, organisation_id=7, role=Role.PLANNER, territory=("MA/08/08.141",)))


def test_an_action_without_a_rule_is_denied_to_everybody():
    assert decide(DRISS, "nobody.thought_of_this") == Deny("no_rule")


def test_a_rule_is_stated_once():
    with pytest.raises(ValueError, match=r"accounts\.own has a rule already"):
        allow("accounts.own", has_role(Role.AUDITOR))


def test_signing_in_opens_ones_own_pages_and_nothing_else():
    somebody = Actor(person_id=3)

    opened = [action for action in known_actions() if decide(somebody, action)]

    assert [action for action in opened if not action.endswith("own")] == ["public"]


def test_nobody_sees_what_is_public_and_nothing_else():
    opened = [action for action in known_actions() if decide(NOBODY, action)]

    assert opened == ["public"]


@pytest.mark.parametrize(
    ("facts", "holds"),
    [
        (Facts(organisation_id=7, place_path="MA/08/08.141/08.141.01"), True),
        (Facts(organisation_id=7, place_path="MA/08/08.14"), False),
        (Facts(organisation_id=8, place_path="MA/08/08.141/08.141.01"), False),
        (Facts(organisation_id=7), False),
    ],
)
def test_a_planner_acts_for_his_organisation_within_his_territory(facts, holds):
    rule = all_of(has_role(Role.PLANNER), is_of_own_organisation, is_within_territory)

    assert rule(DRISS, facts) is holds


def test_a_territory_is_not_mistaken_for_one_whose_code_begins_alike():
    assert is_within_territory(DRISS, Facts(place_path="MA/08/08.1410")) is False


def test_a_purpose_that_a_rule_does_not_name_is_denied():
    allow("tests.for_care_only", has_role(Role.PLANNER), fields=("health",), purposes=("care",))

    assert decide(DRISS, "tests.for_care_only", purpose="care") == Allow(frozenset({"health"}))
    assert decide(DRISS, "tests.for_care_only", purpose="statistics") == Deny("other_purpose")
