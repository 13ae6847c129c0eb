"""Owner, due date, parties and comments of a file: who may change them, and what stays in the history."""

import datetime as dt

import pytest

from twiza.conftest import NOW, TODAY
from twiza.procedures.actions.details import (
    AlreadyParty,
    DueBeforeEntered,
    FileClosed,
    NothingSaid,
    OwnerCannotSee,
    PartyUnknown,
    add_party,
    assign_owner,
    comment_on_file,
    remove_party,
    rename_file,
    set_anchor_date,
    set_due_date,
)
from twiza.procedures.actions.files import (
    FileNotYours,
    NothingToTakeBack,
    PartyTerms,
    ReasonMissing,
    TitleMissing,
    take_back_move,
)
from twiza.procedures.models import Change, Comment, File
from twiza.procedures.queries.files import files_of

SOON = TODAY + dt.timedelta(days=4)


@pytest.fixture
def file(notice, driss, open_for):
    return open_for(driss)


def test_an_owner_is_of_the_organisation_or_of_a_party(file, driss, manager, other_planner, association, acting):
    add_party(file=file, party=PartyTerms(association.pk, part="authority"), actor=acting(driss), at=NOW)

    for person in (manager, other_planner):
        assign_owner(file=file, owner=person, actor=acting(driss), at=NOW)

    changed = Change.objects.filter(what="owner").order_by("id").values_list("before", "after", "person__name")
    assert list(changed) == [("", "Malika", "Driss"), ("Malika", "Ghita", "Driss")]
    assert File.objects.get().owner == other_planner


@pytest.mark.parametrize("who", ["chama", "aminata", "technical_administrator"])
def test_who_may_not_see_a_file_does_not_own_it(file, driss, acting, who, request):
    with pytest.raises(OwnerCannotSee):
        assign_owner(file=file, owner=request.getfixturevalue(who), actor=acting(driss), at=NOW)

    assert (File.objects.get().owner, Change.objects.count()) == (None, 0)


def test_another_due_date_needs_a_reason_and_stays_in_the_history(file, driss, acting):
    with pytest.raises(ReasonMissing):
        set_due_date(file=file, due_on=SOON, reason=" ", actor=acting(driss), at=NOW)
    with pytest.raises(DueBeforeEntered):
        set_due_date(file=file, due_on=TODAY - dt.timedelta(days=1), reason="Fête", actor=acting(driss), at=NOW)

    set_due_date(file=file, due_on=SOON, reason="Fête", actor=acting(driss), at=NOW)

    assert File.objects.get().due_on == SOON
    assert list(Change.objects.values_list("before", "after", "reason")) == [("2026-12-02", "2026-11-26", "Fête")]


def test_the_date_of_reference_moves_what_counts_from_it(file, driss, acting, move_to):
    move_to(driss, file, "examined")

    kept = set_anchor_date(file=file, anchor_on=SOON, reason="Route coupée", actor=acting(driss), at=NOW)

    assert (kept.anchor_on, kept.due_on) == (SOON, SOON - dt.timedelta(days=5))


def test_a_step_that_counts_otherwise_keeps_its_due_date(file, driss, acting):
    kept = set_anchor_date(file=file, anchor_on=SOON, reason="Route coupée", actor=acting(driss), at=NOW)

    assert kept.due_on == TODAY + dt.timedelta(days=10)


def test_a_closed_file_has_no_owner_and_no_due_date_to_change(file, driss, acting, move_to):
    move_to(driss, file, "examined")
    move_to(driss, file, "granted")

    with pytest.raises(FileClosed):
        assign_owner(file=file, owner=driss, actor=acting(driss), at=NOW)
    with pytest.raises(FileClosed):
        set_due_date(file=file, due_on=SOON, reason="Fête", actor=acting(driss), at=NOW)


def test_a_file_is_found_by_its_new_title(file, driss, acting):
    with pytest.raises(TitleMissing):
        rename_file(file=file, title=" ", actor=acting(driss), at=NOW)

    kept = rename_file(file=file, title="Aït Bou Oulli", actor=acting(driss), at=NOW)

    assert (kept.title, "tabant" in kept.search_text) == ("Aït Bou Oulli", False)


def test_a_party_sees_a_file_until_it_takes_part_no_more(file, driss, chama, other_association, acting):
    party = add_party(file=file, party=PartyTerms(other_association.pk, label="Témoin"), actor=acting(driss), at=NOW)
    seen = list(files_of(acting(chama)))

    remove_party(party=party, actor=acting(driss), at=NOW)

    assert (seen, list(files_of(acting(chama)))) == ([file], [])


def test_a_party_is_added_once_and_as_a_part_that_is_known(file, driss, association, acting):
    terms = PartyTerms(association.pk, part="authority")
    party = add_party(file=file, party=terms, actor=acting(driss), at=NOW)

    with pytest.raises(AlreadyParty):
        add_party(file=file, party=terms, actor=acting(driss), at=NOW)
    with pytest.raises(PartyUnknown):
        add_party(file=file, party=PartyTerms(association.pk, part="king"), actor=acting(driss), at=NOW)
    assert list(file.parties.all()) == [party]


def test_a_comment_holds_words(file, driss, acting):
    with pytest.raises(NothingSaid):
        comment_on_file(file=file, text=" \n", actor=acting(driss), at=NOW)

    comment = comment_on_file(file=file, text=" Le caïd a appelé. ", actor=acting(driss), at=NOW)

    assert list(Comment.objects.values_list("text", "person__name")) == [(comment.text, "Driss")]


def test_a_move_is_not_taken_back_once_somebody_spoke(file, driss, acting, move_to):
    move_to(driss, file, "examined")
    comment_on_file(file=file, text="Vu.", actor=acting(driss), at=NOW)

    with pytest.raises(NothingToTakeBack):
        take_back_move(file=file, seen_turn=2, actor=acting(driss), at=NOW)

    assert File.objects.get().step.code == "examined"


@pytest.mark.parametrize("who", ["chama", "aminata", "technical_administrator", "auditor"])
def test_who_may_not_see_a_file_changes_nothing_of_it(file, association, acting, who, request):
    actor = acting(request.getfixturevalue(who))
    party = file.parties.create(organisation_id=association.pk, label="Témoin", added_at=NOW)

    for refused in (
        lambda: comment_on_file(file=file, text="Vol", actor=actor, at=NOW),
        lambda: rename_file(file=file, title="Vol", actor=actor, at=NOW),
        lambda: set_due_date(file=file, due_on=SOON, reason="Vol", actor=actor, at=NOW),
        lambda: set_anchor_date(file=file, anchor_on=SOON, reason="Vol", actor=actor, at=NOW),
        lambda: assign_owner(file=file, owner=None, actor=actor, at=NOW),
        lambda: add_party(file=file, party=PartyTerms(actor.grant.organisation_id), actor=actor, at=NOW),
        lambda: remove_party(party=party, actor=actor, at=NOW),
    ):
        with pytest.raises(FileNotYours):
            refused()

    assert (Change.objects.count(), Comment.objects.count(), File.objects.get().happenings) == (0, 0, 1)


def test_a_party_speaks_but_does_not_steer(file, driss, other_planner, association, acting):
    add_party(file=file, party=PartyTerms(association.pk, part="authority"), actor=acting(driss), at=NOW)

    comment_on_file(file=file, text="Reçu.", actor=acting(other_planner), at=NOW)

    with pytest.raises(FileNotYours):
        set_due_date(file=file, due_on=SOON, reason="Fête", actor=acting(other_planner), at=NOW)
