"""How far the making of a plan is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """
    What a plan in the making looks like now.

    `phase` is one word (`routes`, `floor`, `plan`, `reasons`), `share` how much of the time allowed is used (0 to 1),
    `value` the best plan so far and `bound` the proven upper bound, None until there is one; `seconds` since the
    start.
    """

    phase: str
    share: float
    value: float | None = None
    bound: float | None = None
    seconds: float = 0.0
