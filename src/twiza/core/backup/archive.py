"""What a backup holds, and the account of it that its last entry gives."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from twiza.core.errors import InputError
from twiza.core.tables import at_once

FORMAT = 1
HEAD = "head.json"
MANIFEST = "manifest.json"
ROWS = "rows/"
FILES = "files/"


class OtherMigrations(InputError):
    """The tables of the backup and the tables here are not the same."""


@dataclass(frozen=True, slots=True)
class Head:
    """What must be known before anything else is read."""

    format: int
    made_at: str
    migrations: list[list[str]]
    columns: dict[str, list[str]]


@dataclass(slots=True)
class Count:
    """How much of something there is, and its SHA-256: rows of a table, or bytes of a file."""

    many: int
    sha256: str


@dataclass(slots=True)
class Manifest:
    """The account of a backup: every table and every file."""

    tables: dict[str, Count] = field(default_factory=dict)
    files: dict[str, Count] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """Return the rows of all tables."""
        return sum(table.many for table in self.tables.values())


def summary_of(manifest: Manifest) -> dict[str, object]:
    """Return the account for a machine: rows by table, and how many files."""
    tables = {table: count.many for table, count in manifest.tables.items()}
    return {"rows": manifest.rows, "tables": tables, "files": len(manifest.files)}


def as_json(part: Head | Manifest) -> bytes:
    """Return a part of the account as JSON."""
    return json.dumps(asdict(part), ensure_ascii=False, indent=1).encode()


def applied_migrations(connection: BaseDatabaseWrapper) -> list[list[str]]:
    """Return the migrations that made the tables of a database."""
    return sorted([app, name] for app, name in MigrationRecorder(connection).applied_migrations())


def refuse_other_migrations(applied: list[list[str]], *, sentence: str) -> None:
    """Raise OtherMigrations with this sentence unless these are the migrations of this version."""
    different = at_once((app, name) for app, name in applied) ^ at_once(MigrationLoader(None).disk_migrations)
    if different:
        named = ", ".join(f"{app}.{name}" for app, name in sorted(different)[:3])
        raise OtherMigrations(sentence % {"migrations": named})
