"""
Every page of local care supply at 5,000 facilities, 2,000 caravans, 500,000 register lines and 20,000 referrals.

On SQLite in processor milliseconds; on PostgreSQL, whose own processes work too, in waited ones. Of twenty
requests the 95th percentile; a file is asked for once. `python -m bench.scale` prints both, page by page.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from typing import Any

from bench.figures import HOUSE, Figure

SIZE = "5,000 facilities, 2,000 caravans, 500,000 lines"
PAGE_MOST_MS = 300
SHOWN = (
    "facilities", "facilities_points", "facilities_on", "facility", "facility_duplicates", "facilities_to_verify",
    "procedure_files", "procedure_file", "waiting", "procedure_delays", "referrals (bakary)", "referral (bakary)",
    "referrals_waiting (bakary)", "caravans", "caravan", "caravan_report", "day_typing (aminata)", "season",
    "conventions", "convention", "care_supply_plan", "needs", "plans", "health_series",
    "indicators?topic=nearness", "indicators?topic=supply", "indicators?topic=planned", "indicators?topic=days",
    "indicators?topic=afterwards",
)  # fmt: skip
FILES_SHOWN = ("facilities_export xlsx", "facilities_export csv", "facilities_export geojson", "referrals_export xlsx")


def measured() -> Iterator[Figure]:
    """Yield the figures of some pages, the slowest of all, and of the longest files, on both databases."""
    yield from figures_on("SQLite", "cpu_ms", [])
    yield from figures_on("PostgreSQL", "ms", [str(HOUSE / "tools" / "with_postgres")])


def figures_on(database: str, unit: str, before: Sequence[str]) -> Iterator[Figure]:
    """Yield the figures on one database, made and thrown away."""
    found = {one["what"]: one for one in cases_measured("bench.scale_cases", before)}
    pages = [one for one in found.values() if not one["is_file"]]
    slowest = max(pages, key=lambda one: float(one[unit]))
    what = f"slowest of {len(pages)} pages at p95 ({slowest['what']}) on {database}, {SIZE}"
    yield Figure(what, slowest[unit], "ms", PAGE_MOST_MS)
    yield Figure(f"most questions asked by a page on {database}, {SIZE}", max(one["queries"] for one in pages), "")
    for name in SHOWN:
        yield Figure(f"page {name} on {database}, {SIZE}", found[name][unit], "ms", PAGE_MOST_MS)
    for name in FILES_SHOWN:
        yield Figure(f"file {name} on {database}, {SIZE}", found[name][unit] / 1000, "s")


def cases_measured(cases: str, before: Sequence[str]) -> list[dict[str, Any]]:
    """Return what a module of cases prints, run in a database that is thrown away."""
    with tempfile.TemporaryDirectory() as home:
        environment = {
            **os.environ,
            "TWIZA_HOME": home,
            "DATABASE_URL": "",
            "DJANGO_SETTINGS_MODULE": "twiza.settings",
        }
        command = [*before, sys.executable, "-m", cases]
        printed = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True).stdout  # noqa: S603 -- ours
    return list(json.loads(printed.splitlines()[-1]))


if __name__ == "__main__":
    for figure in measured():
        print(figure.row(), flush=True)
