"""Read the localities, stops and teams of a caravan problem file."""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeVar

from twiza_planning.caravans.problem import Locality, Stop, Team
from twiza_planning.errors import NotUnderstood
from twiza_planning.json_shape import Node

LOCALITY_KEYS = ("id", "lat", "lon", "area", "need", "equity")
STOP_KEYS = ("id", "lat", "lon", "service_minutes", "open_days", "visits_max", "visits_min", "gap_days_min")
TEAM_KEYS = (
    *("id", "lat", "lon", "specialties", "day_minutes", "days", "cost_day", "cost_km"),
    "minutes_per_consultation",
)
Place = TypeVar("Place", Locality, Stop, Team)


def read_locality(node: Node, specialties: Collection[str]) -> Locality:
    """Return one locality. Raises NotUnderstood."""
    fields = node.fields(known=LOCALITY_KEYS, required=("id",))
    lat, lon = read_position(fields)
    return Locality(
        id=fields["id"].name(),
        need=read_by_specialty(fields, "need", specialties),
        lat=lat,
        lon=lon,
        area=fields["area"].text() if "area" in fields else "",
        equity=number_or(fields, "equity", 1.0),
    )


def read_stop(node: Node, days: int) -> Stop:
    """Return one stop. Raises NotUnderstood."""
    fields = node.fields(known=STOP_KEYS, required=("id", "service_minutes"))
    lat, lon = read_position(fields)
    visits_max = fields["visits_max"].whole() if "visits_max" in fields else 1
    visits_min = fields["visits_min"].whole() if "visits_min" in fields else 0
    if visits_min > visits_max:
        raise fields["visits_min"].refuse(f"{visits_min} is above visits_max, {visits_max}")
    return Stop(
        id=fields["id"].name(),
        service_minutes=fields["service_minutes"].number(),
        lat=lat,
        lon=lon,
        open_days=read_days_or_all(fields, "open_days", days),
        visits_max=visits_max,
        visits_min=visits_min,
        gap_days_min=fields["gap_days_min"].whole() if "gap_days_min" in fields else 1,
    )


def read_team(node: Node, days: int, specialties: Collection[str]) -> Team:
    """Return one team. Raises NotUnderstood."""
    fields = node.fields(known=TEAM_KEYS, required=("id", "specialties", "day_minutes"))
    lat, lon = read_position(fields)
    return Team(
        id=fields["id"].name(),
        specialties=frozenset(item.one_of(specialties, "specialty") for item in fields["specialties"].items()),
        day_minutes=fields["day_minutes"].number(),
        lat=lat,
        lon=lon,
        days=read_days_or_all(fields, "days", days),
        cost_day=number_or(fields, "cost_day", 0.0),
        cost_km=number_or(fields, "cost_km", 0.0),
        minutes_per_consultation=read_paces(fields, specialties),
    )


def read_position(fields: dict[str, Node]) -> tuple[float | None, float | None]:
    """Return latitude and longitude, each None when not given."""
    lat = fields["lat"].number(least=-90, most=90) if "lat" in fields else None
    lon = fields["lon"].number(least=-180, most=180) if "lon" in fields else None
    return lat, lon


def read_by_specialty(fields: dict[str, Node], key: str, specialties: Collection[str]) -> dict[str, float]:
    """Return numbers by specialty, none negative; empty when the key is not given."""
    if key not in fields:
        return {}
    return {name: node.number() for name, node in known_entries(fields[key], specialties)}


def read_paces(fields: dict[str, Node], specialties: Collection[str]) -> dict[str, float]:
    """Return the minutes per consultation by specialty, all above 0; empty when not given."""
    if (key := "minutes_per_consultation") not in fields:
        return {}
    return {name: node.positive() for name, node in known_entries(fields[key], specialties)}


def known_entries(node: Node, specialties: Collection[str]) -> list[tuple[str, Node]]:
    """Return an object's values by specialty. Raises NotUnderstood on an unknown one."""
    entries = node.entries()
    for name, entry in entries.items():
        if name not in specialties:
            raise entry.refuse("unknown specialty")
    return list(entries.items())


def read_days_or_all(fields: dict[str, Node], key: str, days: int) -> frozenset[int] | None:
    """Return the days of a list, None (every day) when it is not given or null."""
    if key not in fields or fields[key].is_null():
        return None
    return frozenset(item.whole(least=1, most=days) for item in fields[key].items())


def number_or(fields: dict[str, Node], key: str, default: float) -> float:
    """Return a number that is not negative, or the default when it is not given."""
    return fields[key].number() if key in fields else default


def refuse_repeated_ids(places: list[Place], list_name: str) -> None:
    """Raise NotUnderstood for an id given twice in its list."""
    seen: dict[str, int] = {}
    for rank, place in enumerate(places):
        if place.id in seen:
            raise NotUnderstood(
                f"{list_name}[{rank}].id", f'"{place.id}" is given twice (first at {list_name}[{seen[place.id]}])'
            )
        seen[place.id] = rank
