"""Plan rounds: whom each agent visits on each day, and a bound that no plan can pass."""

from __future__ import annotations

import numpy as np

from twiza_planning.caravans.watch import Listener, Watch
from twiza_planning.executors import Executor
from twiza_planning.rounds.answer import Missed, RoundsPlan, WalkedRound
from twiza_planning.rounds.bound import least_missed, least_walking
from twiza_planning.rounds.closing import bounds_under
from twiza_planning.rounds.problem import Round, RoundsProblem
from twiza_planning.rounds.schedule import Schedule, ground_of, unevenness
from twiza_planning.rounds.search import find_schedule

SAME = 1e-6


def plan_rounds(
    problem: RoundsProblem,
    *,
    seconds: float,
    gap: float,
    seed: int,
    executor: Executor | None = None,
    on_progress: Listener | None = None,
) -> RoundsPlan:
    """
    Return the best rounds found, with a proven bound.

    Parameters
    ----------
    problem : RoundsProblem
    seconds : float
        Time after which the best rounds so far are returned.
    gap : float
        Relative distance of cost and bound at which they are good enough.
    seed : int
        Same problem and seed give the same rounds when the search ends before the time.
    executor : Executor, optional
        Where the days of each class of agent and days are priced, which the bound takes longest for: here, one after
        the other, unless said. The bound is the same wherever that is.
    on_progress : callable, optional
        Told of progress; an answer of False ends the search with the best rounds so far.
    """
    watch = Watch(seconds=seconds, on_progress=on_progress)
    ground = ground_of(problem)
    missed, walking = least_missed(ground), least_walking(ground, missed=0.0)
    found = find_schedule(ground, watch=watch, seed=seed, enough=(missed, walking / max(1.0 - gap, SAME)))
    bounds = bounds_under(found, watch=watch, executor=executor)
    return _plan(found.best, bound=bounds.cost, missed_bound=bounds.missed, gap=gap, watch=watch, seed=seed)


def _plan(schedule: Schedule, *, bound: float, missed_bound: float, gap: float, watch: Watch, seed: int) -> RoundsPlan:
    problem, ground, cost = schedule.ground.problem, schedule.ground, schedule.cost()
    bound = cost if bound > cost * (1 - SAME) else bound
    distance = (cost - bound) / cost if cost > 0 else 0.0
    proven = schedule.missed() <= missed_bound + SAME and distance <= gap + SAME
    return RoundsPlan(
        status="optimal" if proven else "feasible",
        rounds=_rounds(schedule),
        missed_visits=_missed_visits(schedule),
        missed=schedule.missed(),
        missed_bound=min(missed_bound, schedule.missed()),
        walking=float(schedule.walking.sum()),
        unevenness=unevenness(schedule.loads, ground.limits, ground.at_work),
        cost=cost,
        bound=bound,
        gap=distance,
        change=None if problem.previous is None else problem.change_price * schedule.changes(),
        seconds=watch.elapsed,
        seed=seed,
    )


def _rounds(schedule: Schedule) -> tuple[WalkedRound, ...]:
    problem, loads = schedule.ground.problem, schedule.loads
    return tuple(
        WalkedRound(
            Round(problem.agents[agent].id, int(day) + 1, tuple(problem.homes[home].id for home in tour)),
            walking=float(schedule.walking[agent, day]),
            minutes=float(loads[agent, day]),
        )
        for agent, day in np.ndindex(loads.shape)
        if (tour := schedule.tours[agent][day])
    )


def _missed_visits(schedule: Schedule) -> tuple[Missed, ...]:
    homes = schedule.ground.problem.homes
    return tuple(
        Missed(home.id, home.visits - len(days))
        for home, days in zip(homes, schedule.days_of, strict=True)
        if len(days) < home.visits
    )
