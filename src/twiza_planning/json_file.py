"""JSON files in and out: nothing half read, nothing half written."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

from twiza_planning.errors import NotUnderstood
from twiza_planning.json_shape import Node, RepeatedKeys

GREATEST_BYTES = 256 * 2**20


def read_json(path: Path) -> Node:
    """
    Return the value in a UTF-8 JSON file.

    Raises NotUnderstood when the file is missing, too big, in another encoding, or not JSON.
    """
    return parse_json(read_text(path))


def read_text(path: Path) -> str:
    """Return a UTF-8 file's text, without its byte order mark. Raises NotUnderstood."""
    try:
        with path.open("rb") as file:
            content = file.read(GREATEST_BYTES + 1)
    except OSError as error:
        raise NotUnderstood("", f"cannot be read ({(error.strerror or 'error').lower()})") from error
    if len(content) > GREATEST_BYTES:
        raise NotUnderstood("", f"more than {GREATEST_BYTES // 2**20} MiB: cut it into regions")
    return decode(content)


def decode(content: bytes) -> str:
    """Return bytes as text. Raises NotUnderstood when they are not UTF-8."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in content[:4]:
        raise NotUnderstood("", "written in UTF-16 or UTF-32: save it as UTF-8")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise NotUnderstood("", f"not UTF-8 at line {line} (byte {error.start + 1}): save it as UTF-8") from error


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


def write_text(path: Path, text: str) -> None:
    """Write a UTF-8 file, whole or not at all. Raises NotUnderstood when the place cannot be written."""
    try:
        if path.exists() and not path.is_file():
            path.write_text(text, encoding="utf-8", newline="")  # /dev/stdout and the like have no other file to swap
        else:
            replace_file(path, text)
    except OSError as error:
        raise NotUnderstood("", f"cannot be written ({(error.strerror or 'error').lower()})") from error


def replace_file(path: Path, text: str) -> None:
    """Write a text beside its place, then move it there in one step."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        os.chmod(name, 0o666 & ~current_umask())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def current_umask() -> int:
    """Return the permissions new files are not given."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
