"""A kind of three steps, and files of it, for the tests of this house."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from django.utils import translation

from twiza.accounts.models import Person
from twiza.accounts.rules import Role
from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.organisations.queries import actor_of
from twiza.procedures.actions.files import PartyTerms, move_file, open_file
from twiza.procedures.actions.kinds import activate_version, draft_version
from twiza.procedures.models import File, KindVersion, Move, Passage
from twiza.procedures.reading import kind_from_yaml

PERMIT = """
kind: permit
prefix: PERM
names: {fr: Autorisation, ar: ترخيص, en: Permit}
anchor: {fr: Jour J, ar: اليوم, en: Day}
source: Essai
evidence: design
parts:
  - {code: authority, names: {fr: Autorité, ar: السلطة, en: Authority}}
steps:
  - {code: asked, names: {fr: Demande, ar: طلب, en: Asked}, owner: {role: planner}, due: {days: 10}, evidence: known}
  - code: examined
    names: {fr: Examen, ar: دراسة, en: Examined}
    owner: {role: planner, part: authority, names: {fr: DPS, ar: المندوبية, en: DPS}}
    due: {from_anchor: -5}
    evidence: design
    needs:
      - {code: letter, sort: piece, names: {fr: Lettre, ar: رسالة, en: Letter}, evidence: known}
      - {code: checked, sort: check, names: {fr: Vérifié, ar: تم التحقق, en: Checked}, evidence: known}
      - {code: people, sort: value, value: number, names: {fr: Personnes, ar: الأشخاص, en: People}, evidence: design}
      - {code: photo, sort: piece, blocking: false, names: {fr: Photo, ar: صورة, en: Photo}, evidence: design}
  - {code: granted, names: {fr: Accordée, ar: ممنوحة, en: Granted}, end: true, evidence: design}
moves:
  - {from: asked, to: examined, names: {fr: Déposer, ar: إيداع, en: Hand in}, roles: [planner], evidence: design}
  - from: examined
    to: asked
    names: {fr: Renvoyer, ar: إرجاع, en: Send back}
    roles: [planner, manager]
    reason: true
    evidence: design
  - {from: examined, to: granted, names: {fr: Accorder, ar: منح, en: Grant}, roles: [planner], evidence: design}
  - from: granted
    to: examined
    names: {fr: Rouvrir, ar: إعادة الفتح, en: Reopen}
    roles: [manager]
    reason: true
    evidence: design
"""
NEEDS = PERMIT[PERMIT.index("    needs:") : PERMIT.index("  - {code: granted")]
FREE = PERMIT.replace(NEEDS, "").replace("permit", "notice").replace("PERM", "NOTE")
"""The same kind without anything asked for."""


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Speak English, whatever catalogues are compiled."""
    with translation.override("en"):
        yield


@pytest.fixture
def activate(technical_administrator) -> Callable[..., KindVersion]:
    """Return what makes a text the active version of its kind."""
    keeper = actor_of(technical_administrator, TODAY)

    def activate(text: str) -> KindVersion:
        draft = draft_version(kind=kind_from_yaml(text), actor=keeper, at=NOW)
        return activate_version(version=draft, actor=keeper, at=NOW)

    return activate


@pytest.fixture
def permit(activate) -> KindVersion:
    """Return a kind that asks for a letter, a check, a number and, if possible, a photograph."""
    return activate(PERMIT)


@pytest.fixture
def notice(activate) -> KindVersion:
    """Return the same kind that asks for nothing."""
    return activate(FREE)


@pytest.fixture
def open_for() -> Callable[..., File]:
    """Return what opens a file for a person."""

    def open_one(
        person: Person,
        kind: str = "notice",
        title: str = "Tabant",
        on: dt.date = TODAY,
        anchor: dt.date | None = None,
        parties: tuple[PartyTerms, ...] = (),
        place_path: str = "",
    ) -> File:
        return open_file(
            kind=kind,
            title=title,
            opened_on=on,
            anchor_on=anchor,
            actor=actor_of(person, TODAY),
            at=NOW,
            id=new_id(),
            parties=parties,
            place_path=place_path,
        )

    return open_one


@pytest.fixture
def move_to() -> Callable[..., Passage]:
    """Return what moves a file to a step for a person, having just looked at it."""

    def move_one(
        person: Person, file: File, code: str, on: dt.date = TODAY, reason: str = "", at: dt.datetime = NOW
    ) -> Passage:
        file.refresh_from_db()
        return move_file(
            file=file,
            move=move_from(file, code),
            seen_turn=file.turn,
            happened_on=on,
            reason=reason,
            actor=actor_of(person, TODAY),
            at=at,
        )

    return move_one


def move_from(file: File, code: str) -> Move:
    """Return the move from a file's step to another one."""
    return Move.objects.get(from_step=file.step_id, to_step__code=code)


@pytest.fixture
def other_planner(make_person, association) -> Person:
    """Return the planner of Aminata's association, which takes part in files of the council."""
    return make_person("Ghita", association, Role.PLANNER)
