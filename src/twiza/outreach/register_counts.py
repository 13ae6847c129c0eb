"""What a register counts, for those who do not see persons: small numbers hidden with what would give them away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from twiza.core.small_numbers import hidden_in_table, hidden_in_tree
from twiza.outreach.models import CaravanDay, CaravanPost
from twiza.outreach.queries.register import PostCount


@dataclass(frozen=True, slots=True)
class ShownCount:
    """The consultations at a post (None: of all posts); a number that is hidden is None."""

    post: CaravanPost | None
    seen: int | None
    not_seen: int | None
    waiting: int | None
    asked: int | None


Numbers = tuple[int, int, int, int]
WHOLE = -1
"""The rank of all days together."""


def shown_counts(counts: Sequence[PostCount], *, sees_persons: bool) -> list[ShownCount]:
    """Return the counts by post and in all, with small numbers for whoever sees persons anyway."""
    rows = [numbers_of(count) for count in counts]
    sums = tuple(sum(row[column] for row in rows) for column in range(4))
    table = [*rows, sums]
    hidden = set() if sees_persons else hidden_in_table(table)
    posts = [*(count.post for count in counts), None]
    return [
        ShownCount(post, *(None if (row, column) in hidden else number for column, number in enumerate(numbers)))
        for row, (post, numbers) in enumerate(zip(posts, table, strict=True))
    ]


def numbers_of(count: PostCount) -> Numbers:
    """Return the numbers of a post, their sum last."""
    return count.seen, count.not_seen, count.waiting, count.asked


def shown_people(came: Sequence[tuple[CaravanDay, int]], *, sees_persons: bool) -> tuple[list[int | None], int | None]:
    """Return how many people came on each day, and in all; small numbers are hidden as by `shown_counts`."""
    numbers = {rank: people for rank, (_day, people) in enumerate(came)} | {
        WHOLE: sum(people for _day, people in came)
    }
    parents = {rank: None if rank == WHOLE else WHOLE for rank in numbers}
    hidden = set() if sees_persons else hidden_in_tree(numbers, parents)
    shown = {rank: None if rank in hidden else number for rank, number in numbers.items()}
    return [shown[rank] for rank in range(len(came))], shown[WHOLE]
