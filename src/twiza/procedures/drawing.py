"""A kind drawn as its steps with the moves that leave each: read from top to bottom, in either direction of script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from twiza.procedures.models import KindVersion, Move, Requirement, Step


@dataclass(frozen=True, slots=True)
class Arrow:
    """A move out of a step; `is_back` when it leads to a step written before."""

    move: Move
    roles: Sequence[str]
    needs: Sequence[Requirement]
    is_back: bool


@dataclass(frozen=True, slots=True)
class Box:
    """A step with what it asks for and the moves that leave it."""

    step: Step
    needs: Sequence[Requirement]
    arrows: Sequence[Arrow]


def boxes_of(version: KindVersion) -> list[Box]:
    """Return a version as boxes and arrows, in the order of its steps; its rows are at hand."""
    arrows: dict[int, list[Arrow]] = {}
    for move in version.moves.all():
        arrow = Arrow(
            move=move,
            roles=[str(one.get_role_display()) for one in move.roles.all()],
            needs=list(move.requirements.all()),
            is_back=move.to_step.position < move.from_step.position,
        )
        arrows.setdefault(move.from_step_id, []).append(arrow)
    return [Box(step, list(step.requirements.all()), arrows.get(step.pk, [])) for step in version.steps.all()]
