"""What becomes of many rows in the database itself, so that they are not read one by one."""

from __future__ import annotations

from typing import Any

from django.db.models import Aggregate, TextField


class Listed(Aggregate):
    """The texts of a group's rows in one text, a space between two, in no order: a row for each group is read then."""

    function = "GROUP_CONCAT"
    template = "%(function)s(%(expressions)s, ' ')"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        """Return the same of PostgreSQL."""
        return self.as_sql(compiler, connection, function="STRING_AGG")
