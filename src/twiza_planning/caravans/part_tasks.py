"""Work on the parts of a problem, wherever it is done."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from twiza_planning.caravans.plan import Plan
from twiza_planning.caravans.problem import CaravanProblem
from twiza_planning.caravans.progress import Progress
from twiza_planning.caravans.watch import Listener
from twiza_planning.caravans.whole import plan_together
from twiza_planning.executors import Executor, Here

Result = TypeVar("Result")

# What a part gets that nobody waits for any more: enough for a first plan.
HURRIED_SECONDS = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class PartTask:
    """One part, and the effort it is worth."""

    problem: CaravanProblem
    seconds: float
    gap: float
    seed: int
    on_progress: Listener | None = None


@dataclass(slots=True, eq=False)
class Told:
    """What the caller is told of the parts, and whether still waiting."""

    on_progress: Listener | None
    start: float
    parts: int
    done: int = 0
    is_waiting: bool = True

    def hear(self, progress: Progress) -> bool:
        """Tell the caller how far one part is."""
        return self._tell(replace(progress, share=(self.done + progress.share) / self.parts, value=None, bound=None))

    def wanted(self, done: int) -> bool:
        """Tell the caller how many parts are done, and return whether the others are still wanted."""
        self.done = done
        return self._tell(Progress("plan", done / self.parts, None, None, time.perf_counter() - self.start))

    def _tell(self, progress: Progress) -> bool:
        if self.is_waiting and self.on_progress is not None:
            self.is_waiting = self.on_progress(progress)
        return self.is_waiting


def plan_task(task: PartTask) -> Plan:
    """Return the plan of one part."""
    return plan_together(
        task.problem, seconds=task.seconds, gap=task.gap, seed=task.seed, on_progress=task.on_progress
    )


def run_parts(
    work: Callable[[PartTask], Result],
    parts: Sequence[CaravanProblem],
    *,
    seconds: float,
    gap: float,
    seed: int,
    executor: Executor,
    told: Told,
) -> list[Result]:
    """Return what comes of each part in `seconds` for all; in haste of those that nobody waits for any more."""
    listener = told.hear if isinstance(executor, Here) and told.on_progress is not None else None
    tasks = [
        PartTask(part, seconds * share, gap, seed, listener)
        for part, share in zip(parts, _shares(parts, executor.workers), strict=True)
    ]
    done = executor.run(work, tasks, wanted=told.wanted)
    hurried = [replace(task, seconds=HURRIED_SECONDS, on_progress=None) for task in tasks]
    return [done[rank] if rank in done else work(task) for rank, task in enumerate(hurried)]


def _shares(parts: Sequence[CaravanProblem], workers: int) -> list[float]:
    """Return which share of the time each part may take, when as many as there are workers run at once."""
    sizes = [len(part.stops) * len(part.teams) for part in parts]
    return [min(1.0, workers * size / sum(sizes)) for size in sizes]
