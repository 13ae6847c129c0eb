"""Another organisation reads the parts that a person agreed to; what is protected, nobody inherits."""

from __future__ import annotations

import pytest

from twiza.accompaniment.accompaniment_page import page_of
from twiza.accompaniment.actions.accompaniments import close_accompaniment
from twiza.accompaniment.actions.agreements import (
    PartMissing,
    ReaderMissing,
    SharedWithOneself,
    withdraw_agreement,
)
from twiza.accompaniment.actions.keeping import AccompanimentNotYours
from twiza.accompaniment.actions.requests import make_request
from twiza.accompaniment.actions.story import take_out, tell_line
from twiza.accompaniment.models import Accompaniment, Agreement, Part, Request, RequestMove, StoryLine
from twiza.accompaniment.queries.accompaniments import accompaniments_of
from twiza.accompaniment.terms import LineTerms, RequestTerms
from twiza.accompaniment.tests.canaries import PROTECTED, WORDS, secrets_of
from twiza.accounts.audit import first_broken_entry
from twiza.accounts.rules import Role
from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.households.actions.consents import withdraw_consent
from twiza.organisations.queries import actor_of

PARTS = {
    "requests": {"demande", "guichet", "etape"},
    "appointments": {"rdv"},
    "obstacles": {"obstacle"},
    "story": {"recit"},
    "health": {"sante"},
}


@pytest.fixture
def secrets(accompaniment, agent):
    """Write a secret in each part of Hadda's accompaniment."""
    return secrets_of(accompaniment, "kanari", agent, NOW)


def read_in(page) -> set[str]:
    """Return what follows the maker's word in every text that a page shows."""
    rows = [*page["requests"], *page["appointments"], *page["obstacles"], *page["lines"], *page["steps_before"]]
    rows += [page["step"]] if page["step"] else []
    texts = [str(value) for row in rows for value in vars(row).values() if isinstance(value, str)]
    return {word for word in {*WORDS, PROTECTED} if any(f"kanari-{word}" in text for text in texts)}


@pytest.mark.parametrize("group", list(PARTS))
def test_who_is_let_read_one_part_reads_that_one(group, secrets, shares, accompaniment, receiver):
    shares(group)

    assert read_in(page_of(accompaniment, receiver, TODAY)) == PARTS[group]


def test_all_parts_together_hold_nothing_protected(secrets, shares, accompaniment, receiver):
    shares(*PARTS)

    assert read_in(page_of(accompaniment, receiver, TODAY)) == set().union(*PARTS.values())


def test_the_supervisor_inherits_nothing_protected_and_the_writer_reads_it(secrets, accompaniment, supervisor, agent):
    assert PROTECTED not in read_in(page_of(accompaniment, supervisor, TODAY))
    assert PROTECTED in read_in(page_of(accompaniment, agent, TODAY))


def test_what_is_protected_is_read_by_the_one_named_and_by_no_colleague(
    secrets, shares, accompaniment, fadma, receiver, make_person, partner
):
    colleague = actor_of(make_person("Lalla", partner, Role.PROFESSIONAL), TODAY)

    shares("protected", reader=fadma)

    assert read_in(page_of(accompaniment, receiver, TODAY)) == {PROTECTED}
    assert list(accompaniments_of(receiver)) == [accompaniment]
    assert list(accompaniments_of(colleague)) == []


def test_a_colleague_named_in_the_same_house_reads_what_is_protected_and_no_other_part(
    secrets, shares, accompaniment, make_person, association
):
    colleague = make_person("Zahra", association, Role.PROFESSIONAL)

    shares("protected", reader=colleague, to=association)

    assert read_in(page_of(accompaniment, actor_of(colleague, TODAY), TODAY)) == {PROTECTED}


def test_nobody_else_sees_that_it_exists(secrets, shares, receiver, outsider, agent, accompaniment):
    assert [list(accompaniments_of(one)) for one in (receiver, outsider, agent)] == [[], [], [accompaniment]]
    shares("story")

    assert [list(accompaniments_of(one)) for one in (receiver, outsider)] == [[accompaniment], []]


@pytest.mark.parametrize("role", [Role.MANAGER, Role.COORDINATOR, Role.PLANNER, Role.FUNDER, Role.PROTECTION_OFFICER])
def test_no_other_role_of_either_organisation_sees_it(role, shares, make_person, association, partner):
    shares(*PARTS)

    for house in (association, partner):
        assert not accompaniments_of(actor_of(make_person(f"N{house.pk}", house, role), TODAY)).exists()


