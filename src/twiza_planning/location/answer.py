"""Where to be, how good that is, and how far from the best it can be (`twiza-location-answer/1`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class LocationAnswer:
    """
    Open sites, which serves whom, and their worth.

    `value` is Σ weight × distance (p-median), the greatest distance (p-centre), the number of sites (set covering) or
    the weight within the radius (maximal covering). `bound` is a proven bound on the value of any feasible answer:
    below it where less is better, above it where more is. `gap` is their distance over the greater of the two, 0 when
    both are 0. `status` is optimal (gap within the gap asked for), feasible, or infeasible: then there are no figures,
    and `why` says why.
    """

    status: str
    value: float | None
    bound: float | None
    gap: float | None
    open: tuple[str, ...] = ()
    assignment: Mapping[str, str] = field(default_factory=dict)
    why: tuple[str, ...] = ()
    seconds: float = 0.0
    seed: int = 1


def gap_of(value: float, bound: float) -> float:
    """Return how far a value is from its bound, relative to the greater of the two; 0 when both are 0."""
    greater = max(abs(value), abs(bound))
    return abs(value - bound) / greater if greater > 0 else 0.0
