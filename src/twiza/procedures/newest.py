"""A long list of files, the newest first, whose pages cost as little at the end as the rows before them."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import merge
from itertools import islice

from django.db.models import QuerySet

from twiza.procedures.models import File

ORDER = ("-opened_at", "-id")


class NewestFirst:
    """
    Files in several parts that no file is in twice, read as one list.

    One query over all parts cannot walk an index in this order, and would sort 100,000 files to show 50 of them.
    """

    ordered = True

    def __init__(self, parts: Sequence[QuerySet[File]]) -> None:
        self._parts = parts

    def __getitem__(self, wanted: slice) -> list[File]:
        """Return some files of the list."""
        keys = [part.order_by(*ORDER).values_list("opened_at", "pk")[: wanted.stop] for part in self._parts]
        chosen = [pk for _at, pk in islice(merge(*keys, reverse=True), wanted.start or 0, wanted.stop)]
        found = File.objects.select_related("version", "step", "owner", "kind").in_bulk(chosen)
        return [found[pk] for pk in chosen]

    def count(self) -> int:
        """Return how many files there are."""
        return sum(part.order_by().count() for part in self._parts)
