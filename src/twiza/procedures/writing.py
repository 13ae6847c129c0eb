"""Kinds of files as YAML: what `reading.py` reads back."""

from __future__ import annotations

from typing import Any

import yaml

from twiza.procedures.definition import KindDefinition, MoveDefinition, RequirementDefinition, StepDefinition


def kind_to_yaml(kind: KindDefinition) -> str:
    """Return a kind as YAML text."""
    return str(yaml.safe_dump(kind_written(kind), allow_unicode=True, sort_keys=False, width=119))


def kind_written(kind: KindDefinition) -> dict[str, Any]:
    """Return a kind as plain content, without what is empty."""
    content = {
        "kind": kind.code,
        "prefix": kind.prefix,
        "names": dict(kind.names),
        "anchor": dict(kind.anchor_names),
        "source": kind.source,
        "evidence": kind.evidence,
        "parts": [{"code": part.code, "names": dict(part.names)} for part in kind.parts],
        "steps": [step_content(step) for step in kind.steps],
        "moves": [move_content(move) for move in kind.moves],
        "readers": [{"role": one.role, "as": list(one.standings)} for one in kind.readers],
        "keeps_owner": kind.keeps_owner,
    }
    return without_empty(content)


def step_content(step: StepDefinition) -> dict[str, Any]:
    """Return a step as plain content."""
    owner = {"role": step.owner_role, "part": step.part, "names": dict(step.owner_names)}
    days = {"days": step.due_days, "from_anchor": step.due_from_anchor}
    return without_empty(
        {
            "code": step.code,
            "names": dict(step.names),
            "owner": without_empty(owner),
            "due": {name: value for name, value in days.items() if value is not None},
            "end": step.is_end,
            "evidence": step.evidence,
            "needs": [need_content(need) for need in step.needs],
        }
    )


def move_content(move: MoveDefinition) -> dict[str, Any]:
    """Return a move as plain content."""
    return without_empty(
        {
            "from": move.from_step,
            "to": move.to_step,
            "names": dict(move.names),
            "roles": list(move.roles),
            "reason": move.needs_reason,
            "evidence": move.evidence,
            "needs": [need_content(need) for need in move.needs],
        }
    )


def need_content(need: RequirementDefinition) -> dict[str, Any]:
    """Return a requirement as plain content; that it blocks goes without saying."""
    content: dict[str, Any] = {"code": need.code, "names": dict(need.names), "sort": need.sort}
    if need.value_kind:
        content["value"] = need.value_kind
    if not need.is_blocking:
        content["blocking"] = False
    return {**content, "evidence": need.evidence}


def without_empty(content: dict[str, Any]) -> dict[str, Any]:
    """Return content without empty texts, lists and mappings, and without what is false."""
    return {name: value for name, value in content.items() if value or (value == 0 and value is not False)}
