"""What differs between two versions of a kind, thing by thing, in words that people read before they agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from twiza.accounts.rules import Role
from twiza.core.evidence import Evidence
from twiza.core.names import LANGUAGES, name_in
from twiza.procedures.definition import KindDefinition, MoveDefinition, RequirementDefinition, StepDefinition
from twiza.procedures.models import Sort, Standing, ValueKind

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
Lines = Mapping[str, str]
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is new, gone or changed; `what` and `before` are empty where there was nothing."""

    change: str
    about: str
    name: str
    what: str = ""
    before: str = ""
    after: str = ""


def differences(old: KindDefinition | None, new: KindDefinition) -> list[Difference]:
    """Return what differs, in the order of the new kind, what is gone last."""
    before, after = things_of(old) if old else {}, things_of(new)
    found: list[Difference] = []
    for key, (about, name, lines) in after.items():
        if key not in before:
            found.append(Difference(ADDED, about, name))
            continue
        found += changed_lines(about, name, before[key][2], lines)
    return [*found, *(Difference(REMOVED, *before[key][:2]) for key in before if key not in after)]


def changed_lines(about: str, name: str, before: Lines, after: Lines) -> Iterator[Difference]:
    """Yield what was changed of one thing."""
    for what in dict.fromkeys([*before, *after]):
        old, new = before.get(what, ""), after.get(what, "")
        if old != new:
            yield Difference(CHANGED, about, name, what, old, new)


def things_of(kind: KindDefinition) -> dict[Key, tuple[str, str, Lines]]:
    """Return each thing of a kind by what it is and its code: about what, its name, and what is said of it."""
    language = get_language() or "fr"
    things: dict[Key, tuple[str, str, Lines]] = {
        ("kind", ""): (_("Kind"), name_in(kind.names, language), kind_lines(kind)),
    }
    for part in kind.parts:
        things["part", part.code] = (_("Part"), name_in(part.names, language), names_lines(part.names))
    for place, step in enumerate(kind.steps, start=1):
        things["step", step.code] = (_("Step"), name_in(step.names, language), step_lines(step, place))
        things |= needs_of(step.needs, step.code)
    for move in kind.moves:
        way = f"{move.from_step} → {move.to_step}"
        things["move", way] = (_("Move"), f"{name_in(move.names, language)} ({way})", move_lines(move))
        things |= needs_of(move.needs, way)
    return things


def needs_of(needs: tuple[RequirementDefinition, ...], holder: str) -> dict[Key, tuple[str, str, Lines]]:
    """Return requirements by their codes; which step or move asks for one is said of it."""
    language = get_language() or "fr"
    return {
        ("need", need.code): (_("Requirement"), name_in(need.names, language), need_lines(need, holder))
        for need in needs
    }


def kind_lines(kind: KindDefinition) -> Lines:
    """Return what is said of a whole kind."""
    return {
        **names_lines(kind.names),
        _("Prefix of numbers"): kind.prefix,
        _("Date of reference"): name_in(kind.anchor_names, get_language() or "fr"),
        _("Source"): kind.source,
        _("Evidence"): str(Evidence(kind.evidence).label),
        _("Who sees its files"): readers_said(kind),
        _("Files keep their owner"): yes_or_no(kind.keeps_owner),
    }


def readers_said(kind: KindDefinition) -> str:
    """Return who sees the files of a kind; empty where it is whoever reads files."""
    return " · ".join(
        f"{Role(one.role).label} ({', '.join(str(Standing(standing).label) for standing in one.standings)})"
        for one in kind.readers
    )


def step_lines(step: StepDefinition, place: int) -> Lines:
    """Return what is said of a step."""
    return {
        **names_lines(step.names),
        _("Position"): str(place),
        _("End"): yes_or_no(step.is_end),
        _("Done by"): str(Role(step.owner_role).label) if step.owner_role else "",
        _("Done by, in words"): name_in(step.owner_names, get_language() or "fr"),
        _("Part"): step.part,
        _("Days to do it"): "" if step.due_days is None else str(step.due_days),
        _("Days from the date of reference"): "" if step.due_from_anchor is None else str(step.due_from_anchor),
        _("Evidence"): str(Evidence(step.evidence).label),
    }


def move_lines(move: MoveDefinition) -> Lines:
    """Return what is said of a move."""
    return {
        **names_lines(move.names),
        _("Roles"): " · ".join(str(Role(role).label) for role in move.roles),
        _("Reason asked for"): yes_or_no(move.needs_reason),
        _("Evidence"): str(Evidence(move.evidence).label),
    }


def need_lines(need: RequirementDefinition, holder: str) -> Lines:
    """Return what is said of a requirement."""
    return {
        **names_lines(need.names),
        _("Asked for before"): holder,
        _("What it is"): str(Sort(need.sort).label),
        _("Kind of answer"): str(ValueKind(need.value_kind).label) if need.value_kind else "",
        _("Blocking"): yes_or_no(need.is_blocking),
        _("Evidence"): str(Evidence(need.evidence).label),
    }


def names_lines(names: Mapping[str, str]) -> Lines:
    """Return names by their languages."""
    titles = {"fr": _("Name in French"), "ar": _("Name in Arabic"), "en": _("Name in English")}
    return {titles[language]: names.get(language, "") for language in LANGUAGES}


def yes_or_no(is_so: bool) -> str:
    """Return a truth in words."""
    return _("yes") if is_so else _("no")
