"""What a plan is worth: need met by locality and specialty, by area, and in all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum

from twiza_planning.caravans.floor import area_needs
from twiza_planning.caravans.plan import AreaNeed, Met
from twiza_planning.caravans.problem import CaravanProblem, Route
from twiza_planning.caravans.serving import Serving, staff_of


@dataclass(frozen=True, slots=True)
class Worth:
    """Value of a plan, what it meets by locality and specialty, and by area."""

    value: float
    met: tuple[Met, ...]
    areas: tuple[AreaNeed, ...]


def worth_of(problem: CaravanProblem, routes: Iterable[Route]) -> Worth:
    """Return what routes are worth: needs met up to the largest share visited, and as far as staff can."""
    met = shares_served(problem, routes) if problem.capacity else shares_met(problem, routes)
    value = fsum(
        problem.localities[number].equity * problem.localities[number].need[specialty] * share
        for (number, specialty), share in met.items()
    )
    return Worth(
        value=value,
        met=tuple(Met(problem.localities[number].id, specialty, share) for (number, specialty), share in met.items()),
        areas=areas_met(problem, met),
    )


def shares_served(problem: CaravanProblem, routes: Iterable[Route]) -> dict[tuple[int, str], float]:
    """Return the share served of each need by the best serving, in order of localities and specialties."""
    shares: dict[tuple[int, str], float] = {}
    for demand, served in Serving(problem).best(staff_of(problem, routes)):
        if served > 0:
            shares |= dict.fromkeys(((number, demand.specialty) for number in demand.localities), served / demand.need)
    return _in_order(problem, shares)


def shares_met(problem: CaravanProblem, routes: Iterable[Route]) -> dict[tuple[int, str], float]:
    """Return the share met of each need above 0, in order of localities and specialties, shares of 0 left out."""
    seen = seen_stops(problem, routes)
    best: dict[tuple[int, str], float] = {}
    for (locality, stop), share in problem.share.items():
        for specialty in seen.get(stop, ()):
            if problem.localities[locality].need.get(specialty, 0.0) > 0:
                best[locality, specialty] = max(share, best.get((locality, specialty), 0.0))
    return _in_order(problem, best)


def seen_stops(problem: CaravanProblem, routes: Iterable[Route]) -> dict[int, set[str]]:
    """Return the specialties that visit each stop (by index)."""
    teams = {team.id: team for team in problem.teams}
    index = {stop.id: number for number, stop in enumerate(problem.stops)}
    seen: dict[int, set[str]] = defaultdict(set)
    for route in routes:
        for stop in route.stops:
            seen[index[stop]] |= teams[route.team].specialties
    return seen


def areas_met(problem: CaravanProblem, met: dict[tuple[int, str], float]) -> tuple[AreaNeed, ...]:
    """Return need, need met and shortfall of each area, in order of first mention."""
    parts: dict[str, list[float]] = defaultdict(list)
    for (number, specialty), share in met.items():
        locality = problem.localities[number]
        parts[locality.area].append(locality.need[specialty] * share)
    return tuple(
        AreaNeed(area, need, fsum(parts[area]), max(0.0, problem.floor_of(area) * need - fsum(parts[area])))
        for area, need in area_needs(problem).items()
    )


def _in_order(problem: CaravanProblem, shares: dict[tuple[int, str], float]) -> dict[tuple[int, str], float]:
    rank = {specialty: number for number, specialty in enumerate(problem.specialties)}
    return {key: shares[key] for key in sorted(shares, key=lambda key: (key[0], rank[key[1]]))}
