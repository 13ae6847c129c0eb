"""
Rounds to measure: agents of health and homes in hamlets, made up, the same for the same seed.

A third of the homes are at high risk and visited every week, most others every other week, some once in the month.
"""

from __future__ import annotations

import numpy as np

from twiza_planning.rounds.problem import RoundsProblem
from twiza_planning.rounds.read_rounds import rounds_problem_from

WORKING_DAYS = 20
HOMES_PER_HAMLET = 10
# Degrees: hamlets lie within some 2 km of the middle, homes within some 300 m of their hamlet's.
HAMLETS_WITHIN, HOMES_WITHIN = 0.02, 0.003
CLASSES = {
    "high": {"visits": 4, "gap_days_min": 4, "gap_days_max": 6, "priority": 3},
    "middle": {"visits": 2, "gap_days_min": 8, "gap_days_max": 12, "priority": 2},
    "low": {"visits": 1, "priority": 1},
}
SHARES = (0.3, 0.45, 0.25)


def team(agents: int, homes: int, seed: int) -> RoundsProblem:
    """Return a month of rounds for a team of agents."""
    return rounds_problem_from(team_content(agents, homes, seed))


def team_content(agents: int, homes: int, seed: int) -> dict[str, object]:
    """Return that month as it stands in a file."""
    chance = np.random.default_rng(seed)
    hamlets = chance.uniform(-HAMLETS_WITHIN, HAMLETS_WITHIN, (max(1, homes // HOMES_PER_HAMLET), 2))
    places = hamlets[chance.integers(len(hamlets), size=homes)] + chance.uniform(
        -HOMES_WITHIN, HOMES_WITHIN, (homes, 2)
    )
    bases = hamlets[chance.permutation(len(hamlets))[np.arange(agents) % len(hamlets)]]
    stays = chance.choice([20, 30, 40], size=homes)
    risks = chance.choice(list(CLASSES), size=homes, p=SHARES)
    return {
        "format": "twiza-rounds/1",
        "days": WORKING_DAYS,
        "agents": [{"id": f"agent-{rank}", "day_minutes": 300} | _at(base) for rank, base in enumerate(bases, 1)],
        "classes": CLASSES,
        "homes": [
            {"id": f"home-{rank}", "visit_minutes": int(stay), "class": str(risk)} | _at(place)
            for rank, (place, stay, risk) in enumerate(zip(places, stays, risks, strict=True), 1)
        ],
        "travel": {"speed_kmh": 4.0, "detour": 1.3},
    }


def _at(place: np.ndarray) -> dict[str, float]:
    return {"lat": round(12.6 + float(place[0]), 5), "lon": round(-8.0 + float(place[1]), 5)}
