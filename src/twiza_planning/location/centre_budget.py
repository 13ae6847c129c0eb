"""The p-centre within a budget: the least radius at which sites that can be paid cover everyone."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from twiza_planning.location.budget import NOT_KNOWN, cheapest_cover
from twiza_planning.location.distances import Matrix, Ranks
from twiza_planning.location.effort import Effort
from twiza_planning.location.found import Found, Impossible
from twiza_planning.location.problem import LocationProblem


def solve_centre_within_budget(
    problem: LocationProblem, ways: Matrix, effort: Effort, start: Ranks | None
) -> Found | Impossible:
    """
    Return the sites with the least greatest distance within the budget.

    Binary search among the distances: is there a cover within this radius that can be paid? (Minieka, E. (1970). The
    m-center problem. SIAM Review 12, 138-139.)
    """
    best: Ranks | Impossible
    if start is not None and np.isfinite(farthest(ways, start)):
        best = start
    else:
        best = cheapest_cover(csr_array(np.isfinite(ways) * 1.0), problem, effort)
    if isinstance(best, Impossible):
        return best
    value = farthest(ways, best)
    radii = np.unique(ways[(ways >= ways.min(axis=1).max()) & (ways <= value)])
    low, high = 0, len(radii) - 1  # radii[high] is enough
    while low < high and not effort.watch.stopped and not effort.is_close(radii[high], radii[low]):
        middle = (low + high) // 2
        found = cheapest_cover(csr_array((ways <= radii[middle]) * 1.0), problem, effort)
        if isinstance(found, Impossible):
            if found.why == (NOT_KNOWN,):
                break
            low = middle + 1
        else:
            best, value = found, farthest(ways, found)
            high = int(np.searchsorted(radii, value))
        effort.learn("centre", value=value, bound=float(radii[low]))
    return Found(np.sort(best), value, min(value, float(radii[low])))


def farthest(ways: Matrix, sites: Ranks) -> float:
    """Return the greatest distance to the nearest of some sites."""
    return float(ways[:, sites].min(axis=1).max())
