import datetime as dt

import pytest

from twiza.accounts.models import AuditEntry
from twiza.conftest import NOW, TODAY
from twiza.rulesets.actions.content import keep_version
from twiza.rulesets.actions.lifecycle import (
    AuthorityMissing,
    NotInThisState,
    ReasonMissing,
    RulesRanOut,
    SecondPersonNeeded,
    UndoneTooLate,
    activate_version,
    restore_version,
    send_back_version,
    submit_version,
    undo_activation,
    withdraw_version,
)
from twiza.rulesets.models import RulesetVersion, State
from twiza.rulesets.queries.versions import active_version, decide_with, is_in_force, version_to_show
from twiza.rulesets.tests.rows import small_ruleset

TOMORROW = TODAY + dt.timedelta(days=1)


@pytest.fixture
def take(acting):
    """Return what takes a step in somebody's name."""

    def step(action, version, person, **more):
        return action(version=version, by=person, actor=acting(person), at=NOW, **more)

    return step


@pytest.fixture
def activated(take, fatima):
    """Return what submits and activates a version."""

    def activate(version, **more):
        take(submit_version, version, fatima)
        said = {"authority": "Délégation provinciale", "reason": "Lettre 12", "others_may_activate": 1, "today": TODAY}
        return take(activate_version, version, fatima, **{**said, **more})

    return activate


def in_use(council, on=TODAY):
    return active_version("school_meals", "MA", on, organisation_id=council.pk)


def another(draft, driss, **meta):
    content = small_ruleset(**{"version": "2026-2", **meta})
    return keep_version(
        content=content, organisation_id=draft.ruleset.organisation_id, based_on=draft, made_by=driss, at=NOW
    )


def test_a_version_in_force_was_validated_by_somebody_named(draft, activated, council, fatima):
    activated(draft)

    found = in_use(council)
    assert (found, found.validated_by, found.activated_by, found.in_force_from) == (
        draft, "Délégation provinciale", fatima, TODAY
    )  # fmt: skip
    assert [step.kind for step in draft.steps.order_by("id")] == ["made", "submitted", "activated"]
    assert AuditEntry.objects.filter(object_id=str(draft.pk)).count() == 2


def test_what_is_not_active_is_not_in_force(draft, council, fatima, take):
    take(submit_version, draft, fatima)

    assert in_use(council) is None
    assert version_to_show("school_meals", "MA", TODAY, organisation_id=council.pk) is None


def test_who_made_a_version_does_not_put_it_in_force_while_others_could(draft, driss, take):
    take(submit_version, draft, driss)

    with pytest.raises(SecondPersonNeeded):
        take(activate_version, draft, driss, authority="A", reason="B", others_may_activate=1, today=TODAY)

    draft.refresh_from_db()
    assert (draft.state, draft.validated_by) == (State.UNDER_REVIEW, "")


def test_who_is_alone_puts_her_own_version_in_force(draft, driss, take, council):
    take(submit_version, draft, driss)

    take(activate_version, draft, driss, authority="A", reason="B", others_may_activate=0, today=TODAY)

    assert in_use(council) == draft


@pytest.mark.parametrize(
    ("said", "refusal"), [({"authority": " "}, AuthorityMissing), ({"reason": ""}, ReasonMissing)]
)
def test_nothing_is_put_in_force_without_a_name_and_a_reason(draft, activated, council, said, refusal):
    with pytest.raises(refusal):
        activated(draft, **said)

    assert in_use(council) is None


def test_a_draft_is_not_activated_before_it_was_reviewed(draft, fatima, take):
    with pytest.raises(NotInThisState):
        take(activate_version, draft, fatima, authority="A", reason="B", others_may_activate=1, today=TODAY)


def test_the_next_version_supersedes_the_one_before_and_both_stay_readable(draft, driss, activated, council):
    activated(draft)
    following = another(draft, driss)

    activated(following, today=TOMORROW)

    draft.refresh_from_db()
    assert (draft.state, draft.replaced_by, draft.in_force_until) == (State.SUPERSEDED, following, TOMORROW)
    assert (in_use(council, TODAY), in_use(council, TOMORROW)) == (draft, following)


def test_rules_of_a_day_to_come_wait_for_it(draft, driss, activated, council):
    activated(draft)
    following = another(draft, driss, valid_from="2027-04-01", valid_to="2028-03-31")

    activated(following)

    days = [dt.date(2027, 3, 31), dt.date(2027, 4, 1), dt.date(2028, 3, 31), dt.date(2028, 4, 1)]
    assert [in_use(council, day) for day in days] == [draft, following, following, None]


def test_rules_that_ran_out_are_not_put_in_force(draft, driss, activated, council):
    old = another(draft, driss, valid_from="2020-01-01", valid_to="2020-12-31")

    with pytest.raises(RulesRanOut):
        activated(old)

    assert in_use(council) is None


def test_an_activation_undone_on_its_day_brings_the_one_before_back(draft, driss, fatima, activated, take, council):
    activated(draft)
    following = another(draft, driss)
    activated(following)

    take(undo_activation, following, fatima, today=TODAY, activated_on=TODAY)

    following.refresh_from_db()
    assert (in_use(council), following.state, following.validated_by) == (draft, State.UNDER_REVIEW, "")


def test_an_activation_is_not_undone_on_another_day(draft, fatima, activated, take, council):
    activated(draft)

    with pytest.raises(UndoneTooLate):
        take(undo_activation, draft, fatima, today=TOMORROW, activated_on=TODAY)

    assert in_use(council) == draft


def test_a_version_sent_back_is_a_draft_again_with_the_reason(draft, fatima, take):
    take(submit_version, draft, fatima)

    take(send_back_version, draft, fatima, reason="Source à citer")

    draft.refresh_from_db()
    last = draft.steps.order_by("id").last()
    assert (draft.state, last.kind, last.reason) == (State.DRAFT, "sent_back", "Source à citer")


def test_a_version_withdrawn_from_force_is_in_force_no_more_and_stays_so(draft, fatima, activated, take, council):
    activated(draft)

    take(withdraw_version, draft, fatima, reason="Texte annulé", today=TOMORROW)

    assert (in_use(council, TODAY), in_use(council, TOMORROW)) == (draft, None)
    with pytest.raises(NotInThisState):
        take(restore_version, draft, fatima)


def test_a_draft_withdrawn_is_taken_back(draft, driss, take):
    take(withdraw_version, draft, driss, reason="Doublon", today=TODAY)

    take(restore_version, draft, driss)

    draft.refresh_from_db()
    assert draft.state == State.DRAFT


def test_a_decision_keeps_the_version_the_rule_and_the_names_of_what_was_known(draft, activated):
    activated(draft)
    version = RulesetVersion.objects.get()

    ruling = decide_with(version, "rules", {"eats_at_home": False, "distance": 4.5}, on=TODAY)

    assert ruling.decision.outcome == "probable"
    assert ruling.use.as_plain() == {
        "version_id": str(draft.pk),
        "table": "rules",
        "rule_id": "N2",
        "inputs": ["distance", "eats_at_home"],
        "outcome": "probable",
        "to_be_validated": False,
    }


def test_a_version_that_is_not_in_force_says_so_of_its_decisions(draft):
    ruling = decide_with(draft, "rules", {"eats_at_home": False, "distance": 4.5}, on=TODAY)

    assert (is_in_force(draft, TODAY), ruling.decision.to_be_validated, ruling.use.to_be_validated) == (
        False, False, True
    )  # fmt: skip
