"""Points, in the cells that hold them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from twiza_planning.ground.grid import Cells

Ranks = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class PointsByCell:
    """The cells that hold points, rising; from `start` on, the ranks in `points` of those that the cell holds."""

    cells: Cells
    start: Ranks
    points: Ranks


def points_by_cell(cell_of: Cells) -> PointsByCell:
    """Return points by the cell that holds each; those in none (below 0) are left out."""
    order = np.argsort(cell_of, kind="stable")
    order = order[np.searchsorted(cell_of[order], 0) :]
    cells, first = np.unique(cell_of[order], return_index=True)
    return PointsByCell(cells, np.append(first, len(order)).astype(np.int32), order.astype(np.int32))
