"""What no plan can be worth, known without a search."""

from __future__ import annotations

from math import fsum

import numpy as np

from twiza_planning.caravans.marginal import Reach
from twiza_planning.caravans.problem import CaravanProblem, Matrix, Team
from twiza_planning.caravans.routes import Bools, Ints
from twiza_planning.caravans.slots import free_slots


def value_within_reach(problem: CaravanProblem) -> float:
    """
    Return the least of what every stop together can be worth and what as many as can be visited can be, each alone.

    Where staff counts, each stop serves its dearest needs in all the visits it may have, or all teams together serve
    the dearest needs in all their days, if that is less.
    """
    reach = Reach(problem)
    equity = np.array([locality.equity for locality in problem.localities])
    seen = _seen_stops(problem)
    together, alone = [], np.zeros(reach.stops)
    for rank, name in enumerate(problem.specialties):
        pairs = np.flatnonzero(seen[rank][reach.stop])
        met = reach.need[rank] * _largest_shares(reach, pairs)
        bounds = [fsum((met * equity).tolist())]
        by_stop = reach.need[rank, reach.locality] * (reach.share * equity[reach.locality])
        each: Matrix = np.bincount(reach.stop[pairs], by_stop[pairs], minlength=reach.stops).astype(float)
        if problem.capacity:
            given = _most_visits(problem, name) * reach.service / _best_pace(problem, name)
            each = _served_at_stops(reach, pairs, met, equity, given)
            bounds += [fsum(each.tolist()), _served_in_all(problem, met, equity, name)]
        together.append(min(bounds))
        alone += each
    count = min(_visits_in_all(problem), reach.stops)
    return min(fsum(together), fsum(np.sort(alone)[reach.stops - count :].tolist()))


def _seen_stops(problem: CaravanProblem) -> Bools:
    """Return, by specialty, the stops that a team with it may visit."""
    index = {stop.id: number for number, stop in enumerate(problem.stops)}
    teams = {team.id: team for team in problem.teams}
    visited = {(slot.team, id(slot.stops)): (slot.team, slot.stops) for slot in free_slots(problem)}.values()
    seen = np.zeros((len(problem.specialties), len(problem.stops)), bool)
    for rank, name in enumerate(problem.specialties):
        for number, stops in visited:
            if name in problem.teams[number].specialties:
                seen[rank, list(stops)] = True
        for lock in problem.locks:
            if name in teams[lock.team].specialties:
                seen[rank, [index[stop] for stop in lock.stops]] = True
    return seen


def _visits_in_all(problem: CaravanProblem) -> int:
    """Return how many visits all teams can make in all their days."""
    service = np.sort([stop.service_minutes for stop in problem.stops])
    worked = np.cumsum(service)
    most = (int(np.searchsorted(worked, team.day_minutes * (1 + 1e-6), side="right")) for team in problem.teams)
    return sum(
        _days(problem, team) * min(stops, problem.stops_per_day_max)
        for team, stops in zip(problem.teams, most, strict=True)
    )


def _largest_shares(reach: Reach, pairs: Ints) -> Matrix:
    largest = np.zeros(reach.need.shape[1])
    np.maximum.at(largest, reach.locality[pairs], reach.share[pairs])
    return largest


def _best_pace(problem: CaravanProblem, name: str) -> float:
    """Return the least minutes of a consultation, endless where no team gives it."""
    return min((team.minutes_per_consultation[name] for team in _teams(problem, name)), default=np.inf)


def _most_visits(problem: CaravanProblem, name: str) -> Matrix:
    """Return how often each stop may be visited by teams with a specialty."""
    days = sum(_days(problem, team) for team in _teams(problem, name))
    return np.array([float(min(stop.visits_max, days)) for stop in problem.stops])


def _served_at_stops(reach: Reach, pairs: Ints, met: Matrix, equity: Matrix, given: Matrix) -> Matrix:
    """Return the value that each stop serves where it takes its dearest needs first, whoever else takes them."""
    order = pairs[np.lexsort((-equity[reach.locality[pairs]], reach.stop[pairs]))]
    stop, who = reach.stop[order], reach.locality[order]
    so_far = np.cumsum(met[who]) - met[who]
    before = so_far - so_far[np.searchsorted(stop, stop)]
    served = np.clip(given[stop] - before, 0.0, met[who])
    return np.bincount(stop, served * equity[who], minlength=reach.stops).astype(float)


def _served_in_all(problem: CaravanProblem, met: Matrix, equity: Matrix, name: str) -> float:
    """Return the value served where all teams consult all day, the dearest needs first."""
    teams = _teams(problem, name)
    room = sum(_days(problem, team) * team.day_minutes / team.minutes_per_consultation[name] for team in teams)
    order = np.argsort(-equity, kind="stable")
    so_far = np.cumsum(met[order]) - met[order]
    return float(np.clip(room - so_far, 0.0, met[order]) @ equity[order])


def _teams(problem: CaravanProblem, name: str) -> list[Team]:
    return [team for team in problem.teams if name in team.specialties]


def _days(problem: CaravanProblem, team: Team) -> int:
    return problem.days if team.days is None else len(team.days)
