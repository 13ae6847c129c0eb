"""One measure in a process of its own, so that no other's memory, threads or caches are in it."""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
# Made by `make bench`: numba and the peers, which the product does without.
WITH_PEERS = ROOT / "bench" / ".venv" / "bin" / "python"
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"), "1")


@dataclass(frozen=True, slots=True, eq=False)
class Measure:
    """
    Processor seconds, MiB above what was there before, and what was found.

    The seconds are the least of several runs: what else the machine does only adds to them.
    """

    seconds: float
    mib: float
    found: dict[str, np.ndarray]


def measure(work: Callable[[], Any], *, runs: int) -> tuple[Any, float, float]:
    """Return what some work finds, its processor seconds and the MiB it needs at its peak."""
    seconds = []
    ctypes.CDLL(None).malloc_trim(0)  # what was freed before must not pass for room that was there
    before = resident_mib("VmRSS")
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the peak starts anew
    for _ in range(runs):
        found = None
        started = time.process_time()
        found = work()
        seconds.append(time.process_time() - started)
    return found, min(seconds), resident_mib("VmHWM") - before


def resident_mib(name: str) -> float:
    """Return how much memory this process holds (VmRSS), or held at its peak (VmHWM)."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(name + ":"):
            return int(line.split()[1]) / 1024
    raise LookupError(name)


def measured_alone(module: str, case: str, seed: int) -> Measure:
    """Return one case of `bench.<module>`, run by the Python that has the peers, where there is one."""
    python = WITH_PEERS if WITH_PEERS.exists() else Path(sys.executable)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "found.npz"
        environment = {**os.environ, **ONE_THREAD, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
        command = [str(python), "-W", "ignore", "-m", f"bench.{module}", case, str(seed), str(out)]
        told = subprocess.run(command, check=True, capture_output=True, env=environment, text=True)  # noqa: S603 -- ours
        figures = json.loads(told.stdout.splitlines()[-1])
        with np.load(out) as found:
            return Measure(figures["seconds"], figures["mib"], dict(found))


def run_case(cases: dict[str, Callable[[int], tuple[dict[str, np.ndarray], float, float]]]) -> None:
    """Run the case that the command line names: print what it cost, write what it found."""
    case, seed, out = sys.argv[1:]
    found, seconds, mib = cases[case](int(seed))
    np.savez(out, **found)
    print(json.dumps({"seconds": seconds, "mib": mib}))


def has_peers(names: str) -> bool:
    """Say whether the peers are installed, and on the error output if they are not."""
    if not WITH_PEERS.exists():
        print(f"{names}: not installed (`make bench` installs them), left out", file=sys.stderr)
    return WITH_PEERS.exists()
