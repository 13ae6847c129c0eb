"""Questions about kinds of files and their versions."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from django.db.models import Prefetch, QuerySet

from twiza.accounts.decisions import Actor, decide
from twiza.procedures.definition import (
    KindDefinition,
    MoveDefinition,
    PartDefinition,
    ReaderDefinition,
    RequirementDefinition,
    StepDefinition,
)
from twiza.procedures.models import (
    Kind,
    KindVersion,
    Move,
    MoveRole,
    Part,
    Reader,
    Requirement,
    Step,
    VersionState,
)
from twiza.procedures.rules import KEEP_KINDS, VIEW_KINDS


def version_in_force(code: str) -> KindVersion | None:
    """Return the active version of a kind, None where there is none."""
    active = KindVersion.objects.select_related("kind")
    return active.filter(kind__code=code, state=VersionState.ACTIVE).first()


def versions_in_force() -> QuerySet[KindVersion]:
    """Return the active version of every kind, by the code of the kind."""
    return KindVersion.objects.select_related("kind").filter(state=VersionState.ACTIVE).order_by("kind__code")


def kinds_of(actor: Actor) -> QuerySet[Kind]:
    """Return the kinds that an actor may look at, with their versions at hand, the newest first."""
    if not decide(actor, VIEW_KINDS):
        return Kind.objects.none()
    versions = versions_of(actor).order_by("-number").select_related("activated_by", "made_by")
    return Kind.objects.order_by("code").prefetch_related(Prefetch("versions", versions))


def versions_of(actor: Actor) -> QuerySet[KindVersion]:
    """Return the versions that an actor may look at: drafts only who keeps the kinds."""
    if not decide(actor, VIEW_KINDS):
        return KindVersion.objects.none()
    versions = KindVersion.objects.select_related("kind")
    return versions if decide(actor, KEEP_KINDS) else versions.exclude(state=VersionState.DRAFT)


def version_with_rows(versions: QuerySet[KindVersion]) -> QuerySet[KindVersion]:
    """Return versions with their parts, steps and moves at hand, all in the order in which they are written."""
    needs = Prefetch("requirements", Requirement.objects.order_by("position"))
    steps = Step.objects.select_related("part").order_by("position").prefetch_related(needs)
    roles = Prefetch("roles", MoveRole.objects.order_by("id"))
    moves = Move.objects.select_related("from_step", "to_step").order_by("position").prefetch_related(needs, roles)
    return versions.prefetch_related(
        Prefetch("parts", Part.objects.order_by("id")), Prefetch("steps", steps), Prefetch("moves", moves)
    )


def definition_of(version: KindVersion) -> KindDefinition:
    """Return a version as it is written down."""
    rows = version_with_rows(KindVersion.objects.select_related("kind")).get(pk=version.pk)
    return KindDefinition(
        code=rows.kind.code,
        prefix=rows.prefix,
        names=rows.names,
        anchor_names=rows.anchor_names,
        source=rows.source,
        evidence=rows.evidence,
        parts=tuple(PartDefinition(part.code, part.names) for part in rows.parts.all()),
        steps=tuple(step_written(step) for step in rows.steps.all()),
        moves=tuple(move_written(move) for move in rows.moves.all()),
        readers=readers_written(rows.readers.order_by("id")),
        keeps_owner=rows.keeps_owner,
    )


def readers_written(readers: Iterable[Reader]) -> tuple[ReaderDefinition, ...]:
    """Return who sees files of a version as it is written down; rows of one role stand together."""
    by_role = groupby(readers, key=lambda one: one.role)
    return tuple(ReaderDefinition(role, tuple(one.standing for one in rows)) for role, rows in by_role)


def step_written(step: Step) -> StepDefinition:
    """Return a step as it is written down."""
    return StepDefinition(
        code=step.code,
        names=step.names,
        is_end=step.is_end,
        owner_role=step.owner_role,
        owner_names=step.owner_names,
        part=step.part.code if step.part else "",
        due_days=step.due_days,
        due_from_anchor=step.due_from_anchor,
        evidence=step.evidence,
        needs=needs_written(step.requirements.all()),
    )


def move_written(move: Move) -> MoveDefinition:
    """Return a move as it is written down."""
    return MoveDefinition(
        from_step=move.from_step.code,
        to_step=move.to_step.code,
        names=move.names,
        roles=tuple(one.role for one in move.roles.all()),
        needs_reason=move.needs_reason,
        evidence=move.evidence,
        needs=needs_written(move.requirements.all()),
    )


def needs_written(needs: Iterable[Requirement]) -> tuple[RequirementDefinition, ...]:
    """Return requirements as they are written down."""
    return tuple(
        RequirementDefinition(
            code=need.code,
            names=need.names,
            sort=need.sort,
            value_kind=need.value_kind,
            is_blocking=need.is_blocking,
            evidence=need.evidence,
        )
        for need in needs
    )
