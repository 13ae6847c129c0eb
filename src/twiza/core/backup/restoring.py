"""Bringing a backup back, into an empty place, all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext as _

from twiza.core.backup.archive import FILES, MANIFEST, ROWS, Manifest, applied_migrations, refuse_other_migrations
from twiza.core.backup.files import HashingReader, IncomingFiles, files_under
from twiza.core.backup.reading import Account, entries_of, manifest_from, table_of, verified
from twiza.core.backup.tables import Model, insert_lines, kept_models
from twiza.core.errors import InputError

# Django fills these itself when it makes the tables: what it put there gives way to what was kept.
FILLED_BY_DJANGO = frozenset({"contenttypes.ContentType", "auth.Permission"})


class PlaceNotEmpty(InputError):
    """Something is there already: a restore never overwrites and never mixes."""


class CannotRestore(InputError):
    """The database did not take the rows."""


def restore_backup(
    *, path: Path, key: bytes, files: Path, make_tables: Callable[[], object], on_rows: Callable[[int], object]
) -> Manifest:
    """
    Read a backup into an empty database and an empty folder `files`; return its account.

    The backup is read twice: first to check all of it, then to bring it back. `make_tables` brings the database
    to this version; `on_rows` is told how many rows came back since it was last told. Raises PlaceNotEmpty,
    CannotRestore or CannotWrite, and what `verified` raises; then the place is as empty as before.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    _refuse_used_place(connection, files)
    verified(path, key)
    make_tables()
    refuse_other_migrations(
        applied_migrations(connection),
        sentence=_("The database here is of another version of Twiza (%(migrations)s): give an empty one."),
    )
    incoming = IncomingFiles(files)
    try:
        with transaction.atomic():
            _refuse_used_place(connection, files)
            manifest = _bring_back(path, key, connection, incoming, on_rows)
            incoming.put_in_place()
    except DatabaseError as error:
        incoming.take_back()
        raise CannotRestore(
            _("The database did not take the backup (%(reason)s). Nothing was kept: check its disk, then try again.")
            % {"reason": type(error).__name__}
        ) from error
    except BaseException:
        incoming.take_back()
        raise
    ContentType.objects.clear_cache()
    return manifest


def _refuse_used_place(connection: BaseDatabaseWrapper, files: Path) -> None:
    there = set(connection.introspection.table_names())
    models = [model for model in kept_models() if model._meta.label not in FILLED_BY_DJANGO]
    is_used = any(model._meta.db_table in there and model._base_manager.exists() for model in models)
    if is_used or any(files_under(files)):
        raise PlaceNotEmpty(
            _(
                "There is something in this place already, and a restore overwrites nothing: give an empty "
                "TWIZA_HOME, and an empty database if DATABASE_URL is set."
            )
        )


def _bring_back(
    path: Path, key: bytes, connection: BaseDatabaseWrapper, incoming: IncomingFiles, on_rows: Callable[[int], object]
) -> Manifest:
    """Read the backup for the second time, and keep what it holds. Raises BackupChanged if it is not what it was."""
    models = {model._meta.label: model for model in kept_models()}
    _empty([models[label] for label in FILLED_BY_DJANGO if label in models], connection)
    account = Account()
    for name, content in entries_of(path, key):
        if name.startswith(ROWS):
            on_rows(_bring_rows(account, models[table_of(name)], content.read(), connection))
        elif name.startswith(FILES):
            _bring_file(account, name.removeprefix(FILES), content, incoming)
        elif name == MANIFEST:
            account.stated = manifest_from(content.read())
    manifest = account.verify()
    connection.check_constraints()
    _reset_sequences(list(models.values()), connection)
    return manifest


def _bring_rows(account: Account, model: Model, chunk: bytes, connection: BaseDatabaseWrapper) -> int:
    lines = chunk.splitlines()
    account.add_rows(model._meta.label, chunk)
    insert_lines(model, lines, connection)
    return len(lines)


def _bring_file(account: Account, name: str, content: BinaryIO, incoming: IncomingFiles) -> None:
    reader = HashingReader(content)
    incoming.add(name, reader)
    account.add_file(name, reader)


def _empty(models: list[Model], connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608 -- ours


def _reset_sequences(models: list[Model], connection: BaseDatabaseWrapper) -> None:
    """Let the next row made here get a number of its own."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
