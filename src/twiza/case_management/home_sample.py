"""Homes that nobody lives in, around a real commune, so that a stranger can try what rounds are."""

from __future__ import annotations

import datetime as dt
import math
import random

from twiza.case_management.models import Risk
from twiza.case_management.terms import AgentTerms, HomeTerms, Rhythm, RoundsTerms
from twiza.territory.models import Place

SEED = 1
HOMES = 36
NEAREST_KM, FURTHEST_KM = 0.3, 4.0
KM_PER_DEGREE = 111.2
WORKING_DAYS = 20
MONDAY_TO_FRIDAY = (1, 2, 3, 4, 5)
VISIT_MINUTES, DAY_MINUTES = 40, 300
AGENTS_KM = {"A1": (1.2, 1.0), "A2": (-1.5, -0.6)}
"""Where the invented agents start, in kilometres north and east of the commune's point."""
RHYTHMS = {"high": Rhythm(4, 4), "medium": Rhythm(2, 8), "low": Rhythm(1, 1)}
"""Invented as well: nobody's norm."""
EVERY_SIXTH, EVERY_SECOND = 6, 2


def sample_terms(commune: Place, *, starts_on: dt.date) -> RoundsTerms:
    """Return rounds of two agents to invented homes around a commune."""
    return RoundsTerms(
        starts_on=starts_on,
        working_days=WORKING_DAYS,
        weekdays=MONDAY_TO_FRIDAY,
        agents=sample_agents(commune),
        homes=sample_homes(commune),
        rhythms=RHYTHMS,
        is_sample=True,
    )


def sample_agents(commune: Place) -> tuple[AgentTerms, ...]:
    """Return two invented agents."""
    return tuple(
        AgentTerms(code, *_at(commune, north, east), DAY_MINUTES) for code, (north, east) in AGENTS_KM.items()
    )


def sample_homes(commune: Place) -> tuple[HomeTerms, ...]:
    """Return homes scattered around a commune's point, the same each time; one in six is of high risk."""
    chance = random.Random(SEED)  # noqa: S311 -- no secret rests on it
    homes = []
    for number in range(1, HOMES + 1):
        # Square root: as many to the square kilometre far away as near.
        far = NEAREST_KM + (FURTHEST_KM - NEAREST_KM) * math.sqrt(chance.random())
        turn = chance.random() * 2 * math.pi
        lat, lon = _at(commune, far * math.cos(turn), far * math.sin(turn))
        homes.append(HomeTerms(f"D{number:03}", lat, lon, VISIT_MINUTES, risk=_risk(number)))
    return tuple(homes)


def _risk(number: int) -> str:
    if number % EVERY_SIXTH == 0:
        return Risk.HIGH.value
    return Risk.MEDIUM.value if number % EVERY_SECOND == 0 else Risk.LOW.value


def _at(commune: Place, north_km: float, east_km: float) -> tuple[float, float]:
    lat, lon = commune.lat or 0.0, commune.lon or 0.0
    squeeze = math.cos(math.radians(lat))
    return round(lat + north_km / KM_PER_DEGREE, 5), round(lon + east_km / KM_PER_DEGREE / squeeze, 5)
