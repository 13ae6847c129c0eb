"""Access region by region, each with a halo of one catchment: the very numbers of the whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from twiza_planning.access import AccessProblem, Decay, Vector
from twiza_planning.executors import Executor

Ranks = npt.NDArray[np.intp]
Method = Callable[..., Vector]
REGIONS_BY_WORKER = 2


@dataclass(frozen=True, slots=True, eq=False)
class RegionTask:
    """A region with its halo, and which of its localities are its own."""

    problem: AccessProblem
    own: Ranks
    method: Method
    within: float
    decay: Decay


def access_by_region(
    problem: AccessProblem,
    *,
    method: Method,
    within: float,
    decay: Decay,
    executor: Executor,
    positions: Vector | None = None,
) -> Vector:
    """
    Return supply per inhabitant by locality, measured region by region where the executor works.

    A region holds its localities, every facility that they reach, and its halo: everyone else who reaches one of
    those, with all that they reach. Sums are taken in the order of the whole, so the numbers are the same to the last
    bit.

    Parameters
    ----------
    problem : AccessProblem
    method : function
        `enhanced_floating_catchment`, `modified_floating_catchment` or `three_step_floating_catchment`. Rational
        agents are in one equilibrium, which has no regions.
    within : float
        Greatest travel time, minutes, inclusive.
    decay : Decay
        Weight by travel time; picklable where the executor works elsewhere.
    executor : Executor
    positions : array, optional
        (lat, lon) by locality, for regions with small halos; without them localities are taken in their order.

    Returns
    -------
    Vector
        Supply per inhabitant, NaN where no facility is within reach.
    """
    if executor.workers == 1:
        return method(problem, within=within, decay=decay)
    count = executor.workers * REGIONS_BY_WORKER
    regions = [region for region in cut(len(problem.population), count, positions) if len(region)]
    tasks = [task_of(problem, region, method, within, decay) for region in regions]
    done = executor.run(measure_region, tasks, wanted=lambda _done: True)
    access = np.full(len(problem.population), np.nan)
    for rank, region in enumerate(regions):
        access[region] = done[rank]
    return access


def measure_region(task: RegionTask) -> Vector:
    """Return the access of a region's own localities."""
    return task.method(task.problem, within=task.within, decay=task.decay)[task.own]


def cut(localities: int, count: int, positions: Vector | None) -> Iterator[Ranks]:
    """Yield regions of about as many localities each, those near each other together, each in the order given."""
    every = np.arange(localities)
    if positions is None or not bool(np.all(np.isfinite(positions))):
        yield from np.array_split(every, count)
        return
    waiting = [(every, count)]
    while waiting:
        region, parts = waiting.pop()
        if parts == 1 or len(region) < parts:
            yield np.sort(region)
            continue
        spread = np.ptp(positions[region], axis=0)
        order = region[np.argsort(positions[region, int(spread.argmax())], kind="stable")]
        middle = len(region) * (parts // 2) // parts
        waiting += [(order[:middle], parts // 2), (order[middle:], parts - parts // 2)]


def task_of(problem: AccessProblem, region: Ranks, method: Method, within: float, decay: Decay) -> RegionTask:
    """Return a region with its halo."""
    minutes = problem.minutes
    is_reached = np.zeros(len(problem.supply), dtype=np.bool_)
    is_reached[minutes.indices[entries_of(minutes, region)]] = True
    row = np.repeat(np.arange(minutes.shape[0]), np.diff(minutes.indptr))
    is_inside = np.zeros(len(problem.population), dtype=np.bool_)
    is_inside[row[is_reached[minutes.indices]]] = True
    is_inside[region] = True
    rows = np.flatnonzero(is_inside)
    inner, columns = restricted_to(minutes, rows)
    part = AccessProblem(problem.population[rows], problem.supply[columns], inner)
    return RegionTask(part, np.searchsorted(rows, region), method, within, decay)


def restricted_to(minutes: csr_array, rows: Ranks) -> tuple[csr_array, Ranks]:
    """Return the pairs of some rows in the order in which they are stored, and the columns that are left."""
    entries = entries_of(minutes, rows)
    columns = np.unique(minutes.indices[entries])
    ends = np.concatenate([[0], np.cumsum(np.diff(minutes.indptr)[rows])])
    places = (minutes.data[entries], np.searchsorted(columns, minutes.indices[entries]), ends)
    inner: csr_array = csr_array(places, shape=(len(rows), len(columns)))
    return inner, np.asarray(columns, dtype=np.intp)


def entries_of(minutes: csr_array, rows: Ranks) -> Ranks:
    """Return where the pairs of some rows are stored."""
    counts = np.diff(minutes.indptr)[rows].astype(np.intp)
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    starts = minutes.indptr[rows].astype(np.intp) - (ends - counts)
    return np.asarray(np.arange(total) + np.repeat(starts, counts), dtype=np.intp)
