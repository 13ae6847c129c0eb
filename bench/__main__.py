"""
`make bench`: measure, print, and keep the figures in docs/explanation/figures.md; exit 1 on a broken promise.

`make bench-full` adds what takes minutes: caravans beside routing libraries, on a cluster and over a long season,
location beside spopt and on published instances, rounds, every page of local care supply and of a programme of
families at their promised sizes.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Iterator

from bench import access, caravans, engine, location, programme, rounds, scale, season, server, travel, workers
from bench.figures import Figure, write_page


def measured(*, in_full: bool) -> Iterator[Figure]:
    """Yield every figure, the engine's first."""
    yield from engine.measured()
    if in_full:
        yield from engine.measured_in_full()
        yield from caravans.measured()
        yield from workers.measured()
        yield from location.measured()
        yield from rounds.measured()
        yield from scale.measured()
        yield from programme.measured()
    yield from travel.measured()
    yield from access.measured()
    yield from season.measured()
    yield from server.measured()


def main() -> int:
    """Print each figure as it comes, then write the page."""
    load, figures = os.getloadavg()[0], []
    for figure in measured(in_full="--full" in sys.argv):
        print(figure.row(), flush=True)
        figures.append(figure)
    write_page(figures, at=dt.datetime.now(tz=dt.UTC), load=load)
    return 0 if all(figure.is_kept for figure in figures) else 1


sys.exit(main())
