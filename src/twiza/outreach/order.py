"""What is asked of the engine: a scenario on its ground as a `twiza-caravan/1`, and what its ids stand for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from twiza.outreach.equity import equity_weights
from twiza.outreach.ground import Ground
from twiza.outreach.models import Pause, Scenario, ScenarioStop, ScenarioTeam, TravelSeason

NEED_DIGITS = 3
WEIGHT_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Order:
    """
    A problem in its file format, and beside it what a plan keeps.

    `snapshot`: `dates` (ISO, by day), `specialties` and `stops` with their names, `teams` with theirs in order,
    `localities` with their people, `areas` with their people and those within reach of fixed care.
    """

    problem: dict[str, Any]
    snapshot: dict[str, Any]
    assumptions: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """A scenario with all that belongs to it: the stops that are included, teams, seasons and pauses."""

    scenario: Scenario
    stops: Sequence[ScenarioStop]
    teams: Sequence[ScenarioTeam]
    seasons: Sequence[TravelSeason] = ()
    pauses: Sequence[Pause] = ()


def problem_of(asked: Asked, ground: Ground) -> dict[str, Any]:
    """Return the `twiza-caravan/1` of a scenario on its ground."""
    scenario, stops, teams = asked.scenario, asked.stops, asked.teams
    dates = scenario.working_dates()
    return {
        "format": "twiza-caravan/1",
        "days": len(dates),
        "specialties": list(ground.specialties),
        "localities": localities_of(scenario, ground),
        "stops": [stop_of(scenario, stop, dates) for stop in stops],
        "teams": [team_of(team, ground.specialties, dates) for team in teams],
        "travel": {"speed_kmh": scenario.speed_kmh, "detour": scenario.detour},
        "coverage": {"full_km": scenario.walking_full_km, "zero_km": scenario.walking_zero_km},
        "capacity": has_pace(teams),
        "budget": scenario.budget,
        "area_floor": scenario.area_floor,
        "stops_per_day_max": scenario.stops_per_day_max,
        "seasons": [season_of(season, stops, dates) for season in asked.seasons if days_between(season, dates)]
        or None,
        "locks": [],
        "forbidden": [entry for pause in asked.pauses for entry in forbidden_by(pause, stops, dates)],
        "previous": None,
        "change_price": 0.0,
        "nights_max": scenario.nights_max,
    }


def localities_of(scenario: Scenario, ground: Ground) -> list[dict[str, Any]]:
    """Return the points out of reach of fixed care with what they need; a need that is not known is left out."""
    weights = equity_weights(ground, reach_minutes=scenario.fixed_reach_minutes, strength=scenario.equity_strength)
    return [
        {
            "id": ground.ids[point],
            "lat": float(ground.lat[point]),
            "lon": float(ground.lon[point]),
            "area": ground.communes[ground.commune[point]].code,
            "need": need_at(ground, int(point)),
            "equity": round(float(weights[point]), WEIGHT_DIGITS),
        }
        for point in np.flatnonzero(ground.is_far(scenario.fixed_reach_minutes))
    ]


def need_at(ground: Ground, point: int) -> dict[str, float]:
    """Return the known needs of a point by specialty."""
    needs = zip(ground.specialties, ground.need[point].tolist(), strict=True)
    return {specialty: round(need, NEED_DIGITS) for specialty, need in needs if not np.isnan(need)}


def stop_of(scenario: Scenario, stop: ScenarioStop, dates: Sequence[dt.date]) -> dict[str, Any]:
    """Return a stop as the problem has it."""
    return {
        "id": stop.code,
        "lat": stop.lat,
        "lon": stop.lon,
        "service_minutes": stop.service_minutes,
        "open_days": days_on(stop.open_weekdays, dates),
        "visits_max": said_or(stop.visits_max, scenario.visits_max),
        "visits_min": said_or(stop.visits_min, scenario.visits_min),
        "gap_days_min": said_or(stop.gap_days_min, scenario.gap_days_min),
    }


def said_or(own: int | None, general: int) -> int:
    """Return what is said of one stop, or what is said of all."""
    return general if own is None else own


def season_of(season: TravelSeason, stops: Sequence[ScenarioStop], dates: Sequence[dt.date]) -> dict[str, Any]:
    """Return a season as the problem has it."""
    closed = {stop.code for stop in season.closed_stops.all()}
    return {
        "days": days_between(season, dates),
        "speed_kmh": season.speed_kmh,
        "detour": season.detour,
        "closed_stops": [stop.code for stop in stops if stop.code in closed],
    }


def forbidden_by(pause: Pause, stops: Sequence[ScenarioStop], dates: Sequence[dt.date]) -> list[dict[str, Any]]:
    """Return what no plan may hold because a team is away, or a stop not to be visited."""
    if pause.team is not None:
        return [{"team": pause.team.code, "day": day} for day in days_between(pause, dates)]
    known = {stop.pk: stop.code for stop in stops}
    if pause.stop_id not in known:
        return []
    return [{"stop": known[pause.stop_id], "day": day} for day in days_between(pause, dates)]


def days_between(span: TravelSeason | Pause, dates: Sequence[dt.date]) -> list[int]:
    """Return the engine days from the first date of a span to its last."""
    return [day for day, date in enumerate(dates, start=1) if span.starts_on <= date <= span.ends_on]


def team_of(team: ScenarioTeam, specialties: Sequence[str], dates: Sequence[dt.date]) -> dict[str, Any]:
    """Return a team as the problem has it, with those of the planned specialties that it can do."""
    held = {specialty.code for specialty in team.specialties.all()}
    skills = [specialty for specialty in specialties if specialty in held]
    return {
        "id": team.code,
        "lat": team.base.lat,
        "lon": team.base.lon,
        "specialties": skills,
        "day_minutes": team.day_minutes,
        "days": days_on(team.weekdays, dates),
        "cost_day": team.cost_day,
        "cost_km": team.cost_km,
        "minutes_per_consultation": {skill: pace for skill in skills if (pace := pace_of(team, skill)) is not None},
    }


def pace_of(team: ScenarioTeam, specialty: str) -> float | None:
    """Return the minutes that a consultation takes a team; None, no limit."""
    own = {pace.specialty.code: pace.minutes for pace in team.paces.all()}
    return own.get(specialty, team.minutes_per_consultation)


def days_on(weekdays: Sequence[int], dates: Sequence[dt.date]) -> list[int] | None:
    """Return the engine days that fall on these weekdays; None, every day, without any."""
    if not weekdays:
        return None
    return [day for day, date in enumerate(dates, start=1) if date.isoweekday() in weekdays]


def has_pace(teams: Sequence[ScenarioTeam]) -> bool:
    """Return whether visits are limited by time: when the teams say how long a consultation takes."""
    return any(team.minutes_per_consultation is not None or team.paces.all() for team in teams)


def snapshot_of(asked: Asked, ground: Ground) -> dict[str, Any]:
    """Return what the ids of the scenario's problem stand for."""
    scenario, stops, teams = asked.scenario, asked.stops, asked.teams
    return {
        "dates": [date.isoformat() for date in scenario.working_dates()],
        "specialties": {specialty.code: specialty.names for specialty in scenario.specialties.all()},
        "teams": {team.code: team.name for team in teams},
        "stops": {stop.code: stop_as_named(stop) for stop in stops},
        "localities": people_by_locality(scenario, ground),
        "areas": people_by_area(scenario, ground),
    }


def stop_as_named(stop: ScenarioStop) -> dict[str, Any]:
    """Return what a plan keeps of a stop beside the problem."""
    return {"names": stop.names, "kind": stop.kind, "commune": stop.commune_id}


def people_by_locality(scenario: Scenario, ground: Ground) -> dict[str, int]:
    """Return the people of each locality of the problem."""
    far = np.flatnonzero(ground.is_far(scenario.fixed_reach_minutes))
    return {ground.ids[point]: int(ground.people[point]) for point in far}


def people_by_area(scenario: Scenario, ground: Ground) -> dict[str, dict[str, int]]:
    """Return by commune its id, its people, and those of them within reach of fixed care."""
    people = ground.by_commune(ground.people)
    within = ground.by_commune(ground.people * ~ground.is_far(scenario.fixed_reach_minutes))
    return {
        commune.code: {"commune": commune.place_id, "people": int(people[rank]), "within_reach": int(within[rank])}
        for rank, commune in enumerate(ground.communes)
    }
