"""The difference of two contents, by path: what was added, removed, changed, or put in another order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from twiza.rulesets.evaluation.evidence import Content, Plain
from twiza.rulesets.evaluation.paths import is_rows, row_keys


class ChangeKind(StrEnum):
    """What became of the thing at a path."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. For a table put in another order, `old` and `new` are the keys of its rows in order."""

    path: str
    kind: ChangeKind
    old: Plain
    new: Plain


def difference(old: Content, new: Content) -> list[Change]:
    """Return every difference of two contents in the order of the new one; the order of keys is none."""
    return list(changes(old, new, ""))


def changes(old: Plain, new: Plain, path: str) -> Iterator[Change]:
    """Yield the differences of two values at a path."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        yield from changes_inside(old, new, path)
    elif is_rows(old) and is_rows(new):
        yield from changes_of_rows(old, new, path)
    elif type(old) is not type(new) or old != new:
        yield Change(path, ChangeKind.CHANGED, old, new)


def changes_inside(old: Content, new: Content, path: str) -> Iterator[Change]:
    """Yield the differences of two mappings, what was removed last."""
    for key, value in new.items():
        inner = f"{path}.{key}" if path else key
        if key in old:
            yield from changes(old[key], value, inner)
        else:
            yield Change(inner, ChangeKind.ADDED, None, value)
    for key, value in old.items():
        if key not in new:
            yield Change(f"{path}.{key}" if path else key, ChangeKind.REMOVED, value, None)


def changes_of_rows(old: Sequence[Content], new: Sequence[Content], path: str) -> Iterator[Change]:
    """Yield the differences of two tables row by row, and say when rows that stayed stand in another order."""
    old_rows = dict(zip(row_keys(old), old, strict=True))
    new_rows = dict(zip(row_keys(new), new, strict=True))
    yield from changes_inside(old_rows, new_rows, path)
    old_order = [key for key in old_rows if key in new_rows]
    new_order = [key for key in new_rows if key in old_rows]
    if old_order != new_order:
        yield Change(path, ChangeKind.MOVED, old_order, new_order)
