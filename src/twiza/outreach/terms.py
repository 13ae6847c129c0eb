"""What a planner may set of a scenario, with defaults that let an area and a date suffice."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from twiza.access.models import Basis, Care
from twiza.outreach.models import StopKind, Weekday

# Design values, to be validated with those who organise caravans: no norm stands behind them.
SERVICE_MINUTES = 180.0
DAY_MINUTES = 480.0
STOP_COUNT = 150
TEAM_COUNT = 4
WEEKEND = (int(Weekday.SATURDAY), int(Weekday.SUNDAY))

# Beyond these a plan takes minutes, not seconds: the planner is asked to cut her area.
STOPS_MAX = 300
TEAMS_MAX = 12
DAYS_MAX = 60
POINTS_MAX = 8_000
NIGHTS_MAX = 6


@dataclass(frozen=True, slots=True)
class Terms:
    """The figures of a scenario: days, how far people walk, how teams travel, when to stop searching."""

    starts_on: dt.date
    day_count: int = 20
    closed_weekdays: tuple[int, ...] = WEEKEND
    basis: str = Basis.PROVINCE_TOWNS
    care: str = Care.HOSPITAL
    fixed_reach_minutes: float = 60.0
    stop_clear_km: float = 5.0
    walking_full_km: float = 5.0
    walking_zero_km: float = 5.0
    equity_strength: float = 1.0
    speed_kmh: float = 40.0
    detour: float = 1.35
    stops_per_day_max: int = 4
    visits_max: int = 1
    visits_min: int = 0
    gap_days_min: int = 1
    nights_max: int = 0
    budget: float | None = None
    area_floor: float | None = None
    seconds: int = 15
    gap: float = 0.001


@dataclass(frozen=True, slots=True)
class Wishes:
    """What to propose when a scenario is made: kinds of stops, how many stops, how many teams."""

    kinds: tuple[str, ...] = tuple(StopKind.values)
    stop_count: int = STOP_COUNT
    team_count: int = TEAM_COUNT
