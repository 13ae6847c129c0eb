"""A kind of file as it is written down: what a YAML file says, before and after it is rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PartDefinition:
    """What another organisation is in files of a kind."""

    code: str
    names: Names


@dataclass(frozen=True, slots=True)
class RequirementDefinition:
    """What must be there before a step or a move; `value_kind` is of an answer only."""

    code: str
    names: Names
    sort: str
    value_kind: str
    is_blocking: bool
    evidence: str


@dataclass(frozen=True, slots=True)
class StepDefinition:
    """A state of a file. `part` is the code of who does it, empty for the file's own organisation."""

    code: str
    names: Names
    is_end: bool
    owner_role: str
    owner_names: Names
    part: str
    due_days: int | None
    due_from_anchor: int | None
    evidence: str
    needs: tuple[RequirementDefinition, ...] = ()


@dataclass(frozen=True, slots=True)
class MoveDefinition:
    """A way from one step to another, by their codes."""

    from_step: str
    to_step: str
    names: Names
    roles: tuple[str, ...]
    needs_reason: bool
    evidence: str
    needs: tuple[RequirementDefinition, ...] = ()


@dataclass(frozen=True, slots=True)
class ReaderDefinition:
    """A role that sees files of a kind, and as what: of their organisation, of one taking part, or near to them."""

    role: str
    standings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KindDefinition:
    """A whole kind; the first step is where files begin. Without readers, whoever reads files reads these."""

    code: str
    prefix: str
    names: Names
    anchor_names: Names
    source: str
    evidence: str
    parts: tuple[PartDefinition, ...] = ()
    steps: tuple[StepDefinition, ...] = ()
    moves: tuple[MoveDefinition, ...] = field(default=())
    readers: tuple[ReaderDefinition, ...] = ()
    keeps_owner: bool = False
