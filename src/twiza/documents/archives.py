"""Workbooks are zip archives: their directory is read, and judged, before anything is unpacked."""

from __future__ import annotations

import io
import zipfile

from django.utils.translation import gettext as _

from twiza.core.errors import InputError

MAX_ENTRIES = 1_000
MAX_UNPACKED_BYTES = 200 * 2**20
# Sheets shrink ten- to fiftyfold; a bomb shrinks hundreds of times. Small entries may shrink as they like.
MAX_RATIO = 100
RATIO_COUNTS_FROM_BYTES = 10 * 2**20
# Read whole into memory by every reader of workbooks.
MAX_SHARED_TEXT_BYTES = 50 * 2**20

NESTED = (".zip", ".xlsx", ".xlsm", ".docx", ".jar", ".7z", ".rar", ".gz")
MACROS = ("vbaproject.bin", "vbadata.xml")
ENCRYPTED_FLAG = 0x1


class UnsafeArchive(InputError):
    """The archive is damaged, or would harm whoever unpacks it."""


def refuse_dangerous_archive(name: str, content: bytes) -> None:
    """Raise UnsafeArchive unless the archive is a plain workbook of a bearable size."""
    entries = _directory(name, content)
    _refuse_sizes(name, entries)
    _refuse_entries(name, entries)


def _directory(name: str, content: bytes) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError, UnicodeError):
        raise UnsafeArchive(
            _("%(file)s is damaged or cut short: save it again from the program that made it.") % {"file": name}
        ) from None


def _refuse_sizes(name: str, entries: list[zipfile.ZipInfo]) -> None:
    is_too_much = (
        len(entries) > MAX_ENTRIES
        or sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES
        or any(_is_bomb(entry) for entry in entries)
    )
    if is_too_much:
        raise UnsafeArchive(
            _("%(file)s is far larger once unpacked than it seems: send a smaller workbook, or a CSV file.")
            % {"file": name}
        )


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    if entry.filename.lower().endswith("sharedstrings.xml") and entry.file_size > MAX_SHARED_TEXT_BYTES:
        return True
    return entry.file_size > RATIO_COUNTS_FROM_BYTES and entry.file_size > MAX_RATIO * max(1, entry.compress_size)


def _refuse_entries(name: str, entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename.replace("\\", "/").lower() for entry in entries]
    if any(entry.endswith(MACROS) for entry in names):
        raise UnsafeArchive(_("%(file)s contains macros: save it as .xlsx, without macros.") % {"file": name})
    is_odd = (
        len(set(names)) < len(names)
        or any(entry.startswith("/") or ".." in entry.split("/") for entry in names)
        or any(entry.endswith(NESTED) for entry in names)
        or any(entry.flag_bits & ENCRYPTED_FLAG for entry in entries)
        or "[content_types].xml" not in names
        or "xl/workbook.xml" not in names
    )
    if is_odd:
        raise UnsafeArchive(
            _("%(file)s is not a plain workbook: save it as .xlsx, without a password and without files inside.")
            % {"file": name}
        )
