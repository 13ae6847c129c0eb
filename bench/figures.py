"""Figures, and the page they are kept on."""

from __future__ import annotations

import datetime as dt
import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
PAGE = HOUSE / "docs" / "explanation" / "figures.md"
PEERS_LOCKED = HOUSE / "requirements" / "peers.txt"
MEASURED_WITH = ("django", "numpy", "scipy", "highspy", "shapely")
MEASURED_BESIDE = ("access", "scikit-image", "spopt", "pulp", "ortools", "pyvrp", "pyvroom")


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure: what, how much, in which unit, and what it must not pass (None when nothing is promised)."""

    what: str
    value: float
    unit: str
    at_most: float | None = None

    @property
    def is_kept(self) -> bool:
        """Return whether the promise is kept; a measure without a promise keeps it."""
        return self.at_most is None or self.value <= self.at_most

    def row(self) -> str:
        """Return the figure as a row of the page's table."""
        promise = "" if self.at_most is None else f"≤ {self.at_most:g}"
        verdict = "" if self.at_most is None else ("yes" if self.is_kept else "**no**")
        return f"| {self.what} | {self.value:,.4g} {self.unit} | {promise} | {verdict} |"


def machine() -> str:
    """Return what the figures were measured on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = f"{os.cpu_count()} cores ({processor()})"
    return f"{cores}, {memory:.0f} GiB, {platform.system()}, Python {platform.python_version()}"


def processor() -> str:
    """Return the processor's own name, or its architecture."""
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def peers_locked() -> dict[str, str]:
    """Return the version of each library of the peers' environment, which is installed from its lock file."""
    pins = (line.split(" ", 1)[0] for line in PEERS_LOCKED.read_text(encoding="utf-8").splitlines() if "==" in line)
    return dict(pin.split("==") for pin in pins)


def page_of(figures: Sequence[Figure], *, at: dt.datetime, load: float) -> str:
    """Return the page: when, on what, how busy it was before, with which versions, and every figure."""
    versions = ", ".join(f"{name} {version(name)}" for name in MEASURED_WITH)
    locked = peers_locked()
    peers = ", ".join(f"{name} {locked[name]}" for name in MEASURED_BESIDE)
    head = [
        "# Figures",
        "",
        "Written by `make bench`, never by hand. Seconds of the engine are processor seconds.",
        "",
        f"Measured {at:%Y-%m-%d} on {machine()}; load before {load:.1f}; {versions}.",
        f"Beside {peers}.",
        "",
        "| what | measured | must | kept |",
        "|---|---|---|---|",
    ]
    return "\n".join([*head, *(figure.row() for figure in figures), ""])


def write_page(figures: Sequence[Figure], *, at: dt.datetime, load: float) -> None:
    """Write the page whole."""
    PAGE.write_text(page_of(figures, at=at, load=load), encoding="utf-8")
