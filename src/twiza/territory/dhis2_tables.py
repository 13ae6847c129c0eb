"""A set of data values as DHIS2 gives it in JSON, read as a table."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from twiza.documents.guard import GuardedFile, Kind
from twiza.documents.reading import read_table
from twiza.documents.tables import MAX_ROWS, Row, Table, TableProblem, kept_cell, problem_at

VALUES = "dataValues"
COLUMNS = ("dataElement", "period", "orgUnit", "categoryOptionCombo", "attributeOptionCombo", "value", "deleted")


def read_health_table(file: GuardedFile) -> Table:
    """Return the table in a guarded file: CSV, workbook, or data values of DHIS2. Raises TableProblem."""
    return read_data_values(file) if file.kind == Kind.GEOJSON else read_table(file)


def read_data_values(file: GuardedFile) -> Table:
    """
    Return the values of a data value set as rows numbered from 1; what the set says once holds for each of them.

    Raises TableProblem.
    """
    said = _parsed(file)
    values = said.get(VALUES) if isinstance(said, dict) else None
    if not isinstance(values, list) or not all(isinstance(one, dict) for one in values):
        raise TableProblem(
            _("%(file)s holds no “dataValues”: export the aggregate figures of DHIS2 as JSON or CSV.")
            % {"file": file.name}
        )
    if len(values) > MAX_ROWS:
        raise problem_at(_("There are more than %(most)s rows: split the file.") % {"most": MAX_ROWS}, file=file.name)
    common = {name: said[name] for name in COLUMNS if name in said}
    return Table(file.name, COLUMNS, _rows(file.name, values, common), encoding=file.encoding)


def _rows(name: str, values: list[dict[str, Any]], common: dict[str, Any]) -> Iterator[Row]:
    for number, value in enumerate(values, start=1):
        given = {**common, **value}
        yield Row(number, {column: _cell(given.get(column), column, name, number) for column in COLUMNS})


def _cell(value: Any, column: str, file: str, number: int) -> Any:
    plain = json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value
    return kept_cell(plain, column, file, number)


def _parsed(file: GuardedFile) -> Any:
    try:
        return json.loads(file.text, parse_constant=_refuse_constant)
    except (RecursionError, ValueError):
        raise TableProblem(_("%(file)s is no JSON that can be read: export it again.") % {"file": file.name}) from None


def _refuse_constant(constant: str) -> NoReturn:
    raise ValueError(constant)
