"""Reading a backup, entry by entry, and telling whether it is what it says."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import tarfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

from django.utils.translation import gettext as _

from twiza.core.backup.archive import (
    FILES,
    FORMAT,
    HEAD,
    MANIFEST,
    ROWS,
    Count,
    Head,
    Manifest,
    refuse_other_migrations,
)
from twiza.core.backup.files import HashingReader
from twiza.core.backup.sealing import BackupChanged, SealedReader
from twiza.core.backup.tables import kept_columns
from twiza.core.errors import InputError

CHUNK_BYTES = 1 << 20


class BackupUnreadable(InputError):
    """The backup cannot be opened, or is of another format."""


class Account:
    """Counts and hashes what is read, to be compared with what the backup says of itself."""

    def __init__(self) -> None:
        self.counted = Manifest()
        self.stated: Manifest | None = None
        self._digests: dict[str, Any] = {}

    def add_rows(self, table: str, chunk: bytes) -> None:
        """Count the rows of one chunk."""
        digest = self._digests.setdefault(table, hashlib.sha256())
        digest.update(chunk)
        rows = self.counted.tables[table].many if table in self.counted.tables else 0
        self.counted.tables[table] = Count(rows + chunk.count(b"\n"), digest.hexdigest())

    def add_file(self, name: str, read: HashingReader) -> None:
        """Note what was read of a file."""
        self.counted.files[name] = read.count()

    def verify(self) -> Manifest:
        """Return the account when what was read is what was stated. Raises BackupChanged."""
        if self.stated is None or not _is_same(self.counted, self.stated):
            raise BackupChanged(
                _("The content of this backup is not what it says of itself. Take another copy of it.")
            )
        return self.stated


def entries_of(path: Path, key: bytes) -> Iterator[tuple[str, BinaryIO]]:
    """
    Yield the entries of a backup, each to be read before the next is asked for.

    Raises BackupUnreadable, NotABackup, WrongKey, BackupCut or BackupChanged; none of the last frame's content
    is given before its seal is checked, and the end is reached only when the whole file is right.
    """
    with _opened(path) as file:
        sealed = SealedReader(file, key)
        try:
            with gzip.GzipFile(fileobj=io.BufferedReader(sealed, CHUNK_BYTES), mode="rb") as packed:
                with tarfile.open(fileobj=packed, mode="r|") as tar:
                    for entry in tar:
                        yield entry.name, cast(BinaryIO, tar.extractfile(entry))
                while packed.read(CHUNK_BYTES):
                    continue
        except (tarfile.TarError, zlib.error, EOFError, gzip.BadGzipFile):
            raise BackupChanged(_("The content of this backup cannot be unpacked. Take another copy of it.")) from None


def verified(path: Path, key: bytes) -> Manifest:
    """
    Read a whole backup, change nothing, and return its account when all of it is right and fits this version.

    Raises what `entries_of` raises, BackupUnreadable and OtherMigrations.
    """
    account = Account()
    for name, content in entries_of(path, key):
        if name == HEAD:
            refuse_other_head(head_from(content.read()))
        elif name == MANIFEST:
            account.stated = manifest_from(content.read())
        else:
            count_entry(account, name, content)
    return account.verify()


def count_entry(account: Account, name: str, content: BinaryIO) -> None:
    """Read one entry of rows or of a file for the account alone."""
    if name.startswith(ROWS):
        account.add_rows(table_of(name), content.read())
        return
    reader = HashingReader(content)
    while reader.read(CHUNK_BYTES):
        continue
    account.add_file(name.removeprefix(FILES), reader)


def table_of(name: str) -> str:
    """Return the table whose rows an entry holds."""
    return name.removeprefix(ROWS).partition("/")[0]


def head_from(content: bytes) -> Head:
    """Return the head of a backup."""
    return Head(**json.loads(content))


def manifest_from(content: bytes) -> Manifest:
    """Return the account that a backup gives of itself."""
    stated = json.loads(content)
    return Manifest(*({name: Count(**count) for name, count in stated[part].items()} for part in ("tables", "files")))


def refuse_other_head(head: Head) -> None:
    """Raise BackupUnreadable or OtherMigrations unless this version of Twiza can read what follows."""
    if head.format != FORMAT:
        raise BackupUnreadable(_("This backup was made by a newer Twiza: restore it with that version."))
    refuse_other_migrations(
        head.migrations,
        sentence=_(
            "This backup was made by another version of Twiza (%(migrations)s): restore it with that version, "
            "then upgrade."
        ),
    )
    if head.columns != kept_columns():
        raise BackupUnreadable(_("The tables of this backup are not those of this Twiza: restore it with its own."))


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise BackupUnreadable(
            _("%(file)s cannot be read: %(reason)s.") % {"file": path, "reason": error.strerror}
        ) from None


def _is_same(counted: Manifest, stated: Manifest) -> bool:
    filled = {table: count for table, count in stated.tables.items() if count.many}
    return counted.tables == filled and counted.files == stated.files
