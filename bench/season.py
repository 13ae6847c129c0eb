"""A season of 2,000 caravans and 500,000 register lines, on SQLite. Seconds are processor seconds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator

from bench.figures import Figure

SIZE = "2,000 caravans, 500,000 register lines"
SEASON_MOST, PAGE_MOST_MS = 10, 300


def measured() -> Iterator[Figure]:
    """Yield what the season's report and the pages of caravans take, in a database that is thrown away."""
    with tempfile.TemporaryDirectory() as home:
        environment = {
            **os.environ,
            "TWIZA_HOME": home,
            "DATABASE_URL": "",
            "DJANGO_SETTINGS_MODULE": "twiza.settings",
        }
        command = [sys.executable, "-m", "bench.season_cases"]
        printed = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout  # noqa: S603 -- ours
    found = json.loads(printed.splitlines()[-1])
    yield Figure(f"season report, {SIZE}", found["season"], "s", SEASON_MOST)
    yield Figure(f"season report before any tally is kept, {SIZE}", found["counted anew"], "s")
    yield Figure(f"tallies of every register, {SIZE}", found["tallies"], "s")
    for kind in ("pdf", "xlsx", "csv"):
        yield Figure(f"season report as {kind}, once counted, {SIZE}", found[kind], "s", SEASON_MOST)
    for page in ("list", "caravan page", "register page", "season page"):
        yield Figure(f"caravans: {page}, p95, {SIZE}", found[page] * 1000, "ms", PAGE_MOST_MS)


if __name__ == "__main__":
    for figure in measured():
        print(figure.row(), flush=True)
