"""The least minutes over ground beside scikit-image, on a synthetic country. Seconds are processor seconds."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bench.alone import Measure, has_peers, measured_alone
from bench.figures import Figure
from bench.travel_cases import SAMPLED

NEAREST, MATRIX = "nearest facility, raster of 1300 × 1300", "times within 120 min, 33,000 × 2,900 over a raster"


def measured(seed: int = 1) -> Iterator[Figure]:
    """Yield our seconds and memory, what the plain path takes and whether it agrees, and the same of scikit-image."""
    if not has_peers("numba and scikit-image"):
        return
    nearest, matrix = (measured_alone("travel_cases", f"our-{case}", seed) for case in ("nearest", "matrix"))
    loading = measured_alone("travel_cases", "our-loading", seed)
    yield Figure("numba: loading what it compiled, once a process", loading.seconds, "s")
    yield from costs(NEAREST, nearest)
    yield from costs(MATRIX, matrix)
    yield from plain_figures(nearest, matrix, seed)
    yield from peer_figures(nearest, matrix, seed)


def costs(what: str, ours: Measure) -> Iterator[Figure]:
    """Yield seconds and memory."""
    yield Figure(f"{what}: processor time", ours.seconds, "s")
    yield Figure(f"{what}: memory", ours.mib, "MiB")


def plain_figures(nearest: Measure, matrix: Measure, seed: int) -> Iterator[Figure]:
    """Yield what the path without numba takes, and how many numbers it finds otherwise."""
    for what, ours, case in ((NEAREST, nearest, "nearest"), (MATRIX, matrix, "matrix")):
        plain = measured_alone("travel_cases", f"plain-{case}", seed)
        yield Figure(f"{what}: without numba", plain.seconds, "s")
        others = sum(unlike(plain.found[name], ours.found[name]) for name in ours.found)
        yield Figure(f"{what}: numbers that differ without numba", others, "", 0)


def unlike(one: np.ndarray, other: np.ndarray) -> int:
    """Return how many numbers differ; all, when there are not as many."""
    if one.shape != other.shape:
        return max(one.size, other.size)
    return int((~((one == other) | (np.isnan(one) & np.isnan(other)))).sum())


def peer_figures(nearest: Measure, matrix: Measure, seed: int) -> Iterator[Figure]:
    """Yield how much of scikit-image's time we take, and how far its numbers are from ours."""
    peer = measured_alone("travel_cases", "peer-nearest", seed)
    yield Figure(f"{NEAREST}: scikit-image", peer.seconds, "s")
    yield Figure(f"{NEAREST}: ours in its time", nearest.seconds / peer.seconds * 100, "%", 100 / 5)
    off = np.abs(peer.found["minutes"] - nearest.found["minutes"])
    yield Figure(f"{NEAREST}: greatest difference", float(np.max(off)), "min", 1e-9)
    peer = measured_alone("travel_cases", "peer-matrix", seed)
    yield Figure(f"{MATRIX}: scikit-image in windows (1 in {SAMPLED}, × {SAMPLED})", peer.seconds, "s")
    yield Figure(f"{MATRIX}: ours in its time", matrix.seconds / peer.seconds * 100, "%", 100 / 200)
    ours = pairs_of(matrix.found, SAMPLED)
    theirs = pairs_of(peer.found, SAMPLED)
    yield Figure(f"{MATRIX}: pairs not in both", len(ours.keys() ^ theirs.keys()), "", 0)
    off = max(abs(ours[pair] - theirs[pair]) for pair in ours.keys() & theirs.keys())
    yield Figure(f"{MATRIX}: greatest difference", off, "min", 1e-9)


def pairs_of(found: dict[str, np.ndarray], sampled: int) -> dict[tuple[int, int], float]:
    """Return the minutes by pair, for the facilities that the peer was given."""
    kept = found["facility"] % sampled == 0
    locality, facility, minutes = (found[name][kept].tolist() for name in ("locality", "facility", "minutes"))
    return dict(zip(((int(i), int(j)) for i, j in zip(locality, facility, strict=True)), minutes, strict=True))


if __name__ == "__main__":
    for figure in measured():
        print(figure.row(), flush=True)
