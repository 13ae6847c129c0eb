"""What a solver hands back."""

from __future__ import annotations

from dataclasses import dataclass

from twiza_planning.location.distances import Ranks


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
