"""Time from one moment to another, counted by the database."""

from __future__ import annotations

from typing import Any

from django.db.models import Func, IntegerField


class WholeMinutes(Func):
    """The whole minutes between two times, the later one first."""

    arity = 2
    arg_joiner = " - "
    output_field = IntegerField()
    template = "CAST(FLOOR(EXTRACT(EPOCH FROM (%(expressions)s)) / 60) AS INTEGER)"

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[Any, ...]]:
        """Return the same for SQLite, which keeps a time as text."""
        (later, first), (earlier, second) = (compiler.compile(one) for one in self.source_expressions)
        return f"((strftime('%%s', {later}) - strftime('%%s', {earlier})) / 60)", (*first, *second)


class WholeDays(Func):
    """The days between two dates, the later one first."""

    arity = 2
    arg_joiner = " - "
    output_field = IntegerField()
    template = "(%(expressions)s)"

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[Any, ...]]:
        """Return the same for SQLite, which keeps a date as text."""
        (later, first), (earlier, second) = (compiler.compile(one) for one in self.source_expressions)
        return f"CAST(julianday({later}) - julianday({earlier}) AS INTEGER)", (*first, *second)
