"""
The best plan of a tiny problem, by trying every plan, and tiny problems that cover the whole format.

Slow on purpose and free of cleverness: what a solver is compared with. Only orders of stops that cannot matter are
left out (of several orders of the same stops, the one of least kilometres, since only the budget sees the order).
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass

from twiza_planning.caravan_checks.places import Places, places_of
from twiza_planning.caravan_checks.rules import broken_route, broken_rules
from twiza_planning.caravan_checks.worth import Worth, change_of
from twiza_planning.caravans.problem import CaravanProblem, Route
from twiza_planning.caravans.read_problem import problem_from


@dataclass(frozen=True, slots=True)
class BestPlan:
    """The best there is: least shortfall, then the greatest value less change; `plans` is how many were tried."""

    routes: tuple[Route, ...]
    value: float
    change: float
    shortfall: float
    plans: int


def best_plan(problem: CaravanProblem) -> BestPlan | None:
    """Return the best feasible plan, the first of equals, None when no plan is feasible."""
    worth = Worth(problem)
    best: BestPlan | None = None
    tried = 0
    for routes in plans_of(problem):
        tried += 1
        if broken_rules(problem, routes):
            continue
        served, change = worth.served(routes), change_of(problem, routes) or 0.0
        found = BestPlan(routes, served.value, change, served.shortfall, tried)
        if best is None or is_better(found, best):
            best = found
    return None if best is None else BestPlan(best.routes, best.value, best.change, best.shortfall, tried)


def is_better(one: BestPlan, other: BestPlan) -> bool:
    """Say whether a plan has less shortfall, or as much and a greater value less change."""
    if abs(one.shortfall - other.shortfall) > 1e-7:
        return one.shortfall < other.shortfall
    return one.value - one.change > other.value - other.change + 1e-9


def plans_of(problem: CaravanProblem) -> Iterator[tuple[Route, ...]]:
    """Return every way to give each team, each day, a route or none."""
    slots = [(team.id, day) for team in problem.teams for day in range(1, problem.days + 1)]
    choices = [[None, *routes_of(problem, team, day)] for team, day in slots]
    for chosen in itertools.product(*choices):
        routes = tuple(route for route in chosen if route is not None)
        if is_chained(routes):
            yield routes


def is_chained(routes: tuple[Route, ...]) -> bool:
    """Say whether each night away is followed by a day from there: leaves out at once what no plan may be."""
    by_day = {(route.team, route.day): route for route in routes}
    for route in routes:
        following, before = by_day.get((route.team, route.day + 1)), by_day.get((route.team, route.day - 1))
        if route.end != (following.start if following else None):
            return False
        if route.start != (before.end if before else None):
            return False
    return True


def routes_of(problem: CaravanProblem, team: str, day: int) -> list[Route]:
    """Return the routes that a team may make on a day, each set of stops (and nights) in its shortest order."""
    places = places_of(problem)
    shortest: dict[tuple[object, ...], Route] = {}
    locked = [lock for lock in problem.locks if (lock.team, lock.day) == (team, day)]
    for route in orders_of(problem, team, day):
        if any(broken_route(places, route)):
            continue
        key = (frozenset(route.stops), route.start, route.end)
        if key not in shortest or places.km(route) < places.km(shortest[key]):
            shortest[key] = route
    return [*shortest.values(), *(lock for lock in locked if lock not in shortest.values() and fits(places, lock))]


def fits(places: Places, route: Route) -> bool:
    """Say whether a route breaks no rule by itself."""
    return not any(broken_route(places, route))


def orders_of(problem: CaravanProblem, team: str, day: int) -> Iterator[Route]:
    """Return every order of every few stops, from and to the base or, with nights, a stop."""
    names = [stop.id for stop in problem.stops]
    starts = [None, *names] if problem.nights_max and day > 1 else [None]
    for size in range(1, min(problem.stops_per_day_max, len(names)) + 1):
        for stops in itertools.permutations(names, size):
            ends = [None, stops[-1]] if problem.nights_max and day < problem.days else [None]
            for start, end in itertools.product(starts, ends):
                yield Route(team, day, stops, start, end)


FEATURES = (
    *("nights", "capacity", "budget", "area_floor", "seasons", "locks", "forbidden", "previous", "visits", "matrix"),
    *("specialties", "open_days", "pairs"),
)


def tiny_problem(seed: int, *features: str) -> CaravanProblem:
    """
    Return a tiny problem with the features asked for (of `FEATURES`), the same for the same seed.

    It has 3 to 5 stops, 1 or 2 teams and 2 or 3 days, so that `best_plan` answers in a second or so.
    """
    return problem_from(tiny_content(seed, *features))


def random_features(seed: int) -> tuple[str, ...]:
    """Return some features to combine, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 -- no secret
    return tuple(feature for feature in FEATURES if chance.random() < 0.35)


