"""What a second worker brings, and that it changes nothing. Seconds are those waited."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bench.alone import has_peers, measured_alone
from bench.figures import Figure

NAME = "caravans of a country, 16 regions, 3,200 stops, 80 teams"


def measured(seed: int = 1) -> Iterator[Figure]:
    """Yield the seconds of one process, their part that two workers of a Dask cluster take, and what differs."""
    if not has_peers("Dask"):
        return
    one, two = (measured_alone("worker_cases", case, seed) for case in ("here", "cluster"))
    yield Figure(f"{NAME}: one process, waited", one.seconds, "s")
    yield Figure(f"{NAME}: two Dask workers, waited", two.seconds, "s")
    yield Figure(f"{NAME}: two workers in the time of one", two.seconds / one.seconds * 100, "%", 100 / 1.5)
    others = sum(not np.array_equal(one.found[name], two.found[name]) for name in one.found)
    yield Figure(f"{NAME}: value, bound, routes that differ", others, "of 3", 0)


if __name__ == "__main__":
    for figure in measured():
        print(figure.row(), flush=True)
