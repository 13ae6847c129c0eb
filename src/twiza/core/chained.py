"""Several lists as one, for a paginator: only those that a page touches are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


class Chained(Generic[Row]):
    """The rows of several questions, one after another; how many each has is known."""

    def __init__(self, *parts: tuple[QuerySet[Row], int]) -> None:
        self.parts = parts

    def __len__(self) -> int:
        """Return how many rows there are."""
        return sum(many for _rows, many in self.parts)

    def __getitem__(self, wanted: slice) -> Sequence[Row]:
        """Return the rows from one number to another."""
        start, stop = wanted.start or 0, len(self) if wanted.stop is None else wanted.stop
        found: list[Row] = []
        for rows, many in self.parts:
            if start < many and stop > 0:
                found += rows[max(start, 0) : min(stop, many)]
            start, stop = start - many, stop - many
        return found
