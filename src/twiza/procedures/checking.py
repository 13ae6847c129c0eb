"""Whether files of a kind could ever reach an end: each line may be right, and the whole still wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext as _

from twiza.core.errors import InputError
from twiza.procedures.definition import KindDefinition


class ImpossibleKind(InputError):
    """Files of this kind would get lost: the sentence says at which step."""


def refuse_impossible_kind(kind: KindDefinition) -> None:
    """Raise ImpossibleKind unless every step is reached from the first one and leads to an end."""
    refuse_lone_codes(kind)
    refuse_twice(kind)
    if not any(step.is_end for step in kind.steps):
        raise ImpossibleKind(_("No step is an end: write “end: true” at one of them."))
    first = kind.steps[0]
    if first.needs or first.is_end:
        raise ImpossibleKind(_("Files begin at “%(step)s”: it needs nothing and is no end.") % {"step": first.code})
    if any(step.due_from_anchor is not None for step in kind.steps) and not kind.anchor_names:
        raise ImpossibleKind(_("Some steps are due from a date: name it at “anchor”."))
    refuse_dead_ends(kind)


def refuse_lone_codes(kind: KindDefinition) -> None:
    """Raise ImpossibleKind when a code is named that nothing has."""
    steps, parts = {step.code for step in kind.steps}, {part.code for part in kind.parts}
    for move in kind.moves:
        for code in (move.from_step, move.to_step):
            if code not in steps:
                raise ImpossibleKind(_("A move names the step “%(code)s”: no step has this code.") % {"code": code})
    for step in kind.steps:
        if step.part and step.part not in parts:
            raise ImpossibleKind(_("A step names the part “%(code)s”: no part has this code.") % {"code": step.part})


def refuse_twice(kind: KindDefinition) -> None:
    """Raise ImpossibleKind when two things have one code, or two moves go the same way."""
    needs = [need.code for step in kind.steps for need in step.needs]
    needs += [need.code for move in kind.moves for need in move.needs]
    for codes in ([step.code for step in kind.steps], [part.code for part in kind.parts], needs):
        for code in twice(codes):
            raise ImpossibleKind(_("Two things have the code “%(code)s”: give each its own.") % {"code": code})
    for role in twice(reader.role for reader in kind.readers):
        raise ImpossibleKind(_("The reader “%(role)s” is written twice: put all it is in one list.") % {"role": role})
    for way in twice(f"{move.from_step} → {move.to_step}" for move in kind.moves):
        raise ImpossibleKind(_("The move “%(way)s” is written twice.") % {"way": way})
    for move in kind.moves:
        if move.from_step == move.to_step:
            raise ImpossibleKind(_("A move leads from “%(code)s” to itself.") % {"code": move.from_step})


def refuse_dead_ends(kind: KindDefinition) -> None:
    """Raise ImpossibleKind for a step that is not reached, or from which no end is."""
    ahead = [(move.from_step, move.to_step) for move in kind.moves]
    reached = reached_from([kind.steps[0].code], ahead)
    ending = reached_from([step.code for step in kind.steps if step.is_end], [(to, start) for start, to in ahead])
    for step in kind.steps:
        if step.code not in reached:
            raise ImpossibleKind(_("No move leads to the step “%(code)s”.") % {"code": step.code})
    for step in kind.steps:
        if step.code not in ending:
            raise ImpossibleKind(_("From the step “%(code)s” no end can be reached.") % {"code": step.code})


def reached_from(starts: Iterable[str], ways: Iterable[tuple[str, str]]) -> set[str]:
    """Return what can be reached from some starts, themselves included."""
    known, found, waiting = list(ways), set(starts), list(starts)
    while waiting:
        here = waiting.pop()
        onward = {to for start, to in known if start == here} - found
        found |= onward
        waiting += onward
    return found


def twice(codes: Iterable[str]) -> list[str]:
    """Return the codes that are there more than once."""
    return [code for code, times in Counter(codes).items() if times > 1]
