"""Rulesets as YAML: read without tags, anchors or surprises, and written back."""

from __future__ import annotations

import datetime as dt
import math
import unicodedata
from collections.abc import Hashable, Iterable
from typing import Any

import yaml
from django.utils.translation import gettext as _

from twiza.core.errors import InputError
from twiza.core.safe_yaml import SafeLoader, TooDeep, shallow_events
from twiza.rulesets.evaluation.evidence import Plain

MOST_BYTES = 1_000_000
MOST_NODES = 40_000
MOST_CHARACTERS = 10_000
# Beyond this, a workbook and a browser no longer write a whole number as it is.
MOST = 2**53
LINE_CHARACTERS = 119


class NotARuleset(InputError):
    """A file holds something else than plain rules: the sentence says where."""


class PlainLoader(SafeLoader):  # type: ignore[misc, valid-type]
    """Reads mappings whose keys are given once each."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """Return a mapping. Raises NotARuleset when a key is given twice."""
        seen: set[str] = set()
        for key, _value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise NotARuleset(at_line(key, _("A key must be a word.")))
            if key.value in seen:
                raise NotARuleset(at_line(key, _("The key “%(key)s” is given twice.") % {"key": key.value}))
            seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


def at_line(node: yaml.Node | yaml.Event, problem: str) -> str:
    """Return a problem with the line it is on."""
    line = node.start_mark.line + 1 if node.start_mark else 1
    return _("Line %(line)s: %(problem)s") % {"line": line, "problem": problem}


def content_from_yaml(text: str, *, file: str) -> dict[str, Plain]:
    """
    Return what a YAML file holds as plain data: texts, numbers, truths, lists and mappings.

    Raises NotARuleset, with the file and the line.
    """
    try:
        refuse_hostile(text)
        return plain_content(yaml.load(text, Loader=PlainLoader))  # noqa: S506 -- a SafeLoader, stricter
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise NotARuleset(
            _("%(file)s, line %(line)s: this is no YAML. Look at the signs and the spaces there and just before.")
            % {"file": file, "line": line}
        ) from None
    except NotARuleset as error:
        raise NotARuleset(_("%(file)s. %(problem)s") % {"file": file, "problem": error}) from None
    except (yaml.YAMLError, ValueError, OverflowError):
        raise NotARuleset(_("%(file)s is no YAML that can be read: save it again as text.") % {"file": file}) from None


def refuse_hostile(text: str) -> None:
    """Raise NotARuleset before anything is built: for tags, anchors, several documents, and too much or too deep."""
    try:
        refuse_hostile_events(shallow_events(text))
    except TooDeep as error:
        raise NotARuleset(at_line(error.event, _("This is nested too deep."))) from None


def refuse_hostile_events(events: Iterable[yaml.Event]) -> None:
    """Raise NotARuleset for tags, anchors, several documents, and too much."""
    nodes = documents = 0
    for event in events:
        documents += isinstance(event, yaml.DocumentStartEvent)
        if documents > 1:
            raise NotARuleset(at_line(event, _("A file holds one ruleset: send the others apart.")))
        if isinstance(event, yaml.NodeEvent):
            nodes += 1
            refuse_marks(event)
        if nodes > MOST_NODES:
            raise NotARuleset(at_line(event, _("The file is too long: split it into several rulesets.")))


def refuse_marks(event: yaml.NodeEvent) -> None:
    """Raise NotARuleset for a node that points to another one, or asks for a type of its own."""
    if event.anchor is not None:
        raise NotARuleset(at_line(event, _("Anchors (&) and aliases (*) are not read: write the value out.")))
    tag = getattr(event, "tag", None)
    if tag is not None and tag != "!":
        raise NotARuleset(at_line(event, _("Tags (!) are not read: write a plain value.")))


def plain_content(value: Plain) -> dict[str, Plain]:
    """Return a content as plain data. Raises NotARuleset, with the path."""
    if not isinstance(value, dict) or not value:
        raise NotARuleset(_("A ruleset is a list of named sections, of which the first is “meta”."))
    if many_values(value) > MOST_NODES:
        raise NotARuleset(_("The file is too long: split it into several rulesets."))
    return {key_from(key, ""): plain(inner, str(key)) for key, inner in value.items()}


def many_values(value: Plain) -> int:
    """Return how many values a content holds, lists and mappings included."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + sum(many_values(one) for one in inner)


def plain(value: Plain, path: str) -> Plain:
    """Return a value as plain data: dates as text, whole numbers without a point. Raises NotARuleset."""
    if isinstance(value, dict):
        return {key_from(key, path): plain(inner, f"{path}.{key}") for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner, f"{path}.{number}") for number, inner in enumerate(value, start=1)]
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, str):
        return plain_text(value, path)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return plain_number(value, path)
    raise problem_at(path, _("This is neither text nor a number."))


def plain_text(text: str, path: str) -> str:
    """Return a text with one kind of line end. Raises NotARuleset."""
    if len(text) > MOST_CHARACTERS:
        raise problem_at(path, _("This text is too long."))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if any(unicodedata.category(letter) in {"Cc", "Cs"} and letter not in "\t\n" for letter in set(text)):
        raise problem_at(path, _("This text holds characters that cannot be written: type it again."))
    return text


def plain_number(number: float, path: str) -> int | float:
    """Return a number, whole ones as such. Raises NotARuleset."""
    if not math.isfinite(number):
        raise problem_at(path, _("This is not a number."))
    if abs(number) > MOST:
        raise problem_at(path, _("This number is too large."))
    return int(number) if float(number).is_integer() else number


def key_from(key: Plain, path: str) -> str:
    """Return a key as text. Raises NotARuleset."""
    if isinstance(key, bool) or not isinstance(key, str | int):
        raise problem_at(path, _("The key “%(key)s” must be put in quotes.") % {"key": key})
    text = plain_text(str(key), path)
    if not text or text != text.strip() or "." in text or "\n" in text or text.startswith("("):
        raise problem_at(path, _("The key “%(key)s” must be a word without a full stop.") % {"key": key})
    return text


def problem_at(path: str, problem: str) -> NotARuleset:
    """Return the error that says a problem with the path it is at."""
    return NotARuleset(_("At %(path)s: %(problem)s") % {"path": path or "meta", "problem": problem})


def yaml_from(content: Plain) -> str:
    """Return a content as the YAML that people edit: short rows on one line, sections in their order."""
    written: str = yaml.dump(
        content,
        Dumper=yaml.SafeDumper,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=None,
        width=LINE_CHARACTERS,
    )
    return written
