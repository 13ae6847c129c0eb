"""How often each stop may still be visited, once the locked routes are in the plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from twiza_planning.caravans.problem import CaravanProblem


@dataclass(frozen=True, slots=True)
class VisitRule:
    """
    Visits of one stop: days of the locked ones, how many in all at most, at least if any, and days between two.

    `most` counts the locked visits too, and leaves out visits that could not be worth anything.
    """

    locked_days: tuple[int, ...]
    most: int
    least: int
    gap_days: int

    @property
    def left(self) -> int:
        """How many visits may be added to the locked ones."""
        return max(0, self.most - len(self.locked_days))


def visit_rules(problem: CaravanProblem, *, trim: bool) -> tuple[VisitRule, ...]:
    """
    Return the visit rule of every stop, in order.

    Parameters
    ----------
    problem : CaravanProblem
    trim : bool
        Leave out visits that add no value. Only right where any stop of any route may be skipped, and
        where further visits add neither staff (capacity) nor loyalty to an earlier plan.
    """
    index = {stop.id: number for number, stop in enumerate(problem.stops)}
    locked: list[list[int]] = [[] for _ in problem.stops]
    for lock in problem.locks:
        for stop in lock.stops:
            locked[index[stop]].append(lock.day)
    useful = _useful_visits(problem) if trim else problem.days * len(problem.teams)
    return tuple(
        VisitRule(
            locked_days=tuple(sorted(days)),
            most=min(stop.visits_max, max(stop.visits_min, len(days) + useful)),
            least=stop.visits_min,
            gap_days=stop.gap_days_min,
        )
        for stop, days in zip(problem.stops, locked, strict=True)
    )


def visits_ruled_out(rules: tuple[VisitRule, ...], days: int) -> frozenset[tuple[int, int]]:
    """Return the (stop index, day) that locked visits leave no room for."""
    return frozenset(
        (stop, day)
        for stop, rule in enumerate(rules)
        for day in range(1, days + 1)
        if rule.locked_days
        and (rule.left == 0 or any(abs(day - locked) < rule.gap_days for locked in rule.locked_days))
    )


def most_apart(days: Iterable[int], gap_days: int) -> int:
    """Return how many of some days can be chosen with so many days between any two."""
    chosen, last = 0, None
    for day in sorted(days):
        if last is None or day - last >= gap_days:
            chosen, last = chosen + 1, day
    return chosen


def _useful_visits(problem: CaravanProblem) -> int:
    # Without capacity a second visit is worth something only where it brings another specialty.
    kinds = {team.specialties for team in problem.teams}
    return min(len(kinds), len(problem.specialties))
