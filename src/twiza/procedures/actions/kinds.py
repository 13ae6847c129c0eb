"""Decisions about kinds of files: draft a version, activate it, forget a draft."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import NOBODY, Actor, decide
from twiza.core.errors import DomainError
from twiza.procedures.definition import KindDefinition, MoveDefinition, RequirementDefinition, StepDefinition
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
from twiza.procedures.queries.kinds import definition_of
from twiza.procedures.rules import KEEP_KINDS


class NothingChanged(DomainError):
    """The kind is written as its newest version is."""


class PrefixTaken(DomainError):
    """Files of two kinds would have the same numbers."""


class NotADraft(DomainError):
    """Only a draft is activated or forgotten."""


class NotYoursToKeep(DomainError):
    """Kinds of files are kept by the technical administrator."""


@transaction.atomic
def draft_version(*, kind: KindDefinition, actor: Actor, at: dt.datetime) -> KindVersion:
    """Keep what is written as a draft, in place of the draft there was. Raises NotYoursToKeep, NothingChanged."""
    refuse_others(actor)
    made = write_draft(kind=kind, made_by_id=actor.person_id, at=at)
    if made is None:
        raise NothingChanged(_("Nothing is different from the newest version: there is nothing to keep."))
    note_kind(actor, made, "drafted", at)
    return made


@transaction.atomic
def load_kinds(*, kinds: Sequence[KindDefinition], at: dt.datetime) -> int:
    """Bring in kinds shipped with Twiza as drafts, and return how many are new or changed. Twice is once."""
    made = [one for kind in kinds if (one := write_shipped(kind, at))]
    for version in made:
        note_kind(NOBODY, version, "loaded", at)
    return len(made)


def write_shipped(kind: KindDefinition, at: dt.datetime) -> KindVersion | None:
    """Return a shipped kind as a draft, None where this or something written by a person stands already."""
    known = KindVersion.objects.filter(kind__code=kind.code)
    if known.filter(made_by__isnull=False, state=VersionState.DRAFT).exists():
        return None
    if any(definition_of(version) == kind for version in known.filter(made_by=None)):
        return None
    return write_draft(kind=kind, made_by_id=None, at=at)


def write_draft(*, kind: KindDefinition, made_by_id: int | None, at: dt.datetime) -> KindVersion | None:
    """Return a kind as rows of a new draft, None when its newest version says the same."""
    refuse_prefix_of_another(kind)
    held, _made = Kind.objects.get_or_create(code=kind.code)
    Kind.objects.select_for_update(no_key=True).get(pk=held.pk)
    newest = held.versions.order_by("-number").first()
    if newest and definition_of(newest) == kind:
        return None
    held.versions.filter(state=VersionState.DRAFT).delete()
    version = KindVersion.objects.create(
        kind=held,
        number=(held.versions.aggregate(last=Max("number"))["last"] or 0) + 1,
        prefix=kind.prefix,
        names=dict(kind.names),
        anchor_names=dict(kind.anchor_names),
        source=kind.source,
        is_restricted=bool(kind.readers),
        keeps_owner=kind.keeps_owner,
        evidence=kind.evidence,
        made_at=at,
        made_by_id=made_by_id,
    )
    write_rows(version, kind)
    return version


def refuse_prefix_of_another(kind: KindDefinition) -> None:
    """Raise PrefixTaken when files of another kind have numbers that begin so."""
    if KindVersion.objects.exclude(kind__code=kind.code).filter(prefix=kind.prefix).exists():
        sentence = _("Numbers of another kind begin with %(prefix)s: choose another prefix.")
        raise PrefixTaken(sentence % {"prefix": kind.prefix})


def write_rows(version: KindVersion, kind: KindDefinition) -> None:
    """Write the readers, parts, steps, moves and requirements of a version."""
    Reader.objects.bulk_create(
        Reader(version=version, role=one.role, standing=standing) for one in kind.readers for standing in one.standings
    )
    parts = {one.code: version.parts.create(code=one.code, names=dict(one.names)) for one in kind.parts}
    steps = {one.code: write_step(version, one, place, parts) for place, one in enumerate(kind.steps, start=1)}
    for place, one in enumerate(kind.moves, start=1):
        write_move(version, one, place, steps)


def write_step(version: KindVersion, written: StepDefinition, position: int, parts: dict[str, Part]) -> Step:
    """Write one step with what it needs."""
    step = Step.objects.create(
        version=version,
        code=written.code,
        names=dict(written.names),
        position=position,
        is_first=position == 1,
        is_end=written.is_end,
        owner_role=written.owner_role,
        owner_names=dict(written.owner_names),
        part=parts.get(written.part),
        due_days=written.due_days,
        due_from_anchor=written.due_from_anchor,
        evidence=written.evidence,
    )
    for place, need in enumerate(written.needs, start=1):
        write_need(version, need, place, step=step, move=None)
    return step


def write_move(version: KindVersion, written: MoveDefinition, position: int, steps: dict[str, Step]) -> Move:
    """Write one move with its roles and what it needs."""
    move = Move.objects.create(
        version=version,
        from_step=steps[written.from_step],
        to_step=steps[written.to_step],
        names=dict(written.names),
        position=position,
        needs_reason=written.needs_reason,
        evidence=written.evidence,
    )
    MoveRole.objects.bulk_create([MoveRole(move=move, role=role) for role in written.roles])
    for place, need in enumerate(written.needs, start=1):
        write_need(version, need, place, step=None, move=move)
    return move


def write_need(
    version: KindVersion, written: RequirementDefinition, position: int, *, step: Step | None, move: Move | None
) -> Requirement:
    """Write one requirement of a step or of a move."""
    return Requirement.objects.create(
        version=version,
        step=step,
        move=move,
        code=written.code,
        names=dict(written.names),
        sort=written.sort,
        value_kind=written.value_kind,
        is_blocking=written.is_blocking,
        position=position,
        evidence=written.evidence,
    )


@transaction.atomic
def activate_version(*, version: KindVersion, actor: Actor, at: dt.datetime) -> KindVersion:
    """
    Let new files of the kind be opened under a draft; files under way keep the version they have.

    Raises NotYoursToKeep, NotADraft.
    """
    refuse_others(actor)
    Kind.objects.select_for_update(no_key=True).get(pk=version.kind_id)
    draft = KindVersion.objects.get(pk=version.pk)
    if draft.state != VersionState.DRAFT:
        raise NotADraft(_("This version is no draft any more: look at it again."))
    active = KindVersion.objects.filter(kind=draft.kind_id, state=VersionState.ACTIVE)
    active.update(state=VersionState.SUPERSEDED, superseded_at=at)
    draft.state, draft.activated_at, draft.activated_by_id = VersionState.ACTIVE, at, actor.person_id
    draft.save(update_fields=["state", "activated_at", "activated_by"])
    note_kind(actor, draft, "activated", at)
    return draft


@transaction.atomic
def forget_draft(*, version: KindVersion, actor: Actor, at: dt.datetime) -> None:
    """Forget a draft: no file was ever opened under it. Raises NotYoursToKeep, NotADraft."""
    refuse_others(actor)
    draft = KindVersion.objects.select_for_update(no_key=True).filter(pk=version.pk).first()
    if draft is None or draft.state != VersionState.DRAFT:
        raise NotADraft(_("This version is no draft any more: look at it again."))
    note_kind(actor, draft, "draft_forgotten", at)
    draft.delete()


def refuse_others(actor: Actor) -> None:
    """Raise NotYoursToKeep unless the actor keeps the kinds."""
    if not decide(actor, KEEP_KINDS):
        raise NotYoursToKeep(_("Kinds of files are kept by the technical administrator."))


def note_kind(actor: Actor, version: KindVersion, outcome: str, at: dt.datetime) -> None:
    """Write in the audit chain what was done with a version."""
    record_audit(
        actor=actor, action=KEEP_KINDS, at=at, outcome=outcome, object_kind="kind_version", object_id=version.pk
    )
