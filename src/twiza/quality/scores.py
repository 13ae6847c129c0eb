"""
Scores of a round, computed from marks each time they are shown.

The mark of an item, for a group of assessors, is the mean of the marks they gave: “not applicable” and items nobody
assessed count neither above nor below. Score of a domain = 100 × Σ(weight × mark) ÷ Σ(weight × 2) over the items
that have a mark. The overall score is the mean of the domains that have one, by their weights. Nothing marked: None,
a dash.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from twiza.quality.grid import Domain, Grid, Level
from twiza.quality.models import MOST

Marks: TypeAlias = Mapping[str, Sequence[int]]
"""The marks given to each item, by its code."""
CAPPED_AT = "C"
"""The best level with a critical item at 0, as the grid's critical rule says."""


@dataclass(frozen=True, slots=True)
class Scores:
    """What a group of assessors says of a centre, from 0 to 100; None where nothing was marked."""

    by_domain: Mapping[str, float | None]
    overall: float | None
    level: Level | None


def scores_of(grid: Grid, marks: Marks) -> Scores:
    """Return the scores that a group's marks make."""
    means = means_of(marks)
    by_domain = {domain.code: domain_score(domain, means) for domain in grid.domains}
    overall = overall_score(grid, by_domain)
    return Scores(by_domain, overall, level_of_score(grid, overall, marks))


def means_of(marks: Marks) -> dict[str, float]:
    """Return the mean mark of each item that has one."""
    return {item: sum(given) / len(given) for item, given in marks.items() if given}


def domain_score(domain: Domain, means: Mapping[str, float]) -> float | None:
    """Return the score of a domain, from 0 to 100, or None when none of its items has a mark."""
    marked = [item for item in domain.items if item.code in means]
    most = sum(item.weight * MOST for item in marked)
    return 100 * sum(item.weight * means[item.code] for item in marked) / most if most else None


def overall_score(grid: Grid, by_domain: Mapping[str, float | None]) -> float | None:
    """Return the mean of the domains that have a score, by their weights, or None."""
    scored = [(domain.weight, score) for domain in grid.domains if (score := by_domain[domain.code]) is not None]
    weight = sum(one for one, _score in scored)
    return sum(one * score for one, score in scored) / weight if weight else None


def level_of_score(grid: Grid, overall: float | None, marks: Marks) -> Level | None:
    """Return the level of an overall score; a critical item that anybody marked 0 caps it."""
    if overall is None:
        return None
    reached = [level for level in grid.levels if overall >= level.least]
    capped = [level for level in reached if level.code >= CAPPED_AT] if has_critical_zero(grid, marks) else reached
    return next(iter(capped), None)


def has_critical_zero(grid: Grid, marks: Marks) -> bool:
    """Return whether anybody marked a critical item 0."""
    return any(item.is_critical and 0 in marks.get(item.code, ()) for item in grid.items)


def spread_of(given: Sequence[int]) -> int | None:
    """Return how far apart the marks of an item are, or None with fewer than two."""
    return max(given) - min(given) if len(given) > 1 else None
