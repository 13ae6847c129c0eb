"""Access beside PySAL access, on a synthetic country. Seconds are processor seconds."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bench.alone import has_peers, measured_alone
from bench.figures import Figure

METHOD = "E2SFCA, 33,000 × 2,900, 5.46 million pairs"
CHANGE = "one facility closed, resized or added, nationally"


def measured(seed: int = 1) -> Iterator[Figure]:
    """Yield our seconds and memory, what one change costs, and the same of PySAL access."""
    ours, changes = (measured_alone("access_cases", f"our-{case}", seed) for case in ("access", "changes"))
    slowest = float(changes.found["slowest"])
    yield Figure(f"{METHOD}: processor time", ours.seconds, "s")
    yield Figure(f"{METHOD}: memory", ours.mib, "MiB")
    yield Figure(f"{CHANGE}: slowest of 600", slowest * 1000, "ms", 20)
    yield Figure(f"{CHANGE}: mean", float(changes.found["mean"]) * 1000, "ms")
    yield Figure(f"{CHANGE}: difference from measuring anew", float(changes.found["off"]), "", 1e-12)
    if not has_peers("access"):
        return
    peer = measured_alone("access_cases", "peer-access", seed)
    yield Figure(f"{METHOD}: PySAL access", peer.seconds, "s")
    yield Figure(f"{METHOD}: PySAL access, memory", peer.mib, "MiB")
    yield Figure(f"{METHOD}: ours in its time", ours.seconds / peer.seconds * 100, "%", 100 / 80)
    yield Figure(f"{METHOD}: ours in its memory", ours.mib / peer.mib * 100, "%", 100 / 3)
    yield Figure(f"{CHANGE}: slowest in its time", slowest / peer.seconds * 100, "%", 100 / 300)
    # It says 0 where no facility is within reach: there we say that there is none.
    off = np.abs(np.nan_to_num(ours.found["access"]) - np.nan_to_num(peer.found["access"]))
    yield Figure(f"{METHOD}: greatest difference", float(off.max()), "", 1e-9)


if __name__ == "__main__":
    for figure in measured():
        print(figure.row(), flush=True)
