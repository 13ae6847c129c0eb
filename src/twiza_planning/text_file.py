"""UTF-8 files in and out: nothing half read, nothing half written."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from twiza_planning.errors import NotUnderstood

GREATEST_BYTES = 256 * 2**20


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
