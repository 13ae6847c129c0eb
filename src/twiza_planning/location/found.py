"""What a solver hands back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from twiza_planning.location.distances import Ranks

TOLD = 20


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """
    The best sites found, their worth, and a proven bound on the best there is.

    `serves` is the site of each demand where that is part of the answer; elsewhere the nearest open site serves.
    """

    open: Ranks
    value: float
    bound: float
    serves: Ranks | None = None


@dataclass(frozen=True, slots=True)
class Impossible:
    """There is no answer, and why."""

    why: tuple[str, ...]


def impossible_for(rows: Sequence[int], say: Callable[[int], str]) -> Impossible:
    """Return why there is no answer, told of the first few demand points that it is due to."""
    why = tuple(say(row) for row in rows[:TOLD])
    more = len(rows) - len(why)
    return Impossible((*why, f"So it is with {more} more.") if more else why)
