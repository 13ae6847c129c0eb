"""What changed from one version of a plan to another: lines added, dropped, and changed field by field."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from enum import StrEnum

Words = Mapping[str, str]
"""A line in words, by field; empty fields are left out."""


class Change(StrEnum):
    """What happened to a line."""

    ADDED = "added"
    DROPPED = "dropped"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """One field of a line as it was and as it became; empty is nothing."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class LineDifference:
    """A line that is not as it was."""

    key: Hashable
    change: Change
    fields: tuple[FieldDifference, ...]


def differences(before: Mapping[Hashable, Words], after: Mapping[Hashable, Words]) -> list[LineDifference]:
    """Return the lines that differ, by key: those there were, in their order, then those that are new."""
    keys = [*before, *(key for key in after if key not in before)]
    found = (difference(key, before.get(key), after.get(key)) for key in keys)
    return [one for one in found if one is not None]


def difference(key: Hashable, before: Words | None, after: Words | None) -> LineDifference | None:
    """Return how one line differs, None when it does not."""
    was, became = before or {}, after or {}
    fields = tuple(
        FieldDifference(field, was.get(field, ""), became.get(field, ""))
        for field in {**was, **became}
        if was.get(field, "") != became.get(field, "")
    )
    if before is None:
        return LineDifference(key, Change.ADDED, fields)
    if after is None:
        return LineDifference(key, Change.DROPPED, fields)
    return LineDifference(key, Change.CHANGED, fields) if fields else None
