"""
A programme of families at 100,000 persons and 1,000,000 visits: its lists, a household, a child, a month of figures.

On SQLite in processor time; on PostgreSQL, whose own processes work too, in waited time. Of twenty requests the 95th
percentile. `python -m bench.programme` prints both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bench.figures import HOUSE, Figure
from bench.scale import cases_measured

SIZE = "100,000 persons, 1,000,000 visits"
PAGE_MOST_MS, MONTH_MOST_S = 300, 10


def measured() -> Iterator[Figure]:
    """Yield the figures on both databases."""
    yield from figures_on("SQLite", "cpu_", [])
    yield from figures_on("PostgreSQL", "", [str(HOUSE / "tools" / "with_postgres")])


def figures_on(database: str, unit: str, before: Sequence[str]) -> Iterator[Figure]:
    """Yield the figures on one database, made and thrown away."""
    *pages, month = cases_measured("bench.programme_cases", before)
    for one in pages:
        yield Figure(f"page {one['what']}, p95, on {database}, {SIZE}", one[f"{unit}ms"], "ms", PAGE_MOST_MS)
    what = f"a month of {month['figures']} indicators on {database}, {SIZE}"
    yield Figure(what, month[f"{unit}s"], "s", MONTH_MOST_S)


if __name__ == "__main__":
    for figure in measured():
        print(figure.row(), flush=True)
