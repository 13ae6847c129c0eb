"""A caravan follows its procedure: no authorisation, no day."""

from __future__ import annotations

import pytest

from twiza.conftest import NOW, TODAY
from twiza.organisations.queries import actor_of
from twiza.outreach.actions.plan_file import propose_plan
from twiza.outreach.models import Caravan
from twiza.procedures.actions.files import FileNotYours, SomethingMissing, move_file
from twiza.procedures.actions.kinds import activate_version, load_kinds
from twiza.procedures.loaders import shipped_kinds
from twiza.procedures.models import KindVersion


@pytest.fixture
def procedure(technical_administrator):
    """Let the technical administrator activate the steps of caravans that come with Twiza."""
    load_kinds(kinds=shipped_kinds(), at=NOW)
    for version in KindVersion.objects.filter(kind__code__in=("caravan", "plan")):
        activate_version(version=version, actor=actor_of(technical_administrator, TODAY), at=NOW)


def test_a_caravan_opens_its_file_with_the_day_it_counts_from(procedure, make_caravan_on):
    caravan = make_caravan_on()

    assert caravan.file.step.code == "need"
    assert (caravan.file.anchor_on, caravan.file.place_path) == (caravan.starts_on, caravan.area.path)


def test_a_caravan_is_made_where_no_steps_are_active(make_caravan_on):
    assert make_caravan_on().file is None


def test_a_caravan_is_not_approved_without_its_authorisation(procedure, make_caravan_on, driss):
    file, driss = make_caravan_on().file, actor_of(driss, TODAY)
    for code in ("programming", "request"):
        move = file.version.moves.get(from_step=file.step, to_step__code=code)
        move_file(file=file, move=move, seen_turn=file.turn, happened_on=TODAY, reason="", actor=driss, at=NOW)
        file.refresh_from_db()
    asked = file.version.moves.get(from_step=file.step, to_step__code="council_check")

    with pytest.raises(SomethingMissing) as refused:
        move_file(file=file, move=asked, seen_turn=file.turn, happened_on=TODAY, reason="", actor=driss, at=NOW)

    assert {one.code for one in refused.value.missing} >= {"request_letter", "doctors_list", "insurance"}
    assert Caravan.objects.get().file.step.code == "request"


def test_a_plan_is_proposed_once_and_its_page_says_so(procedure, plan, browser_of, driss, chama):
    browser, address = browser_of(driss), f"/en/plans/{plan.pk}/"
    assert "Draft" in browser.get(address).content.decode()

    first, again = browser.post(f"{address}propose/"), browser.post(f"{address}propose/")

    plan.refresh_from_db()
    assert first["location"] == again["location"] == f"/en/files/{plan.file_id}/"
    assert plan.file.step.code == "proposed"
    assert "Proposed" in browser.get(address).content.decode()
    assert browser_of(chama).post(f"{address}propose/").status_code == 404


def test_a_plan_is_agreed_by_who_manages_and_not_by_who_planned(procedure, plan, driss, manager):
    file = propose_plan(plan=plan, actor=actor_of(driss, TODAY), at=NOW)
    file.refresh_from_db()
    agree = file.version.moves.get(from_step=file.step, to_step__code="agreed")
    said = {"file": file, "move": agree, "seen_turn": file.turn, "happened_on": TODAY, "reason": "", "at": NOW}

    with pytest.raises(FileNotYours):
        move_file(actor=actor_of(driss, TODAY), **said)
    move_file(actor=actor_of(manager, TODAY), **said)

    file.refresh_from_db()
    assert (file.step.code, file.passages.latest("number").person) == ("agreed", manager)