def tiny_content(seed: int, *features: str) -> dict[str, object]:
    """Return a tiny problem as it stands in a file."""
    chance = random.Random(f"{seed}")  # noqa: S311 -- no secret
    days, teams = chance.choice([(2, 1), (3, 1), (2, 2)])
    specialties = ["general", "dental"] if "specialties" in features else ["general"]
    content: dict[str, object] = {
        "format": "twiza-caravan/1",
        "days": days,
        "specialties": specialties,
        "localities": [tiny_locality(chance, rank, specialties) for rank in range(chance.randint(3, 6))],
        "stops": [tiny_stop(chance, rank) for rank in range(4 if days == 2 else 5)],
        "teams": [tiny_team(chance, rank, specialties) for rank in range(teams)],
        "travel": {"speed_kmh": 40.0, "detour": 1.35},
        "coverage": {"full_km": 4.0, "zero_km": 12.0},
        "stops_per_day_max": chance.choice([1, 2, 2]),
    }
    for feature in FEATURES:
        if feature in features and feature in TINY_FEATURES:
            TINY_FEATURES[feature](chance, content)
    return content


def tiny_locality(chance: random.Random, rank: int, specialties: list[str]) -> dict[str, object]:
    """Return a locality of one of two areas."""
    return {
        "id": f"l{rank + 1}",
        "lat": 32 + chance.uniform(-0.15, 0.15),
        "lon": -6 + chance.uniform(-0.15, 0.15),
        "area": chance.choice(["north", "south"]),
        "need": {name: chance.choice([0.0, 10.0, 25.5, 80.0]) for name in specialties if chance.random() < 0.9},
        "equity": chance.choice([1.0, 1.0, 1.6, 2.5]),
    }


def tiny_stop(chance: random.Random, rank: int) -> dict[str, object]:
    """Return a stop."""
    return {
        "id": f"s{rank + 1}",
        "lat": 32 + chance.uniform(-0.15, 0.15),
        "lon": -6 + chance.uniform(-0.15, 0.15),
        "service_minutes": chance.choice([60, 90, 150]),
    }


def tiny_team(chance: random.Random, rank: int, specialties: list[str]) -> dict[str, object]:
    """Return a team that has time for about two stops, and one specialty at least."""
    return {
        "id": f"t{rank + 1}",
        "lat": 32 + chance.uniform(-0.1, 0.1),
        "lon": -6 + chance.uniform(-0.1, 0.1),
        "specialties": chance.sample(specialties, chance.randint(1, len(specialties))),
        "day_minutes": chance.choice([330, 420, 540]),
    }


def add_capacity(chance: random.Random, content: dict[str, object]) -> None:
    """Limit the consultations by the time at the stops."""
    content["capacity"] = True
    for team in content["teams"]:
        team["minutes_per_consultation"] = {name: chance.choice([5.0, 7.5, 12.0]) for name in content["specialties"]}


def add_budget(chance: random.Random, content: dict[str, object]) -> None:
    """Let days and kilometres cost, and money be short."""
    for team in content["teams"]:
        team["cost_day"], team["cost_km"] = chance.choice([0.0, 100.0]), chance.choice([1.0, 2.5])
    content["budget"] = chance.choice([0.0, 150.0, 300.0])


def add_area_floor(chance: random.Random, content: dict[str, object]) -> None:
    """Ask for a share of each area's need."""
    content["area_floor"] = chance.choice([0.3, 0.7, 1.0])


