"""Where a value stands in a content: `parameters.asd_threshold.value`, `types.CSR1.staff_min.medecin`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from twiza.rulesets.evaluation.evidence import Content, Plain, is_list

KEY_COLUMNS = (
    "id", "code", "dose", "indicator", "n", "step", "size", "index", "criterion", "item", "service", "specialty", "fr",
)  # fmt: skip
"""The columns that may name a row, the first one that names every row once being its key."""


class NoSuchPath(KeyError):
    """Nothing stands at this path."""


def is_rows(value: Plain) -> bool:
    """Return whether a value is a table: a list of at least one row, all of them mappings."""
    return is_list(value) and bool(value) and all(isinstance(row, Mapping) for row in value)


def row_keys(rows: Sequence[Content]) -> list[str]:
    """Return the key of each row: of the first column that names every row once, else its number from 1."""
    for column in KEY_COLUMNS:
        keys = [key_text(row.get(column)) for row in rows]
        if all(keys) and len(set(keys)) == len(keys):
            return keys
    return [str(number) for number in range(1, len(rows) + 1)]


def key_text(value: Plain) -> str:
    """Return what a cell says as a key; empty when it names nothing."""
    is_name = isinstance(value, str | int) and not isinstance(value, bool)
    return str(value).replace(".", "·") if is_name else ""


def value_at(content: Content, path: str) -> Plain:
    """Return what stands at a path, through mappings by key and through tables by row. Raises NoSuchPath."""
    found: Plain = content
    for step in path.split("."):
        inside = dict(zip(row_keys(found), found, strict=True)) if is_rows(found) else found
        if not isinstance(inside, Mapping) or step not in inside:
            raise NoSuchPath(path)
        found = inside[step]
    return found


def rows_at(content: Content, path: str) -> list[Content]:
    """Return the rows of the table at a path. Raises NoSuchPath where no table stands."""
    rows = value_at(content, path)
    if not is_rows(rows):
        raise NoSuchPath(path)
    return list(rows)
