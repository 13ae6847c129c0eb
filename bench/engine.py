"""The engine alone, on published instances and on a synthetic country. Seconds are processor seconds."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.figures import Figure
from bench.large_caravans import season

INSTANCES = Path(__file__).resolve().parent / "instances"
SEASON = "caravans of 500 stops, 12 teams, 60 days, seasons, frequencies, 3 specialties"
BEST_KNOWN = {"spread-20-days": 292_494, "spread-10-days": 319_288, "overlap-10-days": 407_283}


def measured() -> Iterator[Figure]:
    """Yield, for each published case: seconds, proven gap, and how far the value is from the best known."""
    for name, best in BEST_KNOWN.items():
        seconds, plan = planned(INSTANCES / f"{name}.json")
        yield Figure(f"caravans {name}: processor time", seconds, "s", 20)
        yield Figure(f"caravans {name}: proven gap", plan["gap"] * 100, "%", 0.1)
        yield Figure(f"caravans {name}: below the best value known", (1 - plan["value"] / best) * 100, "%", 0.1)


def measured_in_full() -> Iterator[Figure]:
    """Yield seconds and gap of a long season of many stops."""
    with tempfile.TemporaryDirectory() as folder:
        problem = Path(folder) / "season.json"
        problem.write_text(json.dumps(season(1)), encoding="utf-8")
        seconds, plan = planned(problem)
    yield Figure(f"{SEASON}: processor time", seconds, "s", 300)
    yield Figure(f"{SEASON}: proven gap", plan["gap"] * 100, "%", 1)


def planned(problem: Path) -> tuple[float, dict[str, float]]:
    """Return the processor seconds of `twiza plan caravans` from start to end, and the plan it wrote."""
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "plan.json"
        before = processor_seconds_of_children()
        command = [sys.executable, "-m", "twiza", "plan", "caravans", str(problem), "--out", str(answer)]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 -- our own program
        return processor_seconds_of_children() - before, json.loads(answer.read_text(encoding="utf-8"))


def processor_seconds_of_children() -> float:
    """Return the processor time of every process we started that has ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
