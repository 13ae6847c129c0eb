"""How hard to search: until when, how close to the bound, from which seed; and the best known so far."""

from __future__ import annotations

from dataclasses import dataclass

from twiza_planning.caravans.watch import Watch
from twiza_planning.executors import Executor, Here
from twiza_planning.location.answer import gap_of

SECONDS_BETWEEN_REPORTS = 0.2


class Effort:
    """
    When a search may stop, and whom it tells.

    `gap` is the relative distance of value and bound that is close enough; parts that can be worked on apart are where
    the `executor` works.
    """

    def __init__(self, watch: Watch, *, gap: float, seed: int, executor: Executor | None = None) -> None:
        self.watch, self.gap, self.seed = watch, gap, seed
        self.executor = executor or Here()
        self.value: float | None = None
        self.bound: float | None = None
        self.phase = "start"
        self._told = -SECONDS_BETWEEN_REPORTS

    def learn(self, phase: str, *, value: float | None = None, bound: float | None = None) -> None:
        """Remember the best value and bound, and tell the caller at once."""
        self.value = self.value if value is None else value
        self.bound = self.bound if bound is None else bound
        self.phase = phase
        self._told = self.watch.elapsed
        self.watch.report(phase, value=self.value, bound=self.bound)

    def learn_quietly(self, phase: str, *, value: float, bound: float) -> None:
        """Remember the best value and bound, and tell the caller now and then."""
        self.value, self.bound, self.phase = value, bound, phase
        self.tell()

    def tell(self) -> None:
        """Tell the caller now and then how far the search is."""
        if self.watch.elapsed - self._told >= SECONDS_BETWEEN_REPORTS:
            self.learn(self.phase)

    def is_wanted(self, _done: int) -> bool:
        """Tell the caller now and then, and say whether the search goes on: for an executor."""
        self.tell()
        return not self.watch.stopped

    def is_close(self, value: float, bound: float) -> bool:
        """Say whether value and bound are close enough."""
        return gap_of(value, bound) <= self.gap


@dataclass(frozen=True, slots=True, eq=False)
class Errand:
    """
    An effort to be made by an executor: the caller's own where that is here, so that she is told and can stop it.

    Elsewhere it is another effort in the time that is left.
    """

    seconds: float
    gap: float
    seed: int
    effort: Effort | None

    @classmethod
    def of(cls, effort: Effort) -> Errand:
        """Return the errand of an effort, from now on."""
        known = effort if isinstance(effort.executor, Here) else None
        return cls(effort.watch.left, effort.gap, effort.seed, known)

    def begun(self) -> Effort:
        """Return the effort to make."""
        return self.effort or Effort(Watch(seconds=self.seconds), gap=self.gap, seed=self.seed)
