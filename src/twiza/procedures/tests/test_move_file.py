"""Files are opened, moved and moved back; each refusal leaves them as they were."""

import datetime as dt

import pytest

from twiza.accounts.audit import first_broken_entry
from twiza.accounts.models import AuditEntry
from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.procedures.actions.files import (
    DateNotPossible,
    FileMovedMeanwhile,
    FileNotYours,
    MoveNotFromHere,
    NoActiveVersion,
    NothingToTakeBack,
    PartyTerms,
    ReasonMissing,
    SomethingMissing,
    TitleMissing,
    move_file,
    open_file,
    take_back_move,
)
from twiza.procedures.models import File, Passage
from twiza.procedures.tests.conftest import PERMIT, move_from

YESTERDAY = TODAY - dt.timedelta(days=1)
TOMORROW = TODAY + dt.timedelta(days=1)


def state_of(file):
    """Return all that a refusal must leave untouched."""
    kept = File.objects.get(pk=file.pk)
    return kept.step_id, kept.turn, kept.happenings, kept.due_on, kept.closed_at, kept.passages.count()


def test_a_file_begins_at_the_first_step_with_its_due_date(permit, driss, open_for):
    file = open_for(driss, "permit", title=" Caravane de Tabant ", on=YESTERDAY)

    assert (file.step.code, file.title, file.number) == ("asked", "Caravane de Tabant", "PERM-2026-0001")
    assert (file.entered_on, file.due_on, file.owner) == (YESTERDAY, YESTERDAY + dt.timedelta(days=10), None)
    assert list(file.passages.values_list("number", "to_step__code", "person__name")) == [(1, "asked", "Driss")]


def test_a_file_asked_for_twice_is_opened_once(notice, driss, acting):
    asked = {"kind": "notice", "title": "Tabant", "opened_on": TODAY, "anchor_on": None, "actor": acting(driss)}
    asked |= {"at": NOW, "id": new_id()}

    first, again = open_file(**asked), open_file(**asked)

    assert again == first
    assert list(File.objects.all()) == [first]


def test_nobody_gets_somebody_elses_file_by_its_id(notice, driss, chama, open_for, acting):
    file = open_for(driss)

    with pytest.raises(FileNotYours):
        open_file(kind="notice", title="Vol", opened_on=TODAY, anchor_on=None, actor=acting(chama), at=NOW, id=file.pk)


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        ({"kind": "unknown"}, NoActiveVersion),
        ({"title": "  "}, TitleMissing),
        ({"opened_on": TOMORROW}, DateNotPossible),
    ],
)
def test_a_file_that_cannot_be_is_not_opened(notice, driss, acting, asked, refusal):
    given = {"kind": "notice", "title": "Tabant", "opened_on": TODAY, "anchor_on": None} | asked

    with pytest.raises(refusal):
        open_file(**given, actor=acting(driss), at=NOW, id=new_id())

    assert File.objects.count() == 0


@pytest.mark.parametrize("who", ["aminata", "technical_administrator", "auditor", "esther"])
def test_who_steers_nothing_opens_nothing(notice, acting, who, request):
    person = request.getfixturevalue(who)

    with pytest.raises(FileNotYours):
        open_file(kind="notice", title="X", opened_on=TODAY, anchor_on=None, actor=acting(person), at=NOW, id=new_id())

    assert File.objects.count() == 0


def test_a_move_leaves_a_dated_line_of_history(notice, driss, open_for, move_to):
    file = open_for(driss, on=TODAY - dt.timedelta(days=3), anchor=TODAY + dt.timedelta(days=30))

    passage = move_to(driss, file, "examined", on=YESTERDAY)

    file.refresh_from_db()
    assert (file.step.code, file.entered_on, file.due_on) == ("examined", YESTERDAY, TODAY + dt.timedelta(days=25))
    assert (passage.from_step.code, passage.to_step.code, passage.happened_on, passage.at) == (
        "asked",
        "examined",
        YESTERDAY,
        NOW,
    )
    assert (passage.days_spent, passage.due_on, passage.person) == (2, TODAY + dt.timedelta(days=7), driss)


def test_the_end_closes_a_file_and_a_move_reopens_it(notice, driss, manager, open_for, move_to):
    file = open_for(driss)
    move_to(driss, file, "examined")
    move_to(driss, file, "granted")
    closed_at = File.objects.get().closed_at

    move_to(manager, file, "examined", reason="Recours")

    assert (closed_at, File.objects.get().closed_at) == (NOW, None)


def test_everything_missing_is_named_and_nothing_moves(permit, driss, open_for, move_to):
    file = open_for(driss, "permit")
    before = state_of(file)

    with pytest.raises(SomethingMissing) as refused:
        move_to(driss, file, "examined")

    assert str(refused.value) == "3 things are missing before this move: Letter · Checked · People."
    assert [one.code for one in refused.value.missing] == ["letter", "checked", "people"]
    assert state_of(file) == before


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"seen_turn": 1}, FileMovedMeanwhile),
        ({"happened_on": TOMORROW}, DateNotPossible),
        ({"happened_on": YESTERDAY}, DateNotPossible),
        ({"reason": " "}, ReasonMissing),
    ],
)
def test_a_move_that_cannot_be_is_refused(notice, driss, acting, open_for, move_to, given, refusal):
    file = open_for(driss)
    move_to(driss, file, "examined")
    file.refresh_from_db()
    before = state_of(file)
    asked = {"seen_turn": 2, "happened_on": TODAY, "reason": "Pièces illisibles"} | given

    with pytest.raises(refusal):
        move_file(file=file, move=move_from(file, "asked"), actor=acting(driss), at=NOW, **asked)

    assert state_of(file) == before


