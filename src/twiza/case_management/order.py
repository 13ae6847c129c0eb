"""What the engine is asked: rounds as a `twiza-rounds/1`, where day 1 is the first day and every day counts."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from twiza.case_management.models import RoundsAgent, RoundsHome, RoundsPlan, RoundsVersion
from twiza.case_management.terms import CHANGE_PRICE

FORMAT = "twiza-rounds/1"
Absence = tuple[str, dt.date]


def date_of(plan: RoundsPlan, day: int) -> dt.date:
    """Return the date of a day of the engine."""
    return plan.starts_on + dt.timedelta(days=day - 1)


def day_of(plan: RoundsPlan, on: dt.date) -> int:
    """Return a date as the engine counts it."""
    return (on - plan.starts_on).days + 1


def order_of(plan: RoundsPlan) -> dict[str, Any]:
    """Return the problem of a plan that nobody planned yet."""
    agents, homes = list(plan.agents.order_by("id")), list(plan.homes.order_by("id"))
    return _problem(plan, agents, [home_entry(home, plan) for home in homes], absences_of(agents))


def order_again(version: RoundsVersion, absences: Sequence[Absence]) -> dict[str, Any]:
    """
    Return the problem of what is left of a version from the first of these absences on.

    What was planned before that day is not asked again: each home is owed the visits it has not had by then, no
    sooner than its gap after the last one. Changes cost so much that only what must move does.
    """
    plan = version.plan
    first = day_of(plan, min(on for _agent, on in absences))
    agents = list(plan.agents.order_by("id"))
    before = [one for one in version.rounds if one["day"] < first]
    owed = [entry for home in plan.homes.order_by("id") if (entry := _owed(home, plan, before, first))["visits"] > 0]
    asked = {entry["id"] for entry in owed}
    known = [(agent, dt.date.fromisoformat(on)) for agent, on in version.absences]
    rounds = [_kept(one, asked) for one in version.rounds if one["day"] >= first]
    return _problem(plan, agents, owed, [*absences_of(agents), *known, *absences]) | {
        "previous": [one for one in rounds if one["homes"]],
        "change_price": CHANGE_PRICE,
    }


def absences_of(agents: Iterable[RoundsAgent]) -> list[Absence]:
    """Return the absences that were known when the rounds were asked for."""
    return [(agent.code, dt.date.fromisoformat(on)) for agent in agents for on in agent.absent_on]


def home_entry(home: RoundsHome, plan: RoundsPlan) -> dict[str, Any]:
    """Return a home as the engine reads it."""
    entry: dict[str, Any] = {
        "id": home.code,
        "lat": home.lat,
        "lon": home.lon,
        "visit_minutes": home.visit_minutes,
        "visits": home.visits,
        "gap_days_min": home.gap_days,
        "priority": home.priority,
    }
    if home.weekdays:
        entry["days"] = [day_of(plan, on) for on in plan.working_dates() if on.isoweekday() in home.weekdays]
    return entry | ({"agent": home.agent} if home.agent else {})


def _problem(
    plan: RoundsPlan, agents: Sequence[RoundsAgent], homes: list[dict[str, Any]], absences: Iterable[Absence]
) -> dict[str, Any]:
    worked = plan.working_dates()
    days = [day_of(plan, on) for on in worked]
    told = sorted({(agent, on) for agent, on in absences if on in set(worked)})
    return {
        "format": FORMAT,
        "days": days[-1],
        "agents": [
            {"id": one.code, "lat": one.lat, "lon": one.lon, "day_minutes": one.day_minutes, "days": days}
            for one in agents
        ],
        "homes": homes,
        "travel": {"speed_kmh": plan.speed_kmh, "detour": plan.detour},
        "absences": [{"agent": agent, "day": day_of(plan, on)} for agent, on in told],
    }


def _owed(home: RoundsHome, plan: RoundsPlan, before: Iterable[dict[str, Any]], first: int) -> dict[str, Any]:
    entry = home_entry(home, plan)
    had = [one["day"] for one in before if home.code in one["homes"]]
    earliest = max(first, max(had) + home.gap_days) if had else first
    days = entry.get("days") or [day_of(plan, on) for on in plan.working_dates()]
    return entry | {"visits": max(0, home.visits - len(had)), "days": [day for day in days if day >= earliest]}


def _kept(walked: dict[str, Any], homes: set[str]) -> dict[str, Any]:
    return {
        "agent": walked["agent"],
        "day": walked["day"],
        "homes": [home for home in walked["homes"] if home in homes],
    }


def visits_by_home(rounds: Iterable[dict[str, Any]]) -> Counter[str]:
    """Return how often each home is visited."""
    return Counter(home for one in rounds for home in one["homes"])
