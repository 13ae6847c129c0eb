"""Rows as lines of JSON that no database needs to have written: a laptop's SQLite and a server's PostgreSQL agree."""

from __future__ import annotations

import base64
import datetime as dt
import decimal
import json
import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.duration import duration_string

# Who was signed in, and how often somebody tried, is nobody's business after a restore: people sign in again.
LEFT_OUT = frozenset({"sessions.Session", "core.CacheEntry"})
ROWS_AT_ONCE = 1_000
Model = type[models.Model]


def kept_models() -> list[Model]:
    """Return every model that a backup keeps, in the order of their labels."""
    own = [model for model in apps.get_models(include_auto_created=True) if _is_kept(model)]
    return sorted(own, key=lambda model: model._meta.label)


def kept_fields(model: Model) -> list[models.Field[Any, Any]]:
    """Return the fields of a model's own table, but for those the database computes."""
    return [field for field in model._meta.local_concrete_fields if not getattr(field, "generated", False)]


def kept_columns() -> dict[str, list[str]]:
    """Return the columns of every table kept, by label."""
    return {model._meta.label: [str(field.column) for field in kept_fields(model)] for model in kept_models()}


def lines_of(model: Model, connection: BaseDatabaseWrapper) -> Iterator[bytes]:
    """Yield the rows of a table as lines of JSON, in the order of their keys, without holding them all."""
    names = [field.attname for field in kept_fields(model)]
    rows = model._base_manager.using(connection.alias).order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=ROWS_AT_ONCE):
        yield json.dumps(row, default=_plain, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def insert_lines(model: Model, lines: Iterable[bytes], connection: BaseDatabaseWrapper) -> None:
    """Insert rows as they are: no default, no date of today, no signal has a say."""
    fields = kept_fields(model)
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})"  # noqa: S608 -- names of ours
    rows = [_stored(fields, json.loads(line), connection) for line in lines]
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)


def _is_kept(model: Model) -> bool:
    meta = model._meta
    return bool(meta.managed) and not meta.proxy and not meta.swapped and meta.label not in LEFT_OUT


def _plain(value: object) -> object:
    """Return a value that JSON lacks as what `Field.to_python` reads back."""
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, dt.timedelta):
        return duration_string(value)
    if isinstance(value, uuid.UUID | decimal.Decimal):
        return str(value)
    if isinstance(value, bytes | bytearray | memoryview):
        return base64.b64encode(bytes(value)).decode()
    raise TypeError(f"A {type(value).__name__} cannot be kept in a backup.")


def _stored(fields: list[models.Field[Any, Any]], row: list[Any], connection: BaseDatabaseWrapper) -> list[Any]:
    return [_stored_value(field, value, connection) for field, value in zip(fields, row, strict=True)]


def _stored_value(field: models.Field[Any, Any], value: Any, connection: BaseDatabaseWrapper) -> Any:
    if isinstance(field, models.JSONField):
        is_null = value is None and field.null
        return None if is_null else connection.ops.adapt_json_value(value, field.encoder)
    return field.get_db_prep_save(field.to_python(value), connection)
