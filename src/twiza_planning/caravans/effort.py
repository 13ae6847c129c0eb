"""How hard to search: until when, how close to the bound, from which seed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from twiza_planning.caravans.watch import Watch


@dataclass(frozen=True, slots=True)
class Effort:
    """
    When a search may stop.

    `gap` is the relative distance of value and bound that is close enough; `figure` turns what a model earns into the
    figure that the caller is told, None to tell nothing but the `phase`.
    """

    watch: Watch
    gap: float
    seed: int
    phase: str = "plan"
    figure: Callable[[float], float] | None = None

    def tell(self, worth: float | None, bound: float | None) -> None:
        """Tell the caller how far the search is."""
        figure = self.figure
        if figure is None:
            self.watch.report(self.phase)
            return
        self.watch.report(
            self.phase,
            value=None if worth is None else figure(worth),
            bound=None if bound is None else figure(bound),
        )
