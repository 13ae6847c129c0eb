"""Read a rounds problem file (`twiza-rounds/1`)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

import numpy as np

from twiza_planning.caravans.problem import Lengths, Matrix
from twiza_planning.caravans.read_places import read_days_or_all, read_position
from twiza_planning.caravans.read_problem import DAYS_MAX, refuse_other_format
from twiza_planning.errors import NotUnderstood
from twiza_planning.json_file import read_json
from twiza_planning.json_shape import Node
from twiza_planning.rounds.problem import Agent, Home, Round, RoundsProblem
from twiza_planning.travel import travel_by_speed

FORMAT = "twiza-rounds/1"
REQUIRED = ("format", "days", "agents", "homes", "travel")
OPTIONAL = ("classes", "absences", "balance", "previous", "change_price")
AGENT_KEYS = ("id", "lat", "lon", "day_minutes", "days")
RHYTHM_KEYS = ("visits", "gap_days_min", "gap_days_max", "priority")
HOME_KEYS = ("id", "lat", "lon", "visit_minutes", "class", *RHYTHM_KEYS, "days", "agent")
ROUND_KEYS = ("agent", "day", "homes", "walking", "minutes")

Rhythm = dict[str, Node]


def read_rounds_problem(path: Path | str) -> RoundsProblem:
    """Return the rounds problem in a JSON file. Raises NotUnderstood, naming the path of what is wrong."""
    return rounds_problem_at(read_json(Path(path)))


def rounds_problem_from(content: dict[str, object]) -> RoundsProblem:
    """Return the rounds problem in parsed JSON. Raises NotUnderstood."""
    return rounds_problem_at(Node(content))


def rounds_problem_at(node: Node) -> RoundsProblem:
    """Return the rounds problem in a JSON value. Raises NotUnderstood."""
    fields = node.fields(known=(*REQUIRED, *OPTIONAL), required=REQUIRED)
    refuse_other_format(fields["format"], FORMAT)
    days = fields["days"].whole(least=1, most=DAYS_MAX)
    agents = [_agent(item, days) for item in fields["agents"].items()]
    _refuse_repeated(fields["agents"], [agent.id for agent in agents])
    agent_ids = {agent.id for agent in agents}
    classes = _classes(fields["classes"]) if "classes" in fields else {}
    homes = [_home(item, days, agent_ids, classes) for item in fields["homes"].items()]
    _refuse_repeated(fields["homes"], [home.id for home in homes])
    home_ids = {home.id for home in homes}
    previous = fields.get("previous", Node(None))
    return RoundsProblem(
        days=days,
        agents=tuple(agents),
        homes=tuple(homes),
        minutes=_minutes(fields["travel"], agents, homes),
        absences=frozenset(_absence(item, days, agent_ids) for item in _items(fields, "absences")),
        balance=fields["balance"].number() if "balance" in fields else 1.0,
        previous=None if previous.is_null() else read_known_rounds(previous, days, agent_ids, home_ids),
        change_price=fields["change_price"].number() if "change_price" in fields else 0.0,
    )


def read_known_rounds(node: Node, days: int, agents: Collection[str], homes: Collection[str]) -> tuple[Round, ...]:
    """Return rounds that name only agents, days and homes of the problem. Raises NotUnderstood."""
    rounds = []
    for item in node.items():
        fields = item.fields(known=ROUND_KEYS, required=("agent", "day", "homes"))
        fields["agent"].one_of(agents, "agent")
        fields["day"].whole(least=1, most=days)
        for home in fields["homes"].items():
            home.one_of(homes, "home")
        rounds.append(read_round(fields))
    return tuple(rounds)


def read_round(fields: dict[str, Node]) -> Round:
    """Return a round as it is told, be it allowed or not. Raises NotUnderstood."""
    return Round(
        agent=fields["agent"].name(),
        day=fields["day"].whole(least=-(10**9)),
        homes=tuple(item.name() for item in fields["homes"].items()),
    )


def _items(fields: dict[str, Node], key: str) -> list[Node]:
    return [] if key not in fields or fields[key].is_null() else list(fields[key].items())


def _agent(node: Node, days: int) -> Agent:
    fields = node.fields(known=AGENT_KEYS, required=("id", "day_minutes"))
    lat, lon = read_position(fields)
    return Agent(
        id=fields["id"].name(),
        day_minutes=fields["day_minutes"].number(),
        lat=lat,
        lon=lon,
        days=read_days_or_all(fields, "days", days),
    )


def _classes(node: Node) -> dict[str, Rhythm]:
    """Return what each risk class says of its homes: how often, how far apart, how much a missed visit counts."""
    return {name: entry.fields(known=RHYTHM_KEYS) for name, entry in node.entries().items()}


def _home(node: Node, days: int, agents: Collection[str], classes: dict[str, Rhythm]) -> Home:
    own = node.fields(known=HOME_KEYS, required=("id", "visit_minutes"))
    rhythm = classes[own["class"].one_of(classes, "class")] if "class" in own else {}
    fields = rhythm | own
    lat, lon = read_position(fields)
    fixed = fields.get("agent", Node(None))
    gap_days_min = fields["gap_days_min"].whole(least=1) if "gap_days_min" in fields else 1
    return Home(
        id=fields["id"].name(),
        visit_minutes=fields["visit_minutes"].number(),
        visits=fields["visits"].whole() if "visits" in fields else 1,
        gap_days_min=gap_days_min,
        gap_days_max=_gap_days_max(fields, gap_days_min),
        lat=lat,
        lon=lon,
        days=read_days_or_all(fields, "days", days),
        agent=None if fixed.is_null() else fixed.one_of(agents, "agent"),
        priority=fields["priority"].positive() if "priority" in fields else 1.0,
    )


def _gap_days_max(fields: dict[str, Node], gap_days_min: int) -> int | None:
    if "gap_days_max" not in fields or fields["gap_days_max"].is_null():
        return None
    most = fields["gap_days_max"].whole(least=1)
    if most < gap_days_min:
        raise fields["gap_days_max"].refuse(f"{most} is below gap_days_min, {gap_days_min}")
    return most


def _absence(node: Node, days: int, agents: Collection[str]) -> tuple[str, int]:
    fields = node.fields(known=("agent", "day"), required=("agent", "day"))
    return fields["agent"].one_of(agents, "agent"), fields["day"].whole(least=1, most=days)


def _refuse_repeated(node: Node, names: list[str]) -> None:
    for rank, item in enumerate(node.items()):
        if names[rank] in names[:rank]:
            raise NotUnderstood(f"{item.path}.id", f'"{names[rank]}" is given twice')


def _minutes(node: Node, agents: Sequence[Agent], homes: Sequence[Home]) -> Lengths:
    """Return the minutes between the agents' places and the homes: at a speed, or as a matrix."""
    given = node.fields(known=("speed_kmh", "detour", "minutes"))
    if "minutes" in given:
        if len(given) > 1:
            raise node.refuse("both a speed and a matrix: give speed_kmh and detour, or minutes")
        return given["minutes"].square(len(agents) + len(homes))
    fields = node.fields(known=("speed_kmh", "detour"), required=("speed_kmh", "detour"))
    points = np.vstack([_points(agents, "agents"), _points(homes, "homes")])
    travel = travel_by_speed(points, speed_kmh=fields["speed_kmh"].positive(), detour=fields["detour"].number(least=1))
    return travel.minutes


def _points(places: Sequence[Agent | Home], list_name: str) -> Matrix:
    for rank, place in enumerate(places):
        for key in ("lat", "lon"):
            if getattr(place, key) is None:
                raise NotUnderstood(f"{list_name}[{rank}].{key}", "missing: travel is computed from it")
    return np.array([(place.lat, place.lon) for place in places], dtype=float).reshape(len(places), 2)
