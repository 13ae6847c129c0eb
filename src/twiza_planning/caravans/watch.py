"""When a solver must stop: the time is over, or the caller no longer wants the answer."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from twiza_planning.caravans.progress import Progress

Listener = Callable[[Progress], bool]


class Cancelled(Exception):
    """The caller asked to stop before any plan was found."""


class TimeIsUp(Exception):
    """The time ended in the middle of a step."""


class Watch:
    """
    The time allowed, and the caller who may cancel.

    The clock decides when to stop and nothing else.
    """

    def __init__(self, *, seconds: float, on_progress: Listener | None = None) -> None:
        self._start = time.perf_counter()
        self._seconds = seconds
        self._on_progress = on_progress
        self._kept = 0.0
        self.cancelled = False

    def keep(self, seconds: float) -> None:
        """Keep some of the time for what comes after the search; 0 gives it back."""
        self._kept = seconds

    def keep_at_least(self, seconds: float) -> None:
        """Keep so much of the time, if less is kept."""
        self._kept = max(self._kept, seconds)

    @contextmanager
    def sharing(self, share: float) -> Iterator[None]:
        """Let a first search use no more than a share of the time left."""
        kept = self._kept
        self._kept = kept + (1.0 - share) * self.left
        try:
            yield
        finally:
            self._kept = kept

    @property
    def elapsed(self) -> float:
        """Seconds since the start."""
        return time.perf_counter() - self._start

    @property
    def left(self) -> float:
        """Seconds left for the search, never negative."""
        return max(0.0, self._seconds - self._kept - self.elapsed)

    @property
    def stopped(self) -> bool:
        """Whether the time is over or the caller has cancelled."""
        return self.cancelled or self.left <= 0.0

    @property
    def is_over(self) -> bool:
        """Whether even the time kept for what comes after the search is over."""
        return self.cancelled or self.elapsed >= self._seconds

    def check(self) -> None:
        """Raise TimeIsUp when the search must stop."""
        if self.stopped:
            raise TimeIsUp

    def report(self, phase: str, *, value: float | None = None, bound: float | None = None) -> None:
        """Tell the caller how far things are, and remember an answer of False as a wish to stop."""
        if self._on_progress is None or self.cancelled:
            return
        elapsed = self.elapsed
        share = min(1.0, elapsed / self._seconds) if self._seconds > 0 else 1.0
        self.cancelled = not self._on_progress(Progress(phase, share, value, bound, elapsed))
