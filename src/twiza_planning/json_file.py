"""JSON files in and out."""

from __future__ import annotations

import json
from pathlib import Path

from twiza_planning.errors import NotUnderstood
from twiza_planning.json_shape import Node, RepeatedKeys
from twiza_planning.text_file import read_text, write_text


def read_json(path: Path) -> Node:
    """
    Return the value in a UTF-8 JSON file.

    Raises NotUnderstood when the file is missing, too big, in another encoding, or not JSON.
    """
    return parse_json(read_text(path))


def parse_json(text: str) -> Node:
    """Return the value of a JSON text. Raises NotUnderstood."""
    try:
        return Node(json.loads(text, object_pairs_hook=keep_keys))
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise NotUnderstood("", f"not JSON at {place}: {error.msg[0].lower()}{error.msg[1:]}") from error
    except RecursionError as error:
        raise NotUnderstood("", "nested too deep") from error
    except ValueError as error:
        raise NotUnderstood("", "holds a number with thousands of digits") from error


def keep_keys(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return a JSON object, marked when one of its keys was given twice."""
    plain = dict(pairs)
    if len(plain) == len(pairs):
        return plain
    marked = RepeatedKeys(plain)
    seen: set[str] = set()
    marked.key = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
    return marked


def write_json(path: Path, content: object) -> None:
    """Write a value as JSON, whole or not at all. Raises NotUnderstood when the place cannot be written."""
    write_text(path, json.dumps(content, ensure_ascii=False, allow_nan=False, indent=1) + "\n")
