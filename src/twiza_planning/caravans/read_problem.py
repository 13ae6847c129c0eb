"""Read a caravan problem file (`twiza-caravan/1`)."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from twiza_planning.caravans.problem import CaravanProblem, Forbidden, Season, Team
from twiza_planning.caravans.read_places import read_locality, read_stop, read_team, refuse_repeated_ids
from twiza_planning.caravans.read_routes import read_known_routes
from twiza_planning.caravans.read_travel import ByMatrix, BySpeed, read_seasons, read_shares, read_travel
from twiza_planning.errors import NotUnderstood
from twiza_planning.json_file import read_json
from twiza_planning.json_shape import Node

FORMAT = "twiza-caravan/1"
DAYS_MAX = 3_660  # ten years; a longer horizon is a mistyped number
REQUIRED = ("format", "days", "specialties", "localities", "stops", "teams", "travel", "coverage")
DEFAULTS: dict[str, object] = {
    "capacity": False,
    "budget": None,
    "area_floor": None,
    "area_floors": {},
    "stops_per_day_max": 4,
    "seasons": None,
    "locks": [],
    "forbidden": [],
    "previous": None,
    "change_price": 0.0,
    "nights_max": 0,
}


def read_problem(path: Path | str) -> CaravanProblem:
    """
    Return the caravan problem in a JSON file.

    Raises
    ------
    NotUnderstood
        When the file cannot be read, or holds a value that the format does not allow, named by its path.
    """
    return problem_at(read_json(Path(path)))


def problem_from(content: dict[str, object]) -> CaravanProblem:
    """Return the caravan problem in parsed JSON. Raises NotUnderstood."""
    return problem_at(Node(content))


def problem_at(node: Node) -> CaravanProblem:
    """Return the caravan problem in a JSON value. Raises NotUnderstood."""
    given = node.fields(known=(*REQUIRED, *DEFAULTS), required=REQUIRED)
    refuse_other_format(given["format"], FORMAT)
    fields = {key: Node(value, key) for key, value in DEFAULTS.items()} | given
    days = fields["days"].whole(least=1, most=DAYS_MAX)
    specialties = read_specialties(fields["specialties"])
    localities = [read_locality(item, set(specialties)) for item in fields["localities"].items()]
    stops = [read_stop(item, days) for item in fields["stops"].items()]
    teams = [read_team(item, days, set(specialties)) for item in fields["teams"].items()]
    refuse_repeated_ids(localities, "localities")
    refuse_repeated_ids(stops, "stops")
    refuse_repeated_ids(teams, "teams")
    travel = read_travel(fields["travel"], teams, stops)
    stop_ids, team_ids = {stop.id for stop in stops}, {team.id for team in teams}
    previous = fields["previous"]
    return CaravanProblem(
        days=days,
        specialties=specialties,
        localities=tuple(localities),
        stops=tuple(stops),
        teams=tuple(teams),
        travel=travel.travel(),
        share=read_shares(fields["coverage"], localities, stops),
        capacity=read_capacity(fields["capacity"], teams),
        budget=None if fields["budget"].is_null() else fields["budget"].number(),
        area_floor=None if fields["area_floor"].is_null() else fields["area_floor"].number(most=1),
        area_floors=read_area_floors(fields["area_floors"], {locality.area for locality in localities}),
        stops_per_day_max=fields["stops_per_day_max"].whole(least=1),
        seasons=read_seasons_or_none(fields["seasons"], days, stop_ids, travel),
        locks=read_known_routes(fields["locks"], days, team_ids, stop_ids),
        forbidden=tuple(read_forbidden(item, days, team_ids, stop_ids) for item in fields["forbidden"].items()),
        previous=None if previous.is_null() else read_known_routes(previous, days, team_ids, stop_ids),
        change_price=fields["change_price"].number(),
        nights_max=fields["nights_max"].whole(),
    )


def refuse_other_format(node: Node, expected: str) -> None:
    """Raise NotUnderstood when the file names another format than expected."""
    if node.text() != expected:
        raise node.refuse(f'{node.shown()} is not read here, only "{expected}"')


def read_specialties(node: Node) -> tuple[str, ...]:
    """Return the specialties, each once. Raises NotUnderstood."""
    names: list[str] = []
    for item in node.items():
        if item.name() in names:
            raise item.refuse(f"{item.shown()} is given twice")
        names.append(item.name())
    return tuple(names)


def read_capacity(node: Node, teams: list[Team]) -> bool:
    """Return whether consultations are limited by time. Raises NotUnderstood when they are and a pace is missing."""
    capacity = node.truth()
    for rank, team in enumerate(teams):
        for specialty in sorted(team.specialties - team.minutes_per_consultation.keys()):
            if capacity:
                raise NotUnderstood(
                    f"teams[{rank}].minutes_per_consultation.{specialty}", "missing: capacity is computed from it"
                )
    return capacity


def read_area_floors(node: Node, areas: Collection[str]) -> dict[str, float]:
    """Return the floors of areas that have their own. Raises NotUnderstood for an area of no locality."""
    entries = node.entries()
    for area, floor in entries.items():
        if area not in areas:
            raise floor.refuse("no locality has this area")
    return {area: floor.number(most=1) for area, floor in entries.items()}


def read_seasons_or_none(
    node: Node, days: int, stops: Collection[str], travel: BySpeed | ByMatrix
) -> tuple[Season, ...]:
    """Return the seasons, none when null."""
    return () if node.is_null() else read_seasons(node, days, stops, travel)


def read_forbidden(node: Node, days: int, teams: Collection[str], stops: Collection[str]) -> Forbidden:
    """Return what no plan may hold: a stop, a stop on a day, or a team on a day. Raises NotUnderstood."""
    fields = node.fields(known=("stop", "team", "day"))
    if ("stop" in fields) == ("team" in fields):
        raise node.refuse("name a stop, a stop and a day, or a team and a day")
    if "team" in fields and "day" not in fields:
        raise NotUnderstood(f"{node.path}.day", "missing")
    return Forbidden(
        stop=fields["stop"].one_of(stops, "stop") if "stop" in fields else None,
        team=fields["team"].one_of(teams, "team") if "team" in fields else None,
        day=fields["day"].whole(least=1, most=days) if "day" in fields else None,
    )
