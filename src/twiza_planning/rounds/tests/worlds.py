"""Small rounds problems, and the best of all their plans by trying every one."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator

from twiza_planning.round_checks import check_rounds
from twiza_planning.rounds.problem import Round, RoundsProblem
from twiza_planning.rounds.read_rounds import rounds_problem_from


def village(**more: object) -> RoundsProblem:
    """Return three homes along one path, 10, 20 and 30 minutes from the one agent, three days; and what is more."""
    return rounds_problem_from(village_content(**more))


def village_content(**more: object) -> dict[str, object]:
    """Return that village as it stands in a file."""
    at = [0, 10, 20, 30]
    return {
        "format": "twiza-rounds/1",
        "days": 3,
        "agents": [{"id": "aminata", "day_minutes": 240}],
        "homes": [{"id": f"home-{rank}", "visit_minutes": 30} for rank in (1, 2, 3)],
        "travel": {"minutes": [[abs(here - there) for there in at] for here in at]},
        "balance": 0.0,
    } | more


def tiny_problem(seed: int) -> RoundsProblem:
    """Return a tiny problem, the same for the same seed: 2 agents, 3 homes, 2 or 3 days."""
    chance = random.Random(seed)  # noqa: S311 -- no secret
    days = chance.choice([2, 3])
    homes = [tiny_home(chance, rank, days) for rank in range(3)]
    content: dict[str, object] = {
        "format": "twiza-rounds/1",
        "days": days,
        "agents": [
            {"id": "a1", "day_minutes": chance.choice([60, 120, 200]), "lat": 12.6, "lon": -8.0},
            {"id": "a2", "day_minutes": 120, "lat": 12.61, "lon": -8.01, "days": [1, 2]},
        ],
        "homes": homes,
        "travel": {"speed_kmh": 4.0, "detour": 1.2},
        "absences": [{"agent": "a1", "day": 1}] if chance.random() < 0.3 else [],
        "balance": chance.choice([0.0, 1.0]),
    }
    if chance.random() < 0.4:
        content["previous"] = [{"agent": "a1", "day": 2, "homes": ["h1", "h2"]}]
        content["change_price"] = 15.0
    return rounds_problem_from(content)


def tiny_home(chance: random.Random, rank: int, days: int) -> dict[str, object]:
    """Return a home of a tiny problem."""
    home: dict[str, object] = {
        "id": f"h{rank + 1}",
        "visit_minutes": chance.choice([20, 40]),
        "visits": chance.choice([1, 1, 2]),
        "lat": 12.6 + chance.uniform(-0.02, 0.02),
        "lon": -8 + chance.uniform(-0.02, 0.02),
        "priority": chance.choice([1, 1, 2]),
    }
    if chance.random() < 0.3:
        home["agent"] = "a2"
    if chance.random() < 0.3:
        home["days"] = [1, days]
    return home


def least(problem: RoundsProblem) -> tuple[float, float]:
    """Return the fewest visits missed, and the least cost at that, of all plans that keep the rules."""
    verdicts = (check_rounds(problem, rounds, {}) for rounds in all_rounds(problem))
    return min((round(verdict.missed, 9), verdict.cost) for verdict in verdicts if verdict.feasible)


def all_rounds(problem: RoundsProblem) -> Iterator[list[Round]]:
    """Yield every way to give each home one agent and some days, each day in its shortest order."""
    days = range(1, problem.days + 1)
    choices = [
        [(agent.id, chosen) for agent in problem.agents for chosen in some_days(days, home.visits)]
        for home in problem.homes
    ]
    for chosen in itertools.product(*choices):
        filled: dict[tuple[str, int], list[str]] = {}
        for home, (agent, visits) in zip(problem.homes, chosen, strict=True):
            for day in visits:
                filled.setdefault((agent, day), []).append(home.id)
        yield [shortest(problem, agent, day, homes) for (agent, day), homes in filled.items()]


def some_days(days: range, visits: int) -> Iterator[tuple[int, ...]]:
    """Yield every choice of up to some days."""
    for count in range(visits + 1):
        yield from itertools.combinations(days, count)


def shortest(problem: RoundsProblem, agent: str, day: int, homes: list[str]) -> Round:
    """Return the round through some homes that walks least."""
    rounds = [Round(agent, day, order) for order in itertools.permutations(homes)]
    return min(rounds, key=lambda walked: check_rounds(problem, [walked], {}).walking)
