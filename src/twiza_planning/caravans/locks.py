"""Why locked routes cannot be in a plan, alone or together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from twiza_planning.caravans.cost import route_cost
from twiza_planning.caravans.problem import CaravanProblem, Route, Stop, Team
from twiza_planning.caravans.routes import TIME_TOLERANCE
from twiza_planning.caravans.slots import may_visit, may_work, season_on
from twiza_planning.caravans.travelled import travelled


def without_repeated_locks(problem: CaravanProblem) -> CaravanProblem:
    """Return the problem with each locked route once, however often it is said."""
    return replace(problem, locks=tuple(dict.fromkeys(problem.locks)))


def broken_locks(problem: CaravanProblem) -> tuple[str, ...]:
    """Return a sentence for every rule that the locked routes break, alone or together."""
    broken = [sentence for lock in problem.locks for sentence in _broken_alone(problem, lock)]
    return (*broken, *_broken_slots(problem), *_broken_visits(problem), *_broken_budget(problem))


def unreachable_locks(problem: CaravanProblem) -> tuple[str, ...]:
    """Return what keeps every plan from holding the locked routes, where no single rule does."""
    visits = locked_days(problem)
    short = [
        f"Stop {stop.id} is locked on {len(visits[stop.id])} day(s) and asks for at least {stop.visits_min} visits: "
        "no plan with the locked routes reaches that."
        for stop in problem.stops
        if 0 < len(visits[stop.id]) < stop.visits_min
    ]
    away = [
        f"{_name(lock)}: no plan brings the team there and home again within {problem.nights_max} night(s)."
        for lock in problem.locks
        if lock.start is not None or lock.end is not None
    ]
    return (*short, *away) or ("No plan holds every locked route.",)


def locked_days(problem: CaravanProblem) -> dict[str, list[int]]:
    """Return the days on which locked routes visit each stop, in order."""
    days: dict[str, list[int]] = defaultdict(list)
    for lock in sorted(problem.locks, key=lambda lock: lock.day):
        for stop in lock.stops:
            days[stop].append(lock.day)
    return days


def _broken_alone(problem: CaravanProblem, lock: Route) -> Iterator[str]:
    team = next(team for team in problem.teams if team.id == lock.team)
    if not may_work(problem, team, lock.day):
        yield f"{_name(lock)}: {_why_idle(problem, team, lock.day)}."
    if not lock.stops:
        yield f"{_name(lock)}: a route has at least one stop."
    if len(set(lock.stops)) < len(lock.stops):
        yield f"{_name(lock)}: a route visits each of its stops once."
    if len(lock.stops) > problem.stops_per_day_max:
        yield f"{_name(lock)}: {len(lock.stops)} stops, at most {problem.stops_per_day_max} a day are allowed."
    for stop in problem.stops:
        if stop.id in lock.stops and not may_visit(problem, team, lock.day, stop):
            yield f"{_name(lock)}: stop {stop.id} {_why_closed(problem, stop, lock.day)}."
    yield from _broken_day(problem, team, lock)
    yield from _broken_nights(problem, lock)


def _broken_day(problem: CaravanProblem, team: Team, lock: Route) -> Iterator[str]:
    minutes = travelled(problem, lock).minutes
    if minutes > team.day_minutes + TIME_TOLERANCE * max(1.0, team.day_minutes):
        yield f"{_name(lock)}: {minutes:.1f} minutes, the day of the team has {team.day_minutes:g}."


def _broken_nights(problem: CaravanProblem, lock: Route) -> Iterator[str]:
    if problem.nights_max == 0 and (lock.start or lock.end):
        yield f"{_name(lock)}: the team sleeps away from its base, and nights_max is 0."
    if lock.end is not None and lock.stops and lock.end != lock.stops[-1]:
        yield f"{_name(lock)}: the team sleeps at stop {lock.end}, but its last stop is {lock.stops[-1]}."
    if lock.end is not None and lock.day == problem.days:
        yield f"{_name(lock)}: the team sleeps at stop {lock.end} after the last day."
    if lock.start is not None and lock.day == 1:
        yield f"{_name(lock)}: the team starts at stop {lock.start} on the first day."


def _broken_slots(problem: CaravanProblem) -> Iterator[str]:
    routes: dict[tuple[str, int], list[Route]] = defaultdict(list)
    for lock in problem.locks:
        routes[lock.team, lock.day].append(lock)
    for (team, day), locks in routes.items():
        if len(locks) > 1:
            yield f"Team {team}, day {day}: {len(locks)} locked routes, a team makes at most one a day."
    for (team, day), (lock, *_) in routes.items():
        after = routes.get((team, day + 1), [lock])[0]
        if after is not lock and after.start != lock.end:
            slept, starts = lock.end or "its base", after.start or "its base"
            yield f"{_name(after)}: the team starts at {starts} and slept at {slept}."


def _broken_visits(problem: CaravanProblem) -> Iterator[str]:
    visits = locked_days(problem)
    for stop in problem.stops:
        days = visits[stop.id]
        if len(days) > stop.visits_max:
            yield f"Stop {stop.id}: locked routes visit it {len(days)} times, visits_max is {stop.visits_max}."
        for day, later in pairwise(days):
            if later - day < stop.gap_days_min:
                yield (
                    f"Stop {stop.id}: locked routes visit it on days {day} and {later}, "
                    f"gap_days_min is {stop.gap_days_min}."
                )


def _broken_budget(problem: CaravanProblem) -> Iterator[str]:
    cost = sum(route_cost(problem, lock) for lock in problem.locks)
    if problem.budget is not None and cost > problem.budget + TIME_TOLERANCE * max(1.0, problem.budget):
        yield f"Locked routes cost {cost:.2f}, the budget is {problem.budget:.2f}."


def _why_idle(problem: CaravanProblem, team: Team, day: int) -> str:
    if team.days is not None and day not in team.days:
        return "the team does not work on that day"
    return f"forbidden holds team {team.id} on day {day}"


def _why_closed(problem: CaravanProblem, stop: Stop, day: int) -> str:
    season = season_on(problem, day)
    if stop.open_days is not None and day not in stop.open_days:
        return "is not open on that day (open_days)"
    if season >= 0 and stop.id in problem.seasons[season].closed_stops:
        return "is closed in that season (closed_stops)"
    return "is forbidden"


def _name(lock: Route) -> str:
    return f"Locked route of team {lock.team} on day {lock.day}"
