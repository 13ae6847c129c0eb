"""
What visits are worth, as sums of covered sets.

A locality's share is the largest among the stops visited. With its shares in falling order a1 > a2 > … and
a(m+1) = 0, that largest is the sum over i of (a_i - a_(i+1)) for every i where some stop with share >= a_i is
visited. So the value is a sum of weights of stop sets, each counted when a stop of the set is visited. Localities
with the same set merge, which shrinks the model several times without changing it (Church and ReVelle, 1974, give
the covering model; the sum over levels is the step-wise cover of Church and Roberts, 1983).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from twiza_planning.caravans.problem import CaravanProblem


@dataclass(frozen=True, slots=True)
class Step:
    """Stops with at least some share of a locality's need, and how much less the next lower share is."""

    stops: tuple[int, ...]
    drop: float


@dataclass(frozen=True, slots=True)
class Cover:
    """
    Stops of which one visit by a team with the specialty earns `value` and meets `need` of an area.

    `specialty` stands for all that exactly the same teams have. `area` is "" unless areas have a floor.
    """

    stops: tuple[int, ...]
    specialty: str
    area: str
    value: float
    need: float


def covers(problem: CaravanProblem) -> tuple[Cover, ...]:
    """Return the covered sets of a problem, merged where stops, staff and area are the same."""
    value: dict[tuple[tuple[int, ...], str, str], float] = defaultdict(float)
    need: dict[tuple[tuple[int, ...], str, str], float] = defaultdict(float)
    merged = first_of_same_staff(problem)
    levels = steps_by_locality(problem)
    for number, locality in enumerate(problem.localities):
        area = locality.area if problem.has_floor else ""
        for specialty, asked in locality.need.items():
            if asked == 0 or specialty not in merged:
                continue
            for step in levels[number]:
                key = step.stops, merged[specialty], area
                value[key] += locality.equity * asked * step.drop
                need[key] += asked * step.drop
    return tuple(Cover(*key, value=value[key], need=need[key]) for key in value)


def steps_by_locality(problem: CaravanProblem) -> list[list[Step]]:
    """Return the steps of each locality, from its largest share down to 0."""
    shares: list[list[tuple[float, int]]] = [[] for _ in problem.localities]
    for (locality, stop), share in problem.share.items():
        shares[locality].append((share, stop))
    return [list(_steps(pairs)) for pairs in shares]


def _steps(pairs: list[tuple[float, int]]) -> Iterator[Step]:
    levels = sorted({share for share, _ in pairs}, reverse=True)
    for share, lower in zip(levels, [*levels, 0.0][1:], strict=True):
        yield Step(tuple(sorted(stop for other, stop in pairs if other >= share)), share - lower)


def first_of_same_staff(problem: CaravanProblem) -> dict[str, str]:
    """Map each specialty that some team has to the first one that exactly the same teams have."""
    first: dict[tuple[bool, ...], str] = {}
    merged: dict[str, str] = {}
    for specialty in problem.specialties:
        staff = tuple(specialty in team.specialties for team in problem.teams)
        if any(staff):
            merged[specialty] = first.setdefault(staff, specialty)
    return merged
