"""
Where independent work is done: here, in other processes, or on a Dask cluster; one code, the same results.

Work is a function of one task, both picklable. A lost process costs its work again, not the result.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Any, Protocol, Self, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")
Wanted = Callable[[int], bool]

LOSSES_MAX = 3
LISTEN_SECONDS = 0.5


class Executor(Protocol):
    """Does work for each of several tasks."""

    @property
    def workers(self) -> int:
        """How many tasks are worked on at once."""

    def run(self, work: Callable[[Task], Result], tasks: Sequence[Task], *, wanted: Wanted) -> dict[int, Result]:
        """
        Return the results by the rank of their tasks.

        `wanted` is told how many are done, now and then; when it answers False, only those done are returned.
        """


class Here:
    """One task after the other, in this process."""

    workers = 1

    def run(self, work: Callable[[Task], Result], tasks: Sequence[Task], *, wanted: Wanted) -> dict[int, Result]:
        """Return the results by the rank of their tasks."""
        done: dict[int, Result] = {}
        for rank, task in enumerate(tasks):
            if not wanted(rank):
                break
            done[rank] = work(task)
        return done


class Processes:
    """
    Some tasks at once, each in a process of its own on this machine.

    The processes stay for the next run; `with` ends them. One that dies is replaced.
    """

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        """Return this."""
        return self

    def __exit__(self, *_error: object) -> None:
        """End the processes."""
        self._end()

    def run(self, work: Callable[[Task], Result], tasks: Sequence[Task], *, wanted: Wanted) -> dict[int, Result]:
        """Return the results by the rank of their tasks."""
        done: dict[int, Result] = {}
        for losses in range(LOSSES_MAX + 1):
            try:
                self._run_rest(work, tasks, done, wanted)
                break
            except BrokenProcessPool:
                if losses == LOSSES_MAX:
                    raise
        return done

    def _run_rest(
        self, work: Callable[[Task], Result], tasks: Sequence[Task], done: dict[int, Result], wanted: Wanted
    ) -> None:
        pool, pending = self._started(), set[Future[Result]]()
        try:
            ranks = {pool.submit(work, task): rank for rank, task in enumerate(tasks) if rank not in done}
            pending = set(ranks)
            while pending and wanted(len(done)):
                ended, pending = wait(pending, timeout=LISTEN_SECONDS, return_when=FIRST_COMPLETED)
                done.update({ranks[future]: future.result() for future in ended})
        except BaseException:
            self._end()
            raise
        if pending:
            self._end()

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # Not forked: a solver's threads do not survive a fork.
            self._pool = ProcessPoolExecutor(self.workers, mp_context=get_context("spawn"))
        return self._pool

    def _end(self) -> None:
        """End the processes at once: what they may still be working on is no longer wanted."""
        pool, self._pool = self._pool, None
        if pool is None:
            return
        processes = list((pool._processes or {}).values())  # nothing public ends a task at work
        pool.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.kill()


class Cluster:
    """
    A Dask cluster, through its client: `Cluster(distributed.Client("tcp://…"))`.

    A worker that is lost has its tasks done again by another.
    """

    def __init__(self, client: Any) -> None:
        self._client = client

    @property
    def workers(self) -> int:
        """How many threads the cluster has now."""
        threads: dict[str, int] = self._client.nthreads()
        return max(1, sum(threads.values()))

    def run(self, work: Callable[[Task], Result], tasks: Sequence[Task], *, wanted: Wanted) -> dict[int, Result]:
        """Return the results by the rank of their tasks."""
        futures = [self._client.submit(work, task, pure=False) for task in tasks]
        try:
            while not all(future.done() for future in futures) and wanted(sum(future.done() for future in futures)):
                _wait_for_any(futures)
            return {rank: future.result() for rank, future in enumerate(futures) if future.done()}
        finally:
            self._client.cancel(futures)


def _wait_for_any(futures: list[Any]) -> None:
    """Wait until one more is done, or for as long as one listens."""
    from distributed import TimeoutError as NoneYet  # noqa: PLC0415 -- an extra
    from distributed import wait as wait_for  # noqa: PLC0415 -- an extra

    try:
        wait_for(
            [future for future in futures if not future.done()], timeout=LISTEN_SECONDS, return_when="FIRST_COMPLETED"
        )
    except NoneYet:
        return
