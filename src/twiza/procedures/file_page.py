"""
What a page shows of one file: its trail, what can be done now, what it has, who takes part, what happened.

Houses above put the same into their own pages: `file_context(...)` into the context, then
`{% include "procedures/file_body.html" %}`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from django import forms
from django.utils.translation import get_language

from twiza.accounts.decisions import Actor, decide
from twiza.core.names import name_in
from twiza.procedures.actions.files import last_passage_among, may_take_back
from twiza.procedures.directory import directory
from twiza.procedures.due import days_late
from twiza.procedures.forms import (
    AnchorForm,
    CheckForm,
    CommentForm,
    DueForm,
    MoveForm,
    OtherPieceForm,
    OwnerForm,
    PartyForm,
    PieceForm,
    TitleForm,
    ValueForm,
)
from twiza.procedures.models import Confirmation, File, Move, Party, Piece, Requirement, Sort, Step, Value
from twiza.procedures.queries.files import facts_of
from twiza.procedures.queries.history import events_of
from twiza.procedures.queries.missing import Met, Way, met_by, ways_on
from twiza.procedures.queries.people import possible_owners
from twiza.procedures.rules import ASSIGN_FILE, STEER_FILE, WORK_ON_FILE
from twiza.procedures.trail import stays_of, usual_way

Options = list[tuple[str, str]]
SomeForm = TypeVar("SomeForm", bound=forms.BaseForm)


@dataclass(frozen=True, slots=True)
class Refused:
    """A form that was sent and refused: its name on the page, and itself with what is wrong."""

    name: str
    form: forms.BaseForm


@dataclass(frozen=True, slots=True)
class WayShown:
    """A move with its form, where the actor may make it."""

    way: Way
    form: MoveForm | None
    is_refused: bool


@dataclass(frozen=True, slots=True)
class NeedShown:
    """What is asked for, what there is of it, and the form that gives it."""

    requirement: Requirement
    is_met: bool
    pieces: Collection[Piece] = ()
    confirmation: Confirmation | None = None
    value: Value | None = None
    form: forms.BaseForm | None = None
    is_refused: bool = False


@dataclass(frozen=True, slots=True)
class NeedsOfStep:
    """What is asked for before one step; `is_next` when a move leads there from here."""

    step: Step
    needs: list[NeedShown]
    is_next: bool

    @property
    def met(self) -> int:
        """Return how many are there."""
        return sum(one.is_met for one in self.needs)


@dataclass(frozen=True, slots=True)
class PartyShown:
    """An organisation that takes part, with its names."""

    party: Party
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FilePage:
    """Makes the forms of a page: those that were refused as they came back, the others new."""

    file: File
    actor: Actor
    today: dt.date
    refused: Refused | None = None
    back: str = ""
    found: dict[str, forms.BaseForm] = field(default_factory=dict)

    def form(self, name: str, make: Callable[[str], SomeForm]) -> SomeForm:
        """Return the form of this name."""
        if self.refused and self.refused.name == name:
            return self.refused.form  # type: ignore[return-value]
        return make(f"{name}-%s")

    def is_refused(self, name: str) -> bool:
        """Return whether it is this form that was refused."""
        return self.refused is not None and self.refused.name == name


def file_context(
    file: File, actor: Actor, *, today: dt.date, refused: Refused | None = None, back: str = ""
) -> dict[str, object]:
    """
    Return what `procedures/file_body.html` shows of a file that the actor may see.

    `back` is our own path of the page that shows it, to come back to after each act; empty: the file's own page.
    """
    page = FilePage(file=file, actor=actor, today=today, refused=refused, back=back)
    facts, met = facts_of(file, actor), met_by(file)
    may_steer = bool(decide(actor, STEER_FILE, facts))
    may_assign = bool(decide(actor, ASSIGN_FILE, facts)) and file.closed_at is None
    may_work = bool(decide(actor, WORK_ON_FILE, facts))
    owners = owner_options(file, today) if may_assign or may_steer else []
    ways = ways_on(file, actor, met)
    context: dict[str, object] = {
        "file": file,
        "back": back,
        "late_days": days_late(file, today),
        "may_steer": may_steer,
        "may_assign": may_assign,
        "may_work": may_work,
        "ways": [way_shown(page, way, owners) for way in ways],
        "needs": needs_shown(page, ways, met, may_work=may_work),
        "events": events_of(file),
        "comments": file.comments.select_related("person").order_by("at", "id"),
        "refused": refused,
    }
    return context | trail_context(page) | people_context(page, owners) | other_pieces_context(page)


def trail_context(page: FilePage) -> dict[str, object]:
    """Return the trail, and whether the last move may be taken back."""
    file = page.file
    passages = list(file.passages.filter(taken_back_at=None).select_related("from_step").order_by("number"))
    steps = list(Step.objects.filter(version=file.version_id).order_by("position"))
    moves = list(Move.objects.filter(version=file.version_id))
    ahead = usual_way(steps, moves, file.step_id) if file.closed_at is None else []
    last = last_passage_among(passages)
    return {
        "stays": stays_of(file, passages, ahead, page.today),
        "last_passage": last if may_take_back(file, last, page.actor) else None,
    }


def way_shown(page: FilePage, way: Way, owners: Options) -> WayShown:
    """Return a move with its form where it can be made."""
    name = f"move-{way.move.pk}"
    if not (way.is_mine and way.is_ready) and not page.is_refused(name):
        return WayShown(way, None, False)
    return WayShown(
        way, page.form(name, lambda auto_id: move_form(page, way.move, owners, auto_id)), page.is_refused(name)
    )


def move_form(page: FilePage, move: Move, owners: Options, auto_id: str) -> MoveForm:
    """Return the form of a move, today unless somebody says otherwise."""
    initial = {"move": move.pk, "turn": page.file.turn, "happened_on": page.today}
    form = MoveForm(auto_id=auto_id, initial=initial)
    form.suit(move, owners)
    return form


def needs_shown(page: FilePage, ways: Collection[Way], met: Met, *, may_work: bool) -> list[NeedsOfStep]:
    """Return what the kind asks for, step by step; what only a move asks for stands with the step it leads to."""
    asked = Requirement.objects.filter(version=page.file.version_id).select_related("step", "move__to_step")
    ahead = {way.move.to_step_id for way in ways}
    by_step: dict[Step, list[NeedShown]] = {}
    for one in asked.order_by("position", "id"):
        step = one.step or (one.move.to_step if one.move else None)
        if step:
            by_step.setdefault(step, []).append(need_shown(page, one, met, may_work=may_work))
    ordered = sorted(by_step.items(), key=lambda item: item[0].position)
    return [NeedsOfStep(step, needs, step.pk in ahead) for step, needs in ordered]


def need_shown(page: FilePage, requirement: Requirement, met: Met, *, may_work: bool) -> NeedShown:
    """Return one thing that is asked for, with what there is of it."""
    name = f"need-{requirement.pk}"
    confirmation = met.confirmations.get(requirement.pk)
    is_given = requirement.sort == Sort.CHECK and confirmation is not None
    return NeedShown(
        requirement=requirement,
        is_met=met.has(requirement),
        pieces=met.pieces.get(requirement.pk, ()),
        confirmation=confirmation,
        value=met.values.get(requirement.pk),
        form=page.form(name, lambda auto_id: need_form(page, requirement, met, auto_id))
        if may_work and not is_given
        else None,
        is_refused=page.is_refused(name),
    )


def need_form(page: FilePage, requirement: Requirement, met: Met, auto_id: str) -> forms.BaseForm:
    """Return the form that gives what is asked for."""
    if requirement.sort == Sort.PIECE:
        return PieceForm(auto_id=auto_id)
    if requirement.sort == Sort.CHECK:
        return CheckForm(auto_id=auto_id, initial={"confirmed_on": page.today})
    given = met.values.get(requirement.pk)
    form = ValueForm(auto_id=auto_id, initial={"text": given.text if given else ""})
    form.suit(requirement)
    return form


def people_context(page: FilePage, owners: Options) -> dict[str, object]:
    """Return who takes part, and the forms that change what stands at the head of a file."""
    file = page.file
    parties = list(file.parties.select_related("part").order_by("id"))
    names = directory().names_of({file.organisation_id, *(one.organisation_id for one in parties)})
    return {
        "organisation_names": names.get(file.organisation_id, {}),
        "parties": [PartyShown(one, names.get(one.organisation_id, {})) for one in parties],
        "owner_form": page.form("owner", lambda auto_id: owner_form(page, owners, auto_id)),
        "due_form": page.form("due", lambda auto_id: DueForm(auto_id=auto_id, initial={"due_on": file.due_on})),
        "anchor_form": page.form(
            "anchor", lambda auto_id: AnchorForm(auto_id=auto_id, initial={"anchor_on": file.anchor_on})
        ),
        "title_form": page.form("title", lambda auto_id: TitleForm(auto_id=auto_id, initial={"title": file.title})),
        "party_form": page.form("party", lambda auto_id: party_form(file, auto_id)),
        "comment_form": page.form("comment", lambda auto_id: CommentForm(auto_id=auto_id)),
        "new_piece_form": page.form("piece", lambda auto_id: OtherPieceForm(auto_id=auto_id)),
    }


def other_pieces_context(page: FilePage) -> dict[str, object]:
    """Return the documents that nobody asked for, and those that were withdrawn."""
    pieces = list(page.file.pieces.select_related("person", "content", "requirement").order_by("at", "id"))
    return {
        "other_pieces": [one for one in pieces if one.withdrawn_at is None and one.requirement_id is None],
        "withdrawn_pieces": [one for one in pieces if one.withdrawn_at is not None],
    }


def owner_form(page: FilePage, owners: Options, auto_id: str) -> OwnerForm:
    """Return the form that says whose the present step is."""
    form = OwnerForm(auto_id=auto_id, initial={"owner": page.file.owner_id})
    form.offer(owners)
    return form


def party_form(file: File, auto_id: str) -> PartyForm:
    """Return the form that lets another organisation take part."""
    form = PartyForm(auto_id=auto_id)
    form.offer(party_options(file), file.version.parts.order_by("id"))
    return form


def party_options(file: File) -> Options:
    """Return the organisations that may be asked to take part."""
    language = get_language() or "fr"
    known = directory().organisations().items()
    return [(str(pk), name_in(names, language)) for pk, names in known if pk != file.organisation_id]


def owner_options(file: File, today: dt.date) -> Options:
    """Return who may be the owner of a file."""
    return [(str(one.actor.person_id), one.name) for one in possible_owners(file, today)]