def test_a_withdrawn_agreement_ends_at_once_as_if_it_never_was(secrets, shares, accompaniment, receiver, agent):
    (agreement,) = shares("story")
    told(accompaniment, receiver)

    withdraw_agreement(agreement=agreement, actor=agent, at=NOW)

    assert list(accompaniments_of(receiver)) == []
    assert read_in(page_of(accompaniment, receiver, TODAY)) == set()
    with pytest.raises(AccompanimentNotYours):
        told(accompaniment, receiver)
    assert StoryLine.objects.filter(organisation=receiver.grant.organisation_id).count() == 1


def told(accompaniment, actor, **given):
    """Tell a line of the story."""
    terms = LineTerms(**{"text": "She found a room", "told_on": TODAY} | given)
    return tell_line(id=new_id(), accompaniment=accompaniment, terms=terms, actor=actor, at=NOW)


def test_a_closed_accompaniment_is_shared_no_more(shares, accompaniment, receiver, agent):
    shares("story")

    close_accompaniment(accompaniment=accompaniment, on=TODAY, because="reached", actor=agent, at=NOW)

    assert list(accompaniments_of(receiver)) == []


def test_each_organisation_adds_under_its_own_name_where_it_may(shares, accompaniment, receiver, agent):
    shares("story")

    line = told(accompaniment, receiver)

    assert line.organisation_id == receiver.grant.organisation_id
    assert read_lines(accompaniment, agent) == ["She found a room"]
    with pytest.raises(AccompanimentNotYours):
        told(accompaniment, receiver, part=Part.HEALTH)
    with pytest.raises(AccompanimentNotYours):
        told(accompaniment, receiver, is_protected=True)
    with pytest.raises(AccompanimentNotYours):
        make_request(
            id=new_id(), accompaniment=accompaniment, terms=RequestTerms("puma", TODAY), actor=receiver, at=NOW
        )


def read_lines(accompaniment, actor) -> list[str]:
    """Return the story as somebody reads it."""
    return [line.text for line in page_of(accompaniment, actor, TODAY)["lines"]]


def test_nobody_takes_out_what_another_organisation_wrote_but_who_keeps_it(shares, accompaniment, receiver, agent):
    shares("story")
    ours, theirs = told(accompaniment, agent), told(accompaniment, receiver, text="Theirs")

    with pytest.raises(AccompanimentNotYours):
        take_out(row=ours, actor=receiver, at=NOW)
    take_out(row=theirs, actor=agent, at=NOW)

    assert read_lines(accompaniment, receiver) == ["She found a room"]


def test_who_receives_neither_shares_on_nor_withdraws(shares, accompaniment, receiver, agent):
    (agreement,) = shares("story")

    with pytest.raises(AccompanimentNotYours):
        withdraw_agreement(agreement=agreement, actor=receiver, at=NOW)

    assert Agreement.objects.filter(withdrawn_at=None).count() == 2


def test_what_is_shared_makes_sense(shares, association, partner, fadma):
    with pytest.raises(PartMissing):
        shares()
    with pytest.raises(PartMissing):
        shares("accompaniment")
    with pytest.raises(SharedWithOneself):
        shares("story", to=association)
    with pytest.raises(ReaderMissing):
        shares("protected")
    with pytest.raises(ReaderMissing):
        shares("protected", reader=fadma, to=association)


def test_agreeing_again_leaves_one_agreement_that_holds(shares):
    shares("story")
    shares("story", "health")

    held = Agreement.objects.filter(withdrawn_at=None).exclude(group="accompaniment")
    assert sorted(held.values_list("group", flat=True)) == ["health", "story"]


def words_left() -> set[str]:
    """Return every canary that is left in the tables of the house."""
    tables = (Accompaniment, Request, RequestMove, StoryLine)
    return {word for model in tables for row in model.objects.values() for word in [str(row)] if "kanari" in word}


def test_who_agrees_no_more_to_be_accompanied_is_forgotten_and_counts_stay(secrets, accompaniment, agent, receiver):
    whole = accompaniment.agreements.get(group="accompaniment")

    withdraw_agreement(agreement=whole, actor=agent, at=NOW)

    assert words_left() == set()
    assert list(accompaniments_of(agent)) == []
    assert sorted(Request.objects.values_list("kind", "state")) == [("ame", "asked"), ("puma", "refused")]
    assert first_broken_entry() is None


def test_a_person_forgotten_by_her_family_record_is_forgotten_here_too(secrets, shares, accompaniment, hadda, agent):
    shares("story")

    withdraw_consent(consent_id=hadda.consents.get(purpose="register").pk, actor=agent, at=NOW)

    accompaniment.refresh_from_db()
    assert (words_left(), accompaniment.erased_at, accompaniment.closed_because) == (set(), NOW, "wish")
    assert not Agreement.objects.filter(withdrawn_at=None).exists()
    assert list(accompaniments_of(agent)) == []
