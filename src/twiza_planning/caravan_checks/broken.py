"""One rule that routes break: in a sentence, and in parts for whoever says it in other words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Broken:
    """
    A rule that is broken, by which team, on which day, at which stop, as far as the rule is about these.

    `found` is what the routes have and `allowed` what the rule lets them have: minutes, stops, visits, days, nights
    or money, as the rule counts.
    """

    rule: str
    sentence: str
    team: str | None = None
    day: int | None = None
    stop: str | None = None
    found: float | None = None
    allowed: float | None = None

    def __str__(self) -> str:
        """Return the sentence."""
        return self.sentence
