"""Questions about what a file has of all that its kind asks for, and where it may go from here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q

from twiza.accounts.decisions import Actor
from twiza.procedures.models import (
    Confirmation,
    File,
    Move,
    MoveRole,
    Piece,
    Requirement,
    Value,
)
from twiza.procedures.queries.files import facts_of, may_do_step, parts_played
from twiza.procedures.rules import OWN


@dataclass(frozen=True, slots=True)
class Met:
    """What a file has of what is asked for: the pieces attached, the confirmation and the answer that hold."""

    pieces: dict[int, list[Piece]]
    confirmations: dict[int, Confirmation]
    values: dict[int, Value]

    def has(self, requirement: Requirement) -> bool:
        """Return whether the file has what a requirement asks for."""
        return any(requirement.pk in held for held in (self.pieces, self.confirmations, self.values))


@dataclass(frozen=True, slots=True)
class Way:
    """A move open from where a file is, whether the actor may make it, and what is missing for it."""

    move: Move
    is_mine: bool
    missing: Sequence[Requirement]
    advised: Sequence[Requirement]

    @property
    def is_ready(self) -> bool:
        """Return whether nothing is missing."""
        return not self.missing


def met_by(file: File) -> Met:
    """Return what a file has of what is asked for."""
    pieces: dict[int, list[Piece]] = {}
    attached = file.pieces.filter(withdrawn_at=None, requirement__isnull=False)
    for piece in attached.select_related("person", "content").order_by("at", "id"):
        pieces.setdefault(piece.requirement_id or 0, []).append(piece)
    confirmed = file.confirmations.filter(withdrawn_at=None).select_related("person")
    given = file.values_given.filter(replaced_at=None).select_related("person")
    return Met(
        pieces=pieces,
        confirmations={one.requirement_id: one for one in confirmed},
        values={one.requirement_id: one for one in given},
    )


def missing_for(file: File, move: Move) -> list[Requirement]:
    """Return what blocks a move: what the move and the step it leads to ask for and the file has not."""
    asked = Requirement.objects.filter(Q(move=move) | Q(step=move.to_step_id), is_blocking=True)
    met = met_by(file)
    return [one for one in asked.order_by("move_id", "position") if not met.has(one)]


def ways_on(file: File, actor: Actor, met: Met) -> list[Way]:
    """Return every move from where a file is, in the order of its kind."""
    moves = moves_from(file)
    is_own = file.version.is_restricted and OWN in facts_of(file, actor).relations
    is_hers = may_do_step(file, actor, parts_played(file, actor), is_own=is_own)
    return [way_of(move, met, is_mine=is_hers and actor.role in roles_of(move)) for move in moves]


def moves_from(file: File) -> list[Move]:
    """Return the moves from a file's step, with their roles and what they and the next steps ask for at hand."""
    needs = Prefetch("requirements", Requirement.objects.order_by("position"))
    ahead = Prefetch("to_step__requirements", Requirement.objects.order_by("position"))
    roles = Prefetch("roles", MoveRole.objects.order_by("id"))
    moves = Move.objects.filter(from_step=file.step_id).select_related("to_step").order_by("position")
    return list(moves.prefetch_related(needs, ahead, roles))


def roles_of(move: Move) -> set[str]:
    """Return the roles that may make a move."""
    return {one.role for one in move.roles.all()}


def way_of(move: Move, met: Met, *, is_mine: bool) -> Way:
    """Return a move with what is missing for it."""
    asked: Iterable[Requirement] = [*move.requirements.all(), *move.to_step.requirements.all()]
    lacking = [one for one in asked if not met.has(one)]
    return Way(
        move=move,
        is_mine=is_mine,
        missing=[one for one in lacking if one.is_blocking],
        advised=[one for one in lacking if not one.is_blocking],
    )
