"""The middle one of people by how many minutes they are from care."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from twiza.access.need_table import Figures


def median_minutes(index: npt.NDArray[np.intp], count: int, people: Figures, minutes: Figures) -> Figures:
    """
    Return for each of `count` places the minutes within which half of its people are from care.

    `index` says in which place each point lies, -1 for none; minutes that do not exist are farther than any. Where
    half the people have no care at all, or where nobody lives, the median does not exist (NaN).
    """
    is_there = (index >= 0) & (people > 0)
    place, weight, value = index[is_there], people[is_there], np.nan_to_num(minutes[is_there], nan=np.inf)
    order = np.lexsort((value, place))
    place, weight, value = place[order], weight[order], value[order]
    total = np.bincount(place, weights=weight, minlength=count)
    so_far = np.cumsum(weight)
    before = np.concatenate([[0.0], np.cumsum(total)])[:-1]
    medians = np.full(count, np.nan)
    inhabited = np.flatnonzero(total > 0)
    # Sums of whole numbers are exact: the first point where half are reached is found without tolerance.
    ranks = np.searchsorted(so_far, (before + total / 2)[inhabited])
    medians[inhabited] = value[ranks]
    return np.where(np.isinf(medians), np.nan, medians)
