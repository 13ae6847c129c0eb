"""The database as it stands at one moment, read while others go on writing."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper


@contextmanager
def database_snapshot() -> Iterator[BaseDatabaseWrapper]:
    """
    Let this thread see one moment of the database, through a second connection that can only read.

    PostgreSQL: a repeatable-read transaction. SQLite: a read transaction on the write-ahead log, begun as
    deferred, so that it does not take the only write lock.
    """
    usual = connections[DEFAULT_DB_ALIAS]
    reading = connections.create_connection(DEFAULT_DB_ALIAS)
    reading.settings_dict = copy.deepcopy(usual.settings_dict)
    if reading.vendor == "sqlite":
        reading.settings_dict["OPTIONS"]["transaction_mode"] = "DEFERRED"
    connections[DEFAULT_DB_ALIAS] = reading
    try:
        with transaction.atomic():
            _freeze(reading)
            yield reading
    finally:
        reading.close()
        connections[DEFAULT_DB_ALIAS] = usual


def _freeze(connection: BaseDatabaseWrapper) -> None:
    """Take the snapshot now, and refuse any change through this connection."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        else:
            cursor.execute("PRAGMA query_only = ON")
        cursor.execute("SELECT count(*) FROM django_migrations")
