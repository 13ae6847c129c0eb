"""Which rules of a caravan problem do these routes break?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from twiza_planning.caravan_checks.broken import Broken
from twiza_planning.caravan_checks.nearness import is_at_most
from twiza_planning.caravan_checks.nights import broken_nights
from twiza_planning.caravan_checks.places import Places, places_of
from twiza_planning.caravans.problem import CaravanProblem, Forbidden, Route


def broken_rules(problem: CaravanProblem, routes: Sequence[Route]) -> list[Broken]:
    """Return each rule that the routes break, none when they are feasible."""
    places = places_of(problem)
    broken = [one for route in routes for one in broken_names(places, route)]
    known = [route for route in routes if places.is_known(route)]
    broken += [one for route in known for one in broken_route(places, route)]
    broken += broken_team_days(known)
    broken += broken_visits(places, known)
    broken += broken_nights(problem, known)
    broken += broken_locks(problem, known)
    broken += broken_forbidden(problem, known)
    return broken + list(broken_budget(places, known))


def name_route(route: Route) -> str:
    """Return how a sentence names a route."""
    return f"Team {route.team}, day {route.day}"


def broken_names(places: Places, route: Route) -> Iterator[Broken]:
    """Say which team or stop of a route does not exist, and that it has no stop."""
    if route.team not in places.team_rank:
        yield Broken("no_team", f"{name_route(route)}: there is no team {route.team}.", route.team, route.day)
    nights = [name for name in (route.start, route.end) if name is not None]
    for name in dict.fromkeys((*route.stops, *nights)):
        if name not in places.stop_rank:
            yield Broken("no_stop", f"{name_route(route)}: there is no stop {name}.", route.team, route.day, name)
    if not route.stops:
        yield Broken("empty", f"{name_route(route)}: the route has no stop.", route.team, route.day)


def broken_route(places: Places, route: Route) -> Iterator[Broken]:
    """Say which rules a route breaks by itself."""
    problem, where, who = places.problem, name_route(route), (route.team, route.day)
    yield from broken_day(places, route)
    for name, times in Counter(route.stops).items():
        if times > 1:
            yield Broken("stop_twice", f"{where}: stop {name} is in the route {times} times.", *who, name, times, 1)
        yield from broken_opening(places, route, name)
    count, most = len(route.stops), problem.stops_per_day_max
    if count > most:
        yield Broken(
            "stops_a_day", f"{where}: {count} stops, at most {most} a day are allowed.", *who, None, count, most
        )
    minutes, allowed = places.minutes(route), places.team(route).day_minutes
    if not is_at_most(minutes, allowed):
        said = f"{where}: the route takes {minutes:.6g} minutes, the team has {allowed:.6g}."
        yield Broken("day_too_long", said, *who, None, minutes, allowed)


def broken_day(places: Places, route: Route) -> Iterator[Broken]:
    """Say that a route is on a day out of the horizon, or on which its team does not work."""
    days, who = places.team(route).days, (route.team, route.day)
    if not 1 <= route.day <= places.problem.days:
        yield Broken("no_day", f"{name_route(route)}: the days are 1 to {places.problem.days}.", *who)
    elif days is not None and route.day not in days:
        yield Broken("team_off", f"{name_route(route)}: the team does not work that day.", *who)


def broken_opening(places: Places, route: Route, name: str) -> Iterator[Broken]:
    """Say that a stop is closed on the day of a route."""
    open_days, who = places.stop(name).open_days, (route.team, route.day)
    if open_days is not None and route.day not in open_days:
        yield Broken("stop_closed", f"{name_route(route)}: stop {name} is closed that day.", *who, name)
    if any(route.day in season.days and name in season.closed_stops for season in places.problem.seasons):
        yield Broken("season_closed", f"{name_route(route)}: stop {name} is closed in that season.", *who, name)


def broken_team_days(routes: Sequence[Route]) -> Iterator[Broken]:
    """Say which team has more than one route on a day."""
    for (team, day), times in Counter((route.team, route.day) for route in routes).items():
        if times > 1:
            said = f"Team {team}, day {day}: {times} routes, a team makes at most one a day."
            yield Broken("routes_a_day", said, team, day, None, times, 1)


def broken_visits(places: Places, routes: Sequence[Route]) -> Iterator[Broken]:
    """Say which stop is visited too often, too seldom, or too soon again."""
    days: defaultdict[str, list[int]] = defaultdict(list)
    for route in routes:
        for name in dict.fromkeys(route.stops):
            days[name].append(route.day)
    for name, visited in days.items():
        stop, count = places.stop(name), len(visited)
        if count > stop.visits_max:
            said = f"Stop {name}: {count} visits, at most {stop.visits_max} are allowed (visits_max)."
            yield Broken("visits_max", said, stop=name, found=count, allowed=stop.visits_max)
        if count < stop.visits_min:
            said = f"Stop {name}: {count} visits, at least {stop.visits_min} are due if any (visits_min)."
            yield Broken("visits_min", said, stop=name, found=count, allowed=stop.visits_min)
        for day, after in pairwise(sorted(visited)):
            if after - day < stop.gap_days_min:
                said = (
                    f"Stop {name}: visits on day {day} and day {after}, "
                    f"at least {stop.gap_days_min} days apart are due (gap_days_min)."
                )
                yield Broken("gap_days", said, None, day, name, after - day, stop.gap_days_min)


def broken_locks(problem: CaravanProblem, routes: Sequence[Route]) -> Iterator[Broken]:
    """Say which locked route is not in the plan exactly so."""
    for lock in dict.fromkeys(problem.locks):
        if lock not in routes:
            stops = ", ".join(lock.stops)
            said = f"{name_route(lock)}: the locked route through {stops} is not in the plan exactly so."
            yield Broken("lock", said, lock.team, lock.day)


def broken_forbidden(problem: CaravanProblem, routes: Sequence[Route]) -> Iterator[Broken]:
    """Say which route holds what is forbidden."""
    for entry in problem.forbidden:
        for route in routes:
            if is_held(entry, route):
                what = "the team's day" if entry.stop is None else f"stop {entry.stop}"
                said = f"{name_route(route)}: {what} is forbidden{'' if entry.day is None else ' that day'}."
                yield Broken("forbidden", said, route.team, route.day, entry.stop)


def is_held(entry: Forbidden, route: Route) -> bool:
    """Say whether a route holds what an entry forbids."""
    if entry.day is not None and route.day != entry.day:
        return False
    return route.team == entry.team if entry.stop is None else entry.stop in route.stops


def broken_budget(places: Places, routes: Sequence[Route]) -> Iterator[Broken]:
    """Say that the routes cost more than the budget."""
    budget = places.problem.budget
    cost = sum(places.cost(route) for route in routes)
    if budget is not None and not is_at_most(cost, budget):
        said = f"The routes cost {cost:.6g}, the budget is {budget:.6g}."
        yield Broken("budget", said, found=cost, allowed=budget)
