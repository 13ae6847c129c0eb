"""The upload guard: what a stranger's file must be before anything reads it."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from django.utils.translation import gettext as _

from twiza.core.errors import InputError
from twiza.documents.archives import refuse_dangerous_archive
from twiza.documents.encodings import decode_text

CHUNK_BYTES = 64 * 1024
NAME_CHARACTERS = 100


class Kind(StrEnum):
    """A kind of file that we read."""

    CSV = "csv"
    XLSX = "xlsx"
    GEOJSON = "geojson"
    YAML = "yaml"


KIND_OF_EXTENSION = {
    "csv": Kind.CSV,
    "tsv": Kind.CSV,
    "txt": Kind.CSV,
    "xlsx": Kind.XLSX,
    "geojson": Kind.GEOJSON,
    "json": Kind.GEOJSON,
    "yml": Kind.YAML,
    "yaml": Kind.YAML,
}

# What the first bytes betray, whatever the name says.
ZIP_MAGIC = b"PK\x03\x04"
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OTHER_MAGICS = (
    b"PK\x05\x06", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"BZh", b"7z\xbc\xaf", b"Rar!",
    b"\x7fELF", b"MZ", b"SQLite format 3", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd",
)  # fmt: skip


class FileTooLarge(InputError):
    """The file is larger than what is accepted here."""


class WrongKind(InputError):
    """The file is not of a kind accepted here, or is not what its name says."""


class Upload(Protocol):
    """What a browser or a command hands over: Django's UploadedFile, or an open file."""

    @property
    def name(self) -> str | None:
        """Return the name given by the person: shown, never used as a path."""

    def read(self, size: int, /) -> bytes:
        """Return at most this many of the next bytes; none at the end."""


@dataclass(frozen=True, slots=True)
class GuardedFile:
    """A file that may be read: its kind is what it really is. `name` is for showing, never for a path."""

    name: str
    kind: Kind
    content: bytes
    text: str = ""
    encoding: str = ""


def guard_upload(file: Upload, *, kinds: Collection[Kind], max_bytes: int) -> GuardedFile:
    """
    Return the file once nothing in it can harm its readers.

    Raises FileTooLarge, WrongKind, UnsafeArchive or UnreadableText.
    """
    name = shown_name(file.name or "")
    content = _read_within(file, name, max_bytes)
    kind = _kind_by_name(name, kinds)
    _refuse_other_content(name, kind, content)
    if kind == Kind.XLSX:
        refuse_dangerous_archive(name, content)
        return GuardedFile(name, kind, content)
    text, encoding = decode_text(name, content)
    return GuardedFile(name, kind, content, text, encoding)


def shown_name(name: str) -> str:
    """Return a file's name fit to be shown: no folder, no invisible or direction-changing character, not too long."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    visible = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C").strip()
    return visible[-NAME_CHARACTERS:] or _("unnamed file")


def _read_within(file: Upload, name: str, max_bytes: int) -> bytes:
    chunks, size = [], 0
    while chunk := file.read(CHUNK_BYTES):
        size += len(chunk)
        if size > max_bytes:
            most = max_bytes // 1_000_000
            raise FileTooLarge(
                _("%(file)s is larger than %(most)s MB, the most accepted here. Split it into several files.")
                % {"file": name, "most": most}
            )
        chunks.append(chunk)
    if size == 0:
        raise WrongKind(_("%(file)s is empty.") % {"file": name})
    return b"".join(chunks)


def _kind_by_name(name: str, kinds: Collection[Kind]) -> Kind:
    extension = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    kind = KIND_OF_EXTENSION.get(extension)
    if kind is not None and kind in kinds:
        return kind
    accepted = ", ".join(f".{kind}" for kind in Kind if kind in kinds)
    if extension in {"xls", "xlsm", "xlsb", "ods", "numbers"} and Kind.XLSX in kinds:
        raise WrongKind(
            _("%(file)s is a workbook of another kind: open it and save it as .xlsx, without macros.") % {"file": name}
        )
    raise WrongKind(_("%(file)s is not accepted: send one of %(accepted)s.") % {"file": name, "accepted": accepted})


def _refuse_other_content(name: str, kind: Kind, content: bytes) -> None:
    if content.startswith(OLE_MAGIC):
        raise WrongKind(
            _("%(file)s is an old Excel workbook, or protected by a password: save it as .xlsx without a password.")
            % {"file": name}
        )
    is_zip = content.startswith(ZIP_MAGIC)
    is_as_named = is_zip == (kind == Kind.XLSX) and not content.startswith(OTHER_MAGICS)
    if not is_as_named:
        raise WrongKind(
            _("The content of %(file)s is not what its name says: save it again from the program that made it.")
            % {"file": name}
        )
