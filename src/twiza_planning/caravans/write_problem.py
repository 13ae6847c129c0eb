"""Write a caravan problem file (`twiza-caravan/1`), with travel as matrices and reach as pairs."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from twiza_planning.caravans.plan_file import route_to_json
from twiza_planning.caravans.problem import CaravanProblem, Forbidden, Locality, Season, Stop, Team, Travel
from twiza_planning.caravans.read_problem import FORMAT
from twiza_planning.text_file import write_text


def write_problem(path: Path | str, problem: CaravanProblem) -> None:
    """Write a problem file, whole or not at all. Raises NotUnderstood when the place cannot be written."""
    # On one line: indented, a matrix takes a line a cell.
    write_text(Path(path), json.dumps(problem_to_json(problem), ensure_ascii=False, allow_nan=False) + "\n")


def problem_to_json(problem: CaravanProblem) -> dict[str, object]:
    """Return a problem as it stands in its file."""
    shares = problem.share.items()
    return {
        "format": FORMAT,
        "days": problem.days,
        "specialties": list(problem.specialties),
        "localities": [locality_to_json(locality) for locality in problem.localities],
        "stops": [stop_to_json(stop) for stop in problem.stops],
        "teams": [team_to_json(team) for team in problem.teams],
        "travel": travel_to_json(problem.travel),
        "coverage": {"pairs": [[problem.localities[i].id, problem.stops[j].id, share] for (i, j), share in shares]},
        "capacity": problem.capacity,
        "budget": problem.budget,
        "area_floor": problem.area_floor,
        "area_floors": dict(problem.area_floors),
        "stops_per_day_max": problem.stops_per_day_max,
        "seasons": [season_to_json(season) for season in problem.seasons],
        "locks": [route_to_json(route) for route in problem.locks],
        "forbidden": [forbidden_to_json(entry) for entry in problem.forbidden],
        "previous": None if problem.previous is None else [route_to_json(route) for route in problem.previous],
        "change_price": problem.change_price,
        "nights_max": problem.nights_max,
    }


def locality_to_json(locality: Locality) -> dict[str, object]:
    """Return a locality as it stands in a file."""
    told = {"area": locality.area, "need": dict(locality.need), "equity": locality.equity}
    return {"id": locality.id} | position_to_json(locality) | told


def stop_to_json(stop: Stop) -> dict[str, object]:
    """Return a stop as it stands in a file."""
    return (
        {"id": stop.id}
        | position_to_json(stop)
        | {
            "service_minutes": stop.service_minutes,
            "open_days": days_to_json(stop.open_days),
            "visits_max": stop.visits_max,
            "visits_min": stop.visits_min,
            "gap_days_min": stop.gap_days_min,
        }
    )


def team_to_json(team: Team) -> dict[str, object]:
    """Return a team as it stands in a file."""
    return (
        {"id": team.id}
        | position_to_json(team)
        | {
            "specialties": sorted(team.specialties),
            "day_minutes": team.day_minutes,
            "days": days_to_json(team.days),
            "cost_day": team.cost_day,
            "cost_km": team.cost_km,
            "minutes_per_consultation": dict(team.minutes_per_consultation),
        }
    )


def position_to_json(place: Locality | Stop | Team) -> dict[str, object]:
    """Return a position as it stands in a file: nothing where there is none."""
    position = {"lat": place.lat, "lon": place.lon}
    return {key: value for key, value in position.items() if value is not None}


def days_to_json(days: frozenset[int] | None) -> list[int] | None:
    """Return days as they stand in a file: null is every day."""
    return None if days is None else sorted(days)


def travel_to_json(travel: Travel) -> dict[str, object]:
    """Return travel as it stands in a file."""
    places = np.arange(travel.minutes.shape[0])
    whole = np.ix_(places, places)
    return {"minutes": travel.minutes[whole].tolist(), "km": travel.km[whole].tolist()}


def season_to_json(season: Season) -> dict[str, object]:
    """Return a season as it stands in a file."""
    return (
        {"days": sorted(season.days)} | travel_to_json(season.travel) | {"closed_stops": sorted(season.closed_stops)}
    )


def forbidden_to_json(entry: Forbidden) -> dict[str, object]:
    """Return what is forbidden as it stands in a file."""
    named = {"stop": entry.stop, "team": entry.team, "day": entry.day}
    return {key: value for key, value in named.items() if value is not None}