def test_two_tabs_move_a_file_once(notice, driss, acting, open_for):
    file = open_for(driss)
    asked = {"file": file, "move": move_from(file, "examined"), "seen_turn": 1, "happened_on": TODAY, "reason": ""}
    move_file(**asked, actor=acting(driss), at=NOW)

    with pytest.raises(FileMovedMeanwhile) as refused:
        move_file(**asked, actor=acting(driss), at=NOW)

    assert str(refused.value) == "The file was moved meanwhile: it is at “Examined” now. Nothing was done twice."
    assert Passage.objects.count() == 2


def test_a_move_from_another_step_is_refused(notice, driss, acting, open_for, move_to):
    file = open_for(driss)
    elsewhere = move_from(file, "examined")
    move_to(driss, file, "examined")

    with pytest.raises(MoveNotFromHere):
        move_file(file=file, move=elsewhere, seen_turn=2, happened_on=TODAY, reason="", actor=acting(driss), at=NOW)


@pytest.mark.parametrize("who", ["manager", "chama", "aminata", "technical_administrator"])
def test_who_has_not_the_role_or_is_no_party_does_not_move(notice, driss, open_for, move_to, who, request):
    file = open_for(driss)
    before = state_of(file)

    with pytest.raises(FileNotYours):
        move_to(request.getfixturevalue(who), file, "examined")

    assert state_of(file) == before


def test_a_party_moves_at_its_own_step_only(notice, driss, other_planner, association, open_for, move_to):
    file = open_for(driss, parties=(PartyTerms(association.pk, part="authority"),))
    with pytest.raises(FileNotYours):
        move_to(other_planner, file, "examined")
    move_to(driss, file, "examined")

    passage = move_to(other_planner, file, "granted")

    assert passage.person == other_planner


def test_a_party_of_another_part_moves_nothing(notice, driss, other_planner, association, open_for, move_to):
    file = open_for(driss, parties=(PartyTerms(association.pk, label="Témoin"),))
    move_to(driss, file, "examined")

    with pytest.raises(FileNotYours):
        move_to(other_planner, file, "granted")


def test_a_move_is_taken_back_by_who_made_it(notice, driss, acting, open_for, move_to):
    file = open_for(driss, on=YESTERDAY)
    file.refresh_from_db()
    due_on = file.due_on
    move_to(driss, file, "examined")

    kept = take_back_move(file=file, seen_turn=2, actor=acting(driss), at=NOW)

    assert (kept.step.code, kept.entered_on, kept.due_on, kept.turn) == ("asked", YESTERDAY, due_on, 3)
    marked = kept.passages.order_by("number").values_list("number", "taken_back_by__name")
    assert list(marked) == [(1, None), (2, "Driss")]


def test_a_move_taken_back_can_be_made_again(notice, driss, acting, open_for, move_to):
    file = open_for(driss)
    move_to(driss, file, "examined")
    take_back_move(file=file, seen_turn=2, actor=acting(driss), at=NOW)

    move_to(driss, file, "examined")

    assert list(file.passages.order_by("number").values_list("number", flat=True)) == [1, 2, 4]


def test_an_end_taken_back_opens_the_file_again(notice, driss, acting, open_for, move_to):
    file = open_for(driss)
    move_to(driss, file, "examined")
    move_to(driss, file, "granted")

    kept = take_back_move(file=file, seen_turn=3, actor=acting(driss), at=NOW)

    assert (kept.step.code, kept.closed_at) == ("examined", None)


@pytest.mark.parametrize("moved", [False, True])
def test_what_is_not_hers_or_was_never_moved_is_not_taken_back(
    notice, driss, manager, acting, open_for, move_to, moved
):
    file = open_for(driss)
    if moved:
        move_to(driss, file, "examined")
    before = state_of(file)
    who = manager if moved else driss

    with pytest.raises(NothingToTakeBack):
        take_back_move(file=file, seen_turn=before[1], actor=acting(who), at=NOW)

    assert state_of(file) == before


def test_files_under_way_keep_the_kind_they_were_opened_under(permit, activate, driss, open_for, move_to):
    old = open_for(driss, "permit")
    changed = activate(PERMIT.replace("{fr: Examen", "{fr: Instruction").replace("sort: piece", "sort: check"))
    new = open_for(driss, "permit")

    kept = [(one.version.number, one.version.state, one.number) for one in (File.objects.get(pk=old.pk), new)]

    assert kept == [(1, "superseded", "PERM-2026-0001"), (2, "active", "PERM-2026-0002")]
    assert changed.number == 2
    with pytest.raises(SomethingMissing) as refused:
        move_to(driss, old, "examined")
    assert {one.version for one in refused.value.missing} == {permit}


def test_nine_years_later_a_file_moves_as_on_the_first_day(notice, driss, open_for, move_to):
    file = open_for(driss)
    later = dt.datetime(2035, 3, 1, 9, 0, tzinfo=dt.UTC)

    passage = move_to(driss, file, "examined", on=later.date(), at=later)

    assert passage.days_spent == (later.date() - TODAY).days


def test_every_change_is_in_the_chain(notice, driss, acting, open_for, move_to):
    file = open_for(driss)
    move_to(driss, file, "examined")
    take_back_move(file=file, seen_turn=2, actor=acting(driss), at=NOW)

    written = AuditEntry.objects.filter(object_kind="file", object_id=str(file.pk)).order_by("number")

    assert list(written.values_list("outcome", flat=True)) == ["opened", "moved", "move_taken_back"]
    assert first_broken_entry() is None
