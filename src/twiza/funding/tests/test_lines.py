"""The lines of a convention: added, changed, taken out, brought back, amended."""

import datetime as dt

import pytest

from twiza.conftest import NOW, TODAY
from twiza.funding.actions.amendments import (
    AmendmentEmpty,
    AmendmentOpen,
    NoSuchAmendment,
    begin_amendment,
    close_amendment,
    take_back_amendment,
)
from twiza.funding.actions.changing import AmendmentNeeded
from twiza.funding.actions.convention import record_signature
from twiza.funding.actions.lines import LineInUse, NoSuchLine, add_line, bring_back_line, change_line, remove_line
from twiza.funding.models import Axis, Change, Committee, ConventionParty, Obligation
from twiza.funding.queries.conventions import conventions_of, lines_on

IN_MAY = dt.datetime(2026, 5, 4, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def axis(convention, manager, acting) -> Axis:
    """Return a line of action of the convention."""
    line = Axis(convention=convention, pillar="1", axis="1.2", text="Rapprocher les soins")
    return add_line(line=line, actor=acting(manager), at=IN_MAY)


def test_the_same_line_sent_twice_is_added_once(convention, axis, manager, acting):
    again = Axis(id=axis.pk, convention=convention, pillar="1", axis="1.2", text="Rapprocher les soins")

    assert add_line(line=again, actor=acting(manager), at=NOW) == axis
    assert convention.axes.count() == 1


def test_each_change_of_a_line_keeps_what_it_was(convention, axis, manager, acting):
    axis.text = "Unités mobiles"
    change_line(line=axis, actor=acting(manager), at=NOW)
    change_line(line=axis, actor=acting(manager), at=NOW)

    kept = Change.objects.filter(subject="axis").order_by("id").values_list("before", "after")
    first, second = {"pillar": "1", "axis": "1.2", "text": "Rapprocher les soins"}, "Unités mobiles"
    assert list(kept) == [(None, first), (first, first | {"text": second})]


def test_a_line_taken_out_is_brought_back(convention, axis, manager, acting):
    remove_line(line=axis, actor=acting(manager), at=NOW)
    assert convention.axes.filter(removed_at=None).count() == 0

    bring_back_line(line=axis, actor=acting(manager), at=NOW)
    assert list(convention.axes.filter(removed_at=None)) == [axis]


def test_a_signed_convention_changes_under_an_amendment_only(convention, axis, manager, acting):
    actor = acting(manager)
    record_signature(convention=convention, signed_on=dt.date(2026, 6, 1), actor=actor, at=NOW)
    axis.text = "Unités mobiles"
    with pytest.raises(AmendmentNeeded):
        change_line(line=axis, actor=actor, at=NOW)

    amendment = begin_amendment(
        convention=convention, signed_on=dt.date(2026, 9, 1), subject="Axe 1.2", actor=actor, at=NOW
    )
    change_line(line=axis, actor=actor, at=NOW)
    close_amendment(amendment=amendment, actor=actor, at=NOW)

    assert [(one.before["text"], one.after["text"]) for one in amendment.changes.all()] == [
        ("Rapprocher les soins", "Unités mobiles")
    ]
    with pytest.raises(AmendmentNeeded):
        remove_line(line=axis, actor=actor, at=NOW)


def test_a_convention_is_read_as_it_was_on_a_day(convention, axis, manager, acting):
    actor = acting(manager)
    record_signature(convention=convention, signed_on=dt.date(2026, 6, 1), actor=actor, at=NOW)
    begin_amendment(convention=convention, signed_on=dt.date(2026, 9, 1), subject="Axe 1.2", actor=actor, at=NOW)
    axis.text = "Unités mobiles"
    change_line(line=axis, actor=actor, at=NOW)

    read = {day: [one["text"] for one in lines_on(convention, day).get("axis", [])] for day in days(3, 6, 8, 9, 10)}

    assert list(read.values()) == [
        [],
        ["Rapprocher les soins"],
        ["Rapprocher les soins"],
        ["Unités mobiles"],
        ["Unités mobiles"],
    ]


def days(*months):
    """Return the first day of some months of 2026."""
    return [dt.date(2026, month, 1) for month in months]


def test_one_amendment_at_a_time_is_written_down(convention, axis, manager, acting):
    actor = acting(manager)
    asked = {"convention": convention, "subject": "Axe", "actor": actor, "at": NOW}
    with pytest.raises(NoSuchAmendment):
        begin_amendment(**asked, signed_on=TODAY)
    record_signature(convention=convention, signed_on=dt.date(2026, 6, 1), actor=actor, at=NOW)
    for day in (dt.date(2026, 5, 31), TODAY + dt.timedelta(days=1)):
        with pytest.raises(NoSuchAmendment):
            begin_amendment(**asked, signed_on=day)

    amendment = begin_amendment(**asked, signed_on=TODAY)

    with pytest.raises(AmendmentOpen):
        begin_amendment(**asked, signed_on=TODAY)
    with pytest.raises(AmendmentEmpty):
        close_amendment(amendment=amendment, actor=actor, at=NOW)
    take_back_amendment(amendment=amendment, actor=actor, at=NOW)
    assert convention.amendments.count() == 0


def test_a_party_taken_out_sees_the_convention_and_its_file_no_more(convention, partner, manager, ghita, acting):
    remove_line(line=partner, actor=acting(manager), at=NOW)
    assert (list(conventions_of(acting(ghita))), convention.file.parties.count()) == ([], 0)

    bring_back_line(line=partner, actor=acting(manager), at=NOW)
    assert (list(conventions_of(acting(ghita))), convention.file.parties.count()) == ([convention], 1)


def test_an_organisation_is_a_party_once(convention, partner, association, manager, acting):
    twice = ConventionParty(convention=convention, organisation=association, part="Opérateur")

    with pytest.raises(NoSuchLine):
        add_line(line=twice, actor=acting(manager), at=NOW)

    assert convention.parties.count() == 2


def test_a_party_without_an_account_is_a_name(convention, manager, acting):
    line = ConventionParty(convention=convention, name="Fondation Amal (inventée)", part="Bailleur")

    add_line(line=line, actor=acting(manager), at=NOW)

    convention.refresh_from_db()
    assert " amal" in convention.search_text


def test_the_party_that_opened_it_and_one_that_owes_stay(convention, partner, owe, manager, acting):
    owe()
    for party in convention.parties.all():
        with pytest.raises(LineInUse):
            remove_line(line=party, actor=acting(manager), at=NOW)

    assert convention.parties.filter(removed_at=None).count() == 2


def test_what_repeats_is_due_each_time_until_the_end(owe):
    obligation = owe(due_on=dt.date(2026, 3, 31), every=3)

    assert [one.due_on for one in obligation.deadlines.order_by("due_on")] == [
        dt.date(2026, 3, 31),
        dt.date(2026, 6, 30),
        dt.date(2026, 9, 30),
        dt.date(2026, 12, 31),
    ]


def test_another_rhythm_keeps_what_was_decided(owe, manager, acting):
    obligation = owe(due_on=dt.date(2026, 3, 31), every=3)
    done = obligation.deadlines.get(due_on=dt.date(2026, 6, 30))
    obligation.deadlines.filter(pk=done.pk).update(outcome="done", decided_at=NOW, decided_by=manager)
    obligation.due_on, obligation.every_months = dt.date(2026, 10, 15), None

    change_line(line=obligation, actor=acting(manager), at=NOW)

    assert [one.due_on for one in obligation.deadlines.order_by("due_on")] == [
        dt.date(2026, 6, 30),
        dt.date(2026, 10, 15),
    ]


def test_what_repeats_without_an_end_is_refused(convention, partner, manager, acting):
    type(convention).objects.update(ends_on=None)
    line = Obligation(convention=convention, owed_by=partner, text="Rapport", due_on=TODAY, every_months=3)

    with pytest.raises(NoSuchLine):
        add_line(line=line, actor=acting(manager), at=NOW)

    assert Obligation.objects.count() == 0


def test_the_party_of_another_convention_owes_nothing_here(open_convention, partner, manager, acting):
    elsewhere = open_convention(manager)
    line = Obligation(convention=elsewhere, owed_by=partner, text="Rapport", due_on=TODAY)

    with pytest.raises(NoSuchLine):
        add_line(line=line, actor=acting(manager), at=NOW)


def test_what_a_committee_decides_needs_no_amendment(convention, partner, manager, acting, meeting):
    record_signature(convention=convention, signed_on=dt.date(2026, 6, 1), actor=acting(manager), at=NOW)
    line = Obligation(convention=convention, meeting=meeting, owed_by=partner, text="Ouvrir le poste", due_on=TODAY)

    decision = add_line(line=line, actor=acting(manager), at=NOW)

    assert [one.due_on for one in decision.deadlines.all()] == [TODAY]


@pytest.fixture
def meeting(convention, manager, acting):
    """Return a meeting of a committee of the convention."""
    committee = add_line(line=Committee(convention=convention, name="Suivi"), actor=acting(manager), at=NOW)
    return committee.meetings.create(planned_on=TODAY, made_at=NOW, made_by=manager)
