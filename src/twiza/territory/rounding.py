"""People are whole: sharing a number out so that the parts add up to it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

GOLDEN_SHARE = 0.6180339887498949


def largest_remainder(people: int, weights: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """
    Return whole parts in proportion to the weights that add up to `people` exactly, by the largest remainders.

    Equal remainders are served in a scattered order, so that a few people over many cells are not all at one end.
    Raises ValueError without a positive weight, or for a negative number.
    """
    if people < 0 or not len(weights) or weights.min() < 0 or weights.sum() <= 0:
        raise ValueError("People are shared among weights of which one at least is positive.")
    exact = people * weights / weights.sum()
    parts = np.floor(exact).astype(np.int64)
    scatter = (np.arange(len(weights)) * GOLDEN_SHARE) % 1.0
    order = np.lexsort((scatter, np.round(parts - exact, 9)))
    parts[order[: people - int(parts.sum())]] += 1
    return parts
