"""
The loops of `compiled.py`, which numba compiles (the extra `fast`). Import it only where numba is installed.

Rasters come flat, with a border of barriers, so that every cell has eight neighbours. `cells` holds minutes and
friction by turns, so that both lie in one line of memory. `known` is the rank of the start that reaches a cell first,
as -1 - rank while the cell waits. `half` has half lengths by neighbour, in each row where rows differ; `steps` has
minutes by cell and neighbour, and is empty where friction and length say it all.

Helpers that share counters made the same loop four times as slow: hence long functions.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numba import njit

from twiza_planning.access import Vector
from twiza_planning.ground.grid import Cells
from twiza_planning.ground.points import Ranks

CHUNK = 62  # waiting cells of one bucket that lie together
FULL = -1  # instead of a count of cells: the queue was too small


def compiled(function: Callable[..., Any]) -> Any:
    """Return the function compiled, and kept between runs where some folder can be written."""
    try:
        return njit(function, cache=True, error_model="numpy")
    except RuntimeError:
        return njit(function, error_model="numpy")


@compiled
def put_starts(cells: Vector, known: Ranks, starts: Cells, ranks: Ranks, waiting: Ranks, touched: Ranks) -> int:
    """Let the starts wait, each cell once, by its lowest rank; return how many they are."""
    count = 0
    for place in range(len(starts)):
        start = starts[place]
        if cells[2 * start] > 0.0:
            cells[2 * start] = 0.0
            known[start] = -1 - ranks[place]
            waiting[count] = start
            touched[count] = start
            count += 1
    return count


@compiled
def spread_by_buckets(  # noqa: C901 -- see the note above
    cells: Vector, known: Ranks, half: Vector, steps: Vector, offsets: Cells, limit: float, per_minute: float,
    head: Cells, fill: Cells, chunk_next: Cells, waiting: Ranks, touched: Ranks, count: int,
) -> int:  # fmt: skip
    """
    Spread from `count` waiting starts up to the limit; return how many cells were touched, or FULL.

    A bucket is a chain of chunks of `waiting`: `head` its last one, with `fill` cells in it; those before are full.
    Buckets are no wider than the shortest step, and together wider than the longest.
    """
    mask, stride, has_steps, around = len(head) - 1, offsets[6], len(steps) > 0, offsets.copy()
    lengths, is_uneven = half[:8].copy(), len(half) > 8
    live, top, free, current = np.int64(count), np.int64(0), np.int64(-1), np.int64(0)
    while top * CHUNK < count:
        chunk_next[top] = head[0]
        head[0] = top
        left = count - top * CHUNK
        fill[0] = left if left < CHUNK else CHUNK
        top += 1
    while live > 0:
        bucket = current & mask
        while head[bucket] >= 0:
            chunk, last = head[bucket], fill[bucket] - 1
            cell = np.int64(waiting[chunk * CHUNK + last])
            fill[bucket] = last
            if last == 0:
                head[bucket], fill[bucket] = chunk_next[chunk], CHUNK
                chunk_next[chunk] = free
                free = chunk
            live -= 1
            rank = -1 - known[cell]
            if rank < 0:  # settled since it was put here
                continue
            known[cell] = rank
            here, friction = cells[2 * cell], cells[2 * cell + 1]
            if is_uneven:
                row = cell // stride
                lengths[:] = half[8 * row : 8 * row + 8]
            for place in range(8):
                other = cell + around[place]
                if has_steps:
                    minutes = here + steps[8 * cell + place]
                else:
                    minutes = here + (friction + cells[2 * other + 1]) * lengths[place]
                before = cells[2 * other]
                if minutes > before or minutes > limit:
                    continue
                if minutes == before:
                    theirs = known[other]
                    if rank >= (theirs if theirs >= 0 else -1 - theirs):
                        continue
                elif before == np.inf:
                    touched[count] = other
                    count += 1
                cells[2 * other], known[other] = minutes, -1 - rank
                target = np.int64(minutes * per_minute) & mask
                last = fill[target]
                if last == CHUNK:
                    chunk = free
                    if chunk >= 0:
                        free = chunk_next[chunk]
                    else:
                        chunk = top
                        top += 1
                        if chunk == len(chunk_next):
                            return FULL
                    chunk_next[chunk] = head[target]
                    head[target] = chunk
                    last = 0
                waiting[head[target] * CHUNK + last] = other
                fill[target] = last + 1
                live += 1
        current += 1
    return count


@compiled
def sink(keys: Vector, waiting: Ranks, size: int) -> None:
    """Mend a heap of one cell more than `size` whose first cell was taken: its last one finds its place."""
    minutes, cell, place = keys[size], waiting[size], 0
    while 2 * place + 1 < size:
        below = 2 * place + 1
        if below + 1 < size and keys[below + 1] < keys[below]:
            below += 1
        if keys[below] >= minutes:
            break
        keys[place], waiting[place] = keys[below], waiting[below]
        place = below
    keys[place], waiting[place] = minutes, cell


@compiled
def rise(keys: Vector, waiting: Ranks, place: int, minutes: float, cell: int) -> None:
    """Put a cell at the end of a heap, then where its minutes belong."""
    while place > 0 and keys[(place - 1) >> 1] > minutes:
        above = (place - 1) >> 1
        keys[place], waiting[place] = keys[above], waiting[above]
        place = above
    keys[place], waiting[place] = minutes, cell


@compiled
def spread_by_heap(  # noqa: C901 -- see the note above
    cells: Vector, known: Ranks, half: Vector, steps: Vector, offsets: Cells, limit: float,
    keys: Vector, waiting: Ranks, touched: Ranks, count: int,
) -> int:  # fmt: skip
    """Spread from `count` waiting starts up to the limit; return how many cells were touched, or FULL."""
    stride, size = offsets[6], np.int64(count)
    lengths, is_uneven = half[:8].copy(), len(half) > 8
    keys[:count] = 0.0
    while size > 0:
        cell = np.int64(waiting[0])
        size -= 1
        sink(keys, waiting, size)
        rank = -1 - known[cell]
        if rank < 0:  # settled since it was put here
            continue
        known[cell] = rank
        here, friction = cells[2 * cell], cells[2 * cell + 1]
        if is_uneven:
            row = cell // stride
            lengths[:] = half[8 * row : 8 * row + 8]
        for place in range(8):
            other = cell + offsets[place]
            if len(steps) > 0:
                minutes = here + steps[8 * cell + place]
            else:
                minutes = here + (friction + cells[2 * other + 1]) * lengths[place]
            before = cells[2 * other]
            if minutes > before or minutes > limit:
                continue
            if minutes == before:
                theirs = known[other]
                if rank >= (theirs if theirs >= 0 else -1 - theirs):
                    continue
            elif before == np.inf:
                touched[count] = other
                count += 1
            cells[2 * other], known[other] = minutes, -1 - rank
            if size == len(keys):
                return FULL
            rise(keys, waiting, size, minutes, other)
            size += 1
    return count


@compiled
def gather_points(
    cells: Vector, touched: Ranks, count: int, point_start: Ranks, points: Ranks, point: Ranks, minutes: Vector
) -> int:
    """Write down the points of the touched cells and their minutes, forget the minutes, return how many they are."""
    at = 0
    for place in range(count):
        cell = touched[place]
        for rank in range(point_start[cell], point_start[cell + 1]):
            point[at], minutes[at] = points[rank], cells[2 * cell]
            at += 1
        cells[2 * cell] = np.inf
    return at
