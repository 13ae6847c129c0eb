"""Questions about files: which ones an actor may see, and how she stands to one of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from twiza.accounts.decisions import Actor, Facts, decide
from twiza.procedures.models import File, Move, MoveRole, Party
from twiza.procedures.queries.readers import is_ours, relations_to_see, seen_by
from twiza.procedures.rules import MOVER, OWN, VIEW_FILES


@dataclass(frozen=True, slots=True)
class FileFilter:
    """What somebody asks of a list of files; empty parts ask nothing."""

    sounds: Sequence[str] = ()
    kind_code: str = ""
    step_code: str = ""
    is_open: bool | None = None
    late_on: dt.date | None = None


def files_of(actor: Actor) -> QuerySet[File]:
    """Return the files that an actor may see: her organisation's where she acts, and those it is a party of."""
    if actor.grant is None or not decide(actor, VIEW_FILES):
        return File.objects.none()
    return File.objects.filter(seen_by(actor)).select_related("version", "step", "owner", "kind")


def files_apart(actor: Actor) -> tuple[QuerySet[File], QuerySet[File]]:
    """Return the files that an actor may see in two parts that no file is in twice: her organisation's, and others."""
    seen = files_of(actor)
    ours = is_ours(actor)
    return seen.filter(ours), seen.filter(~ours)


def facts_of(file: File, actor: Actor) -> Facts:
    """Return what the rules need to know of a file: whose it is, where it lies, and how the actor stands to it."""
    moves = Move.objects.filter(from_step=file.step_id, roles__role=actor.role)
    return facts_with_moves(file, actor, may_move=moves.exists)


def facts_of_move(file: File, move: Move, actor: Actor) -> Facts:
    """Return what the rules need to know of one move of a file."""
    roles = MoveRole.objects.filter(move=move, role=actor.role)
    return facts_with_moves(file, actor, may_move=roles.exists)


def facts_with_moves(file: File, actor: Actor, *, may_move: Callable[[], bool]) -> Facts:
    """Return what the rules need to know of a file, where the rows of its kind may let her role move it."""
    parts = parts_played(file, actor)
    playing = [actor.grant.organisation_id] if actor.grant is not None and parts else []
    relations = relations_to_see(file, actor, playing)
    if may_do_step(file, actor, parts, is_own=OWN in relations) and may_move():
        relations.add(MOVER)
    return facts_from(file, relations)


def facts_to_see(file: File, actor: Actor, party_organisations: Collection[int]) -> Facts:
    """Return what the rule of seeing a file needs to know, when its parties are at hand."""
    return facts_from(file, relations_to_see(file, actor, party_organisations))


def facts_of_owner(file: File, actor: Actor, party_organisations: Collection[int]) -> Facts:
    """Return what the rule of seeing a file needs to know of somebody who might own it."""
    facts = facts_to_see(file, actor, party_organisations)
    is_colleague = actor.grant is not None and actor.grant.organisation_id == file.organisation_id
    return replace(facts, relations=facts.relations | {OWN}) if is_colleague else facts


def facts_from(file: File, relations: set[str]) -> Facts:
    """Return a file as facts."""
    return Facts(organisation_id=file.organisation_id, place_path=file.place_path, relations=frozenset(relations))


def parts_played(file: File, actor: Actor) -> list[int | None]:
    """Return what the actor's organisation is in a file: ids of parts, None for words of its own."""
    if actor.grant is None:
        return []
    played = file.parties.filter(organisation_id=actor.grant.organisation_id)
    return list(played.order_by("id").values_list("part_id", flat=True))


def may_do_step(file: File, actor: Actor, parts: Sequence[int | None], *, is_own: bool) -> bool:
    """Return whether the file's step is hers to do, or her organisation's: its own file, or the part it plays."""
    is_of_ours = actor.grant is not None and file.organisation_id == actor.grant.organisation_id
    return is_of_ours or is_own or (file.step.part_id is not None and file.step.part_id in parts)


def files_asked(files: QuerySet[File], asked: FileFilter) -> QuerySet[File]:
    """Return the files that match every part of a filter."""
    for sound in asked.sounds:
        files = files.filter(search_text__contains=sound)
    if asked.kind_code:
        files = files.filter(kind__code=asked.kind_code)
    if asked.step_code:
        files = files.filter(step__code=asked.step_code)
    if asked.is_open is not None:
        files = files.filter(closed_at__isnull=asked.is_open)
    if asked.late_on is not None:
        files = files.filter(closed_at=None, due_on__lt=asked.late_on)
    return files


def waiting_for(actor: Actor) -> QuerySet[File]:
    """
    Return the open files whose present step is an actor's to do, the first due first, those without a date last.

    They are hers, or nobody's yet while her role may make a move: of her organisation's own, or as the part it plays.
    """
    mine = Q(owner=actor.person_id)
    if actor.grant is None:
        return File.objects.none()
    moves = Move.objects.filter(roles__role=actor.role)
    plays = Party.objects.filter(
        file=OuterRef("pk"), organisation_id=actor.grant.organisation_id, part=OuterRef("step__part")
    )
    nobodys = Q(owner=None, step__in=moves.values("from_step")) & (is_ours(actor) | Exists(plays))
    files = files_of(actor).filter(mine | nobodys, closed_at=None)
    return files.order_by(F("due_on").asc(nulls_last=True), "entered_on", "id")
