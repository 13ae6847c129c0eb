"""Making a backup while Twiza serves."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import io
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path

from django.db.backends.base.base import BaseDatabaseWrapper
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
    applied_migrations,
    as_json,
    refuse_other_migrations,
)
from twiza.core.backup.files import HashingReader, files_under, opened_if_there
from twiza.core.backup.sealing import SealedWriter
from twiza.core.backup.snapshot import database_snapshot
from twiza.core.backup.tables import Model, kept_columns, kept_models, lines_of
from twiza.core.backup.writing import new_private_file

COMPRESSION = 6
CHUNK_BYTES = 1 << 20


def save_backup(
    *, path: Path, key: bytes, files: Path, made_at: dt.datetime, on_rows: Callable[[int], object]
) -> Manifest:
    """
    Write every row, as of one moment, and every file under `files` into one sealed file; return its account.

    `on_rows` is told how many rows were written since it was last told. Raises OtherMigrations when the database
    is not of this version, FileExistsAlready or CannotWrite; then no file is left.
    """
    with database_snapshot() as connection, new_private_file(path) as file:
        applied = applied_migrations(connection)
        refuse_other_migrations(
            applied,
            sentence=_(
                "The database is not of this version of Twiza (%(migrations)s): run “twiza migrate”, then back it up."
            ),
        )
        head = Head(FORMAT, made_at.isoformat(), applied, kept_columns())
        sealed = SealedWriter(file, key)
        with (
            gzip.GzipFile(fileobj=sealed, mode="wb", compresslevel=COMPRESSION, mtime=0) as packed,
            tarfile.open(fileobj=packed, mode="w|") as tar,
        ):
            manifest = _write_entries(tar, connection, files, head, on_rows)
        sealed.finish()
    return manifest


def _write_entries(
    tar: tarfile.TarFile, connection: BaseDatabaseWrapper, files: Path, head: Head, on_rows: Callable[[int], object]
) -> Manifest:
    manifest = Manifest()
    _add(tar, HEAD, as_json(head))
    for model in kept_models():
        manifest.tables[model._meta.label] = _write_table(tar, model, connection, on_rows)
    for name, path in files_under(files):
        count = _write_file(tar, name, path)
        if count is not None:
            manifest.files[name] = count
    _add(tar, MANIFEST, as_json(manifest))
    return manifest


def _write_table(
    tar: tarfile.TarFile, model: Model, connection: BaseDatabaseWrapper, on_rows: Callable[[int], object]
) -> Count:
    digest, many = hashlib.sha256(), 0
    for number, (rows, chunk) in enumerate(_chunks(lines_of(model, connection))):
        _add(tar, f"{ROWS}{model._meta.label}/{number:06}.jsonl", chunk)
        digest.update(chunk)
        many += rows
        on_rows(rows)
    return Count(many, digest.hexdigest())


def _chunks(lines: Iterator[bytes]) -> Iterator[tuple[int, bytes]]:
    """Yield the lines in chunks of about a megabyte, each with its number of rows."""
    chunk, rows = bytearray(), 0
    for line in lines:
        chunk += line
        rows += 1
        if len(chunk) >= CHUNK_BYTES:
            yield rows, bytes(chunk)
            chunk, rows = bytearray(), 0
    if rows:
        yield rows, bytes(chunk)


def _write_file(tar: tarfile.TarFile, name: str, path: Path) -> Count | None:
    """Add a file as it is now; None when it was deleted since it was listed."""
    with opened_if_there(path) as (file, size):
        if file is None:
            return None
        entry = tarfile.TarInfo(f"{FILES}{name}")
        entry.size = size
        reader = HashingReader(file)
        tar.addfile(entry, reader)
        return reader.count()


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    tar.addfile(entry, io.BytesIO(content))
