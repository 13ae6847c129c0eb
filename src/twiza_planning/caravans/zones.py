"""Put stops that are near one another together."""

from __future__ import annotations

import numpy as np

from twiza_planning.caravans.legs import Zone
from twiza_planning.caravans.problem import CaravanProblem


def zones_of(problem: CaravanProblem, count: int) -> tuple[Zone, ...]:
    """Return all stops in zones: each with the nearest of centres that lie far apart (Gonzalez, 1985)."""
    stops, first = len(problem.stops), len(problem.teams)
    minutes, places = problem.travel.minutes, np.arange(stops) + first
    nearest, zone = np.full(stops, np.inf), np.zeros(stops, np.int64)
    for number in range(min(count, stops)):
        centre = first + int(nearest.argmax())
        to_centre = minutes[centre, places] + minutes[places, centre]
        zone = np.where(to_centre < nearest, number, zone)
        nearest = np.minimum(nearest, to_centre)
    return tuple(frozenset(np.flatnonzero(zone == number).tolist()) for number in np.unique(zone).tolist())
