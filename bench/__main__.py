"""`make bench`: measure, print, and keep the figures in docs/explanation/figures.md; exit 1 on a broken promise."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Iterator

from bench import access, engine, server, travel
from bench.figures import Figure, write_page


def measured() -> Iterator[Figure]:
    """Yield every figure, the engine's first."""
    yield from engine.measured()
    yield from travel.measured()
    yield from access.measured()
    yield from server.measured()


def main() -> int:
    """Print each figure as it comes, then write the page."""
    load, figures = os.getloadavg()[0], []
    for figure in measured():
        print(figure.row(), flush=True)
        figures.append(figure)
    write_page(figures, at=dt.datetime.now(tz=dt.UTC), load=load)
    return 0 if all(figure.is_kept for figure in figures) else 1


sys.exit(main())
