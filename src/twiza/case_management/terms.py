"""What a supervisor asks for, before it is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

HOMES_MAX = 1_500
AGENTS_MAX = 20
WORKING_DAYS_MAX = 31
SPAN_DAYS_MAX = 92
VISITS_MAX = 31
DAY_MINUTES_MAX = 720
VISIT_MINUTES_MAX = 480
SPEED_KMH, DETOUR = 4.0, 1.3
"""On foot, and a path that winds: suppositions, shown as such wherever figures rest on them."""
SECONDS, GAP, SEED = 45.0, 0.001, 1
"""How long the search may take, the distance of cost and bound at which it may stop, and its start."""
CHANGE_PRICE = 480.0
"""Minutes that one changed visit costs when rounds are planned again: more than any way, so that little moves."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a home of some risk is visited: so many times, at least so many days apart; a missed one's weight."""

    visits: int
    gap_days: int = 1
    priority: float = 1.0


@dataclass(frozen=True, slots=True)
class AgentTerms:
    """One agent: `person_id` is her account, if she has one."""

    code: str
    lat: float
    lon: float
    day_minutes: float
    absent_on: tuple[dt.date, ...] = ()
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class HomeTerms:
    """One home, as a file gives it. `visits` None is as often as its risk says; `weekdays` empty is every day."""

    code: str
    lat: float
    lon: float
    visit_minutes: float
    risk: str = ""
    visits: int | None = None
    agent: str = ""
    weekdays: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class RoundsTerms:
    """The rounds of some weeks. `name` empty is a name from area and month; `weekdays` as ISO 8601 numbers them."""

    starts_on: dt.date
    working_days: int
    weekdays: tuple[int, ...]
    agents: tuple[AgentTerms, ...]
    homes: tuple[HomeTerms, ...]
    rhythms: Mapping[str, Rhythm]
    speed_kmh: float = SPEED_KMH
    detour: float = DETOUR
    name: str = ""
    is_sample: bool = False