def add_seasons(chance: random.Random, content: dict[str, object]) -> None:
    """Slow the first day and close a stop on it."""
    content["seasons"] = [
        {"days": [1], "speed_kmh": 25.0, "detour": 1.5, "closed_stops": [chance.choice(content["stops"])["id"]]}
    ]


def add_locks(chance: random.Random, content: dict[str, object]) -> None:
    """Lock a route of one stop."""
    team, stop = chance.choice(content["teams"]), chance.choice(content["stops"])
    content["locks"] = [{"team": team["id"], "day": chance.randint(1, content["days"]), "stops": [stop["id"]]}]


def add_forbidden(chance: random.Random, content: dict[str, object]) -> None:
    """Forbid a stop, a stop on a day, or a team on a day."""
    stop, team, day = chance.choice(content["stops"])["id"], chance.choice(content["teams"])["id"], 1
    content["forbidden"] = [chance.choice([{"stop": stop}, {"stop": stop, "day": day}, {"team": team, "day": day}])]


def add_previous(chance: random.Random, content: dict[str, object]) -> None:
    """Tell a plan before, and put a price on leaving it."""
    stops = chance.sample([stop["id"] for stop in content["stops"]], 2)
    content["previous"] = [
        {"team": "t1", "day": day, "stops": [stop], "minutes": 300.0, "km": 20.0}
        for day, stop in enumerate(stops, start=1)
    ]
    content["change_price"] = chance.choice([0.0, 3.0, 40.0])


def add_nights(chance: random.Random, content: dict[str, object]) -> None:
    """Let teams sleep away, with days too short to come home from everywhere."""
    content["nights_max"] = chance.choice([1, 2])
    content["stops"] = content["stops"][:3]
    for team in content["teams"]:
        team["day_minutes"] = chance.choice([240, 330])
        team["lat"] -= chance.choice([0.0, 0.3])


def add_visits(chance: random.Random, content: dict[str, object]) -> None:
    """Ask for several visits of some stops, some days apart."""
    for stop in content["stops"]:
        stop["visits_max"] = chance.choice([1, 2, 3])
        stop["visits_min"] = chance.randint(0, stop["visits_max"])
        stop["gap_days_min"] = chance.choice([0, 1, 1, 2])


def add_matrix(chance: random.Random, content: dict[str, object]) -> None:
    """Tell travel by a matrix that is not symmetric, with kilometres or without."""
    side = len(content["teams"]) + len(content["stops"])
    minutes = [[0.0 if i == j else float(chance.randint(15, 90)) for j in range(side)] for i in range(side)]
    content["travel"] = {"minutes": minutes}
    if chance.random() < 0.5:
        content["travel"]["km"] = [[cell / 1.5 for cell in row] for row in minutes]
    for season in content.get("seasons", []):
        del season["speed_kmh"], season["detour"]
        season["minutes"] = [[cell * 1.3 for cell in row] for row in minutes]


def add_open_days(chance: random.Random, content: dict[str, object]) -> None:
    """Close some stops and teams on some days."""
    every_day = range(1, content["days"] + 1)
    for place in chance.sample(content["stops"], 2):
        place["open_days"] = chance.sample(every_day, 1)
    content["teams"][0]["days"] = sorted(chance.sample(every_day, content["days"] - chance.randint(0, 1)))


def add_pairs(chance: random.Random, content: dict[str, object]) -> None:
    """Tell which stop serves whom pair by pair."""
    places = itertools.product(content["localities"], content["stops"])
    pairs = [[locality["id"], stop["id"], chance.choice([0.25, 0.5, 1.0])] for locality, stop in places]
    content["coverage"] = {"pairs": [pair for pair in pairs if chance.random() < 0.5]}


TINY_FEATURES = {
    "nights": add_nights,
    "capacity": add_capacity,
    "budget": add_budget,
    "area_floor": add_area_floor,
    "seasons": add_seasons,
    "locks": add_locks,
    "forbidden": add_forbidden,
    "previous": add_previous,
    "visits": add_visits,
    "matrix": add_matrix,
    "open_days": add_open_days,
    "pairs": add_pairs,
}
