"""Location problems as the measures make them."""

from __future__ import annotations

import numpy as np

from twiza_planning import LocationProblem
from twiza_planning.location.distances import Distances

RADIUS_KM = 10.0


def problem_of(
    model: str, distances: Distances, weights: np.ndarray, *, p: int, radius: float | None = None
) -> LocationProblem:
    """Return a problem without capacities or sites that are open already."""
    demand, sites = distances.shape
    names = [str(place) for place in range(max(demand, sites))]
    nothing, endless = np.zeros(sites, dtype=bool), np.full(sites, np.inf)
    return LocationProblem(model, names[:demand], names[:sites], distances, weights, nothing, endless, p, radius)
