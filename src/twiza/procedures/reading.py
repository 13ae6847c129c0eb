"""
Kinds of files out of YAML, with a sentence for whatever is wrong in it.

The format is in docs/reference/procedures.md.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml
from django.utils.translation import gettext as _

from twiza.accounts.rules import Role
from twiza.core.errors import InputError
from twiza.core.evidence import Evidence
from twiza.core.names import LANGUAGES
from twiza.core.safe_yaml import plain_yaml, shallow_events
from twiza.procedures.checking import refuse_impossible_kind
from twiza.procedures.definition import (
    KindDefinition,
    MoveDefinition,
    Names,
    PartDefinition,
    ReaderDefinition,
    RequirementDefinition,
    StepDefinition,
)
from twiza.procedures.models import Sort, Standing, ValueKind

MOST_CHARACTERS = 200_000
CODE = re.compile(r"[a-z][a-z0-9_-]{0,39}")
PREFIX = re.compile(r"[A-Z][A-Z0-9]{0,7}")
DAYS_MOST = 3_650
KIND_KEYS = frozenset(
    {"kind", "prefix", "names", "anchor", "source", "evidence", "parts", "steps", "moves", "readers", "keeps_owner"}
)
STEP_KEYS = frozenset({"code", "names", "end", "owner", "due", "evidence", "needs"})
MOVE_KEYS = frozenset({"from", "to", "names", "roles", "reason", "evidence", "needs"})
NEED_KEYS = frozenset({"code", "names", "sort", "value", "blocking", "evidence"})


class KindUnreadable(InputError):
    """What is written is no kind of file: the sentence says where and what is expected there."""


def kind_from_yaml(text: str) -> KindDefinition:
    """Return the kind that a YAML text describes. Raises KindUnreadable or ImpossibleKind."""
    kind = kind_from(content_of(text))
    refuse_impossible_kind(kind)
    return kind


def content_of(text: str) -> Any:
    """Return what a YAML text holds: plain values only, no anchor that could unfold without end."""
    if len(text) > MOST_CHARACTERS:
        raise KindUnreadable(_("This text is too long for a kind of file."))
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in shallow_events(text)):
            raise KindUnreadable(_("References (& and *) are not taken: write the text out."))
        return plain_yaml(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        sentence = _("Line %(line)s is not written as YAML: look at its spaces and colons.")
        raise KindUnreadable(sentence % {"line": line}) from None
    except (yaml.YAMLError, ValueError):
        raise KindUnreadable(_("This text is not written as YAML.")) from None


def kind_from(content: Any) -> KindDefinition:
    """Return the kind that read content describes. Raises KindUnreadable."""
    said = mapping(content, "–", KIND_KEYS)
    prefix = text_at(said, "prefix", "prefix")
    if not PREFIX.fullmatch(prefix):
        raise unreadable("prefix", _("write one to eight capital letters or digits, such as CONV"))
    return KindDefinition(
        code=code_at(said, "kind", "kind"),
        prefix=prefix,
        names=names_at(said, "names", "names"),
        anchor_names=names_at(said, "anchor", "anchor") if said.get("anchor") else {},
        source=text_at(said, "source", "source"),
        evidence=choice_at(said, "evidence", "evidence", Evidence.values),
        parts=tuple(part_from(one, where) for one, where in items(said, "parts", "")),
        steps=tuple(step_from(one, where) for one, where in items(said, "steps", "")),
        moves=tuple(move_from(one, where) for one, where in items(said, "moves", "")),
        readers=tuple(reader_from(one, where) for one, where in items(said, "readers", "")),
        keeps_owner=flag_at(said, "keeps_owner", "keeps_owner", False),
    )


def reader_from(content: Any, where: str) -> ReaderDefinition:
    """Return a role that sees files of the kind, and as what."""
    said = mapping(content, where, frozenset({"role", "as"}))
    standings = said.get("as")
    if not isinstance(standings, list) or not standings or any(one not in Standing.values for one in standings):
        raise unreadable(f"{where}.as", _("write a list of %(known)s") % {"known": ", ".join(Standing.values)})
    return ReaderDefinition(choice_at(said, "role", where, Role.values), tuple(dict.fromkeys(standings)))


def part_from(content: Any, where: str) -> PartDefinition:
    """Return a part."""
    said = mapping(content, where, frozenset({"code", "names"}))
    return PartDefinition(code_at(said, "code", where), names_at(said, "names", where))


def step_from(content: Any, where: str) -> StepDefinition:
    """Return a step with what it needs."""
    said = mapping(content, where, STEP_KEYS)
    owner = mapping(said.get("owner") or {}, f"{where}.owner", frozenset({"role", "part", "names"}))
    due = mapping(said.get("due") or {}, f"{where}.due", frozenset({"days", "from_anchor"}))
    if len(due) > 1:
        raise unreadable(f"{where}.due", _("write either days or from_anchor"))
    return StepDefinition(
        code=code_at(said, "code", where),
        names=names_at(said, "names", where),
        is_end=flag_at(said, "end", where, False),
        owner_role=choice_at(owner, "role", f"{where}.owner", Role.values) if owner.get("role") else "",
        owner_names=names_at(owner, "names", f"{where}.owner") if owner.get("names") else {},
        part=code_at(owner, "part", f"{where}.owner") if owner.get("part") else "",
        due_days=days_at(due, "days", where, 0),
        due_from_anchor=days_at(due, "from_anchor", where, -DAYS_MOST),
        evidence=choice_at(said, "evidence", where, Evidence.values),
        needs=tuple(need_from(one, place) for one, place in items(said, "needs", where)),
    )


def move_from(content: Any, where: str) -> MoveDefinition:
    """Return a move with what it needs."""
    said = mapping(content, where, MOVE_KEYS)
    roles = said.get("roles")
    if not isinstance(roles, list) or not roles or any(role not in Role.values for role in roles):
        raise unreadable(f"{where}.roles", _("write a list of %(known)s") % {"known": ", ".join(Role.values)})
    return MoveDefinition(
        from_step=code_at(said, "from", where),
        to_step=code_at(said, "to", where),
        names=names_at(said, "names", where),
        roles=tuple(dict.fromkeys(roles)),
        needs_reason=flag_at(said, "reason", where, False),
        evidence=choice_at(said, "evidence", where, Evidence.values),
        needs=tuple(need_from(one, place) for one, place in items(said, "needs", where)),
    )


def need_from(content: Any, where: str) -> RequirementDefinition:
    """Return a requirement."""
    said = mapping(content, where, NEED_KEYS)
    sort = choice_at(said, "sort", where, Sort.values)
    if (sort == Sort.VALUE) != ("value" in said):
        raise unreadable(where, _("“value” says what an answer is, and stands with “sort: value” only"))
    return RequirementDefinition(
        code=code_at(said, "code", where),
        names=names_at(said, "names", where),
        sort=sort,
        value_kind=choice_at(said, "value", where, ValueKind.values) if sort == Sort.VALUE else "",
        is_blocking=flag_at(said, "blocking", where, True),
        evidence=choice_at(said, "evidence", where, Evidence.values),
    )


def mapping(content: Any, where: str, known: frozenset[str]) -> Mapping[str, Any]:
    """Return content as names and values, all of them known."""
    if not isinstance(content, dict):
        raise unreadable(where, _("write names and values, one a line"))
    strange = sorted(str(key) for key in content if key not in known)
    if strange:
        raise unreadable(where, _("“%(name)s” is not known here") % {"name": strange[0]})
    return content


def items(said: Mapping[str, Any], key: str, where: str) -> Sequence[tuple[Any, str]]:
    """Return the members of a list, each with where it stands; nothing is an empty list."""
    content = said.get(key) or []
    path = f"{where}.{key}" if where else key
    if not isinstance(content, list):
        raise unreadable(path, _("write a list, each member after a dash"))
    return [(one, f"{path}[{number}]") for number, one in enumerate(content, start=1)]


def text_at(said: Mapping[str, Any], key: str, where: str) -> str:
    """Return a text."""
    content = said.get(key)
    if not isinstance(content, str) or not content.strip():
        raise unreadable(place(where, key), _("write a text"))
    return content.strip()


def code_at(said: Mapping[str, Any], key: str, where: str) -> str:
    """Return a code."""
    content = said.get(key)
    if not isinstance(content, str) or not CODE.fullmatch(content):
        raise unreadable(place(where, key), _("write a code in small letters, digits, - and _"))
    return content


def names_at(said: Mapping[str, Any], key: str, where: str) -> Names:
    """Return the names in every language of ours."""
    content = said.get(key)
    if not isinstance(content, dict) or set(content) != set(LANGUAGES):
        raise unreadable(place(where, key), _("write the name in fr, ar and en"))
    return {language: text_at(content, language, place(where, key)) for language in LANGUAGES}


def choice_at(said: Mapping[str, Any], key: str, where: str, known: Sequence[str]) -> str:
    """Return one of some words."""
    content = said.get(key)
    if content not in known:
        raise unreadable(place(where, key), _("write one of %(known)s") % {"known": ", ".join(known)})
    return str(content)


def flag_at(said: Mapping[str, Any], key: str, where: str, otherwise: bool) -> bool:
    """Return true or false."""
    content = said.get(key, otherwise)
    if not isinstance(content, bool):
        raise unreadable(place(where, key), _("write true or false"))
    return content


def days_at(said: Mapping[str, Any], key: str, where: str, least: int) -> int | None:
    """Return a number of days, None where there is none."""
    content = said.get(key)
    if content is None:
        return None
    if isinstance(content, bool) or not isinstance(content, int) or not least <= content <= DAYS_MOST:
        expected = _("write a number of days from %(least)s to %(most)s") % {"least": least, "most": DAYS_MOST}
        raise unreadable(place(where, key), expected)
    return content


def place(where: str, key: str) -> str:
    """Return where something stands."""
    return where if where.rsplit(".", maxsplit=1)[-1] == key else f"{where}.{key}"


def unreadable(where: str, expected: str) -> KindUnreadable:
    """Return the refusal of something at a place."""
    return KindUnreadable(_("At “%(where)s”: %(expected)s.") % {"where": where, "expected": expected})
