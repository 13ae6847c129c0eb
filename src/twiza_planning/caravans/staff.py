"""
What visits are worth where staff counts: needs served within the minutes worked at each stop.

Localities with the same shares, equity and area merge: they compete for the same staff at the same worth.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import inf

from twiza_planning.caravans.cover import Step, steps_by_locality
from twiza_planning.caravans.master import Master
from twiza_planning.caravans.objective import SIZE, Objective, SeenStops
from twiza_planning.caravans.problem import CaravanProblem


@dataclass(frozen=True, slots=True, eq=False)
class Demand:
    """Need for one specialty of the localities (by index) that share their `steps`, equity and area."""

    steps: tuple[Step, ...]
    specialty: str
    area: str
    equity: float
    localities: tuple[int, ...]
    need: float

    @property
    def stops(self) -> tuple[int, ...]:
        """Stops that can serve it."""
        return self.steps[-1].stops

    @property
    def most(self) -> float:
        """The most that can be served of it: a stop serves up to the largest share visited, not its own."""
        return self.need * sum(step.drop for step in self.steps)

    def share(self, stop: int) -> float:
        """Return the share of the need that a stop can meet."""
        return sum(step.drop for step in self.steps if stop in step.stops)


def demands(problem: CaravanProblem) -> tuple[Demand, ...]:
    """Return the needs that some stop and some team can serve, merged."""
    groups: dict[tuple[tuple[Step, ...], str, str, float], list[int]] = defaultdict(list)
    offered = [name for name in problem.specialties if any(name in team.specialties for team in problem.teams)]
    for number, steps in enumerate(steps_by_locality(problem)):
        locality = problem.localities[number]
        area = locality.area if problem.has_floor else ""
        for specialty in offered if steps else ():
            if locality.need.get(specialty, 0.0) > 0:
                groups[tuple(steps), specialty, area, locality.equity].append(number)
    return tuple(
        Demand(*key, tuple(members), sum(problem.localities[member].need[key[1]] for member in members))
        for key, members in groups.items()
    )


def consultations(problem: CaravanProblem, pace: float, stop: int) -> float:
    """Return how many consultations of `pace` minutes one visit of a stop gives."""
    minutes = problem.stops[stop].service_minutes
    if minutes == 0:
        return 0.0
    return minutes / pace if pace > 0 else inf


def add_staffed_needs(master: Master) -> Objective:
    """Add what staff serves at each stop, within its minutes and the largest share visited."""
    terms = demands(master.problem)
    total = sum(demand.need * max(1.0, demand.equity) for demand in terms)
    objective = Objective(scale=SIZE / total if total > 0 else 1.0)
    seen = SeenStops(master)
    serving: dict[tuple[int, str], list[tuple[int, float]]] = defaultdict(list)
    for demand in terms:
        for stop, column in _serve(master, objective, seen, demand).items():
            serving[stop, demand.specialty].append((column, demand.most * objective.scale))
    for (stop, specialty), served in serving.items():
        _limit_staff(master, objective, stop, specialty, served)
    return objective


def _serve(master: Master, objective: Objective, seen: SeenStops, demand: Demand) -> dict[int, int]:
    """Add what each stop serves of a demand, in all at most its largest share visited; return columns by stop."""
    specialty, need = demand.specialty, demand.need * objective.scale
    open_stops = [
        stop for stop in demand.stops if seen.is_locked((stop,), specialty) or seen.column(stop, specialty) is not None
    ]
    served = [master.model.add_column(worth=demand.equity) for _ in open_stops]
    columns, factors, locked = list(served), [1.0] * len(served), 0.0
    for step in demand.steps:
        if seen.is_locked(step.stops, specialty):
            locked += step.drop
        elif (reached := seen.any_column(step.stops, specialty)) is not None:
            columns.append(reached)
            factors.append(-need * step.drop)
    if served:
        master.model.add_row(columns, factors, upper=need * locked)
        objective.needs[demand.area][0].extend(served)
        objective.needs[demand.area][1].extend([1.0 / objective.scale] * len(served))
    return dict(zip(open_stops, served, strict=True))


def _limit_staff(
    master: Master, objective: Objective, stop: int, specialty: str, served: list[tuple[int, float]]
) -> None:
    """Hold what a stop serves of a specialty to the minutes worked there."""
    columns, most = [column for column, _ in served], sum(need for _, need in served)
    factors = [1.0] * len(columns)
    for key, column in master.visits[stop]:
        if specialty in key.kind.specialties:
            given = consultations(master.problem, key.kind.pace_of(specialty), stop) * objective.scale
            columns.append(column)
            # More than all who could come to the stop is never served: the smaller factor tightens the model.
            factors.append(-min(given, most))
    locked = locked_consultations(master.problem, stop, specialty) * objective.scale
    if locked < most:
        master.model.add_row(columns, factors, upper=locked)


def locked_consultations(problem: CaravanProblem, stop: int, specialty: str) -> float:
    """Return how many consultations of a specialty the locked routes give at a stop."""
    paces = {team.id: team.minutes_per_consultation for team in problem.teams if specialty in team.specialties}
    return sum(
        consultations(problem, paces[lock.team][specialty], stop)
        for lock in problem.locks
        if lock.team in paces and problem.stops[stop].id in lock.stops
    )
