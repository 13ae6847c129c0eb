"""Read routes: of a plan, of the locks, of the plan before."""

from __future__ import annotations

from collections.abc import Collection

from twiza_planning.caravans.problem import Route
from twiza_planning.json_shape import Node

ROUTE_KEYS = ("team", "day", "stops", "start", "end", "minutes", "km")


def read_route(fields: dict[str, Node]) -> Route:
    """Return a route as it is told, be it allowed or not. Raises NotUnderstood."""
    return Route(
        team=fields["team"].name(),
        day=fields["day"].whole(least=-(10**9)),
        stops=tuple(item.name() for item in fields["stops"].items()),
        start=read_stop_or_base(fields, "start"),
        end=read_stop_or_base(fields, "end"),
    )


def read_stop_or_base(fields: dict[str, Node], key: str) -> str | None:
    """Return the stop where a day starts or ends, None for the base."""
    return None if key not in fields or fields[key].is_null() else fields[key].name()


def read_known_routes(node: Node, days: int, teams: Collection[str], stops: Collection[str]) -> tuple[Route, ...]:
    """Return routes that name only teams, days and stops of the problem. Raises NotUnderstood."""
    routes = []
    for item in node.items():
        fields = item.fields(known=ROUTE_KEYS, required=("team", "day", "stops"))
        refuse_unknown_names(fields, days, teams, stops)
        routes.append(read_route(fields))
    return tuple(routes)


def refuse_unknown_names(fields: dict[str, Node], days: int, teams: Collection[str], stops: Collection[str]) -> None:
    """Raise NotUnderstood for a route of an unknown team, day or stop, of no stop, or of one stop twice."""
    fields["team"].one_of(teams, "team")
    fields["day"].whole(least=1, most=days)
    seen: set[str] = set()
    for item in fields["stops"].items():
        if item.one_of(stops, "stop") in seen:
            raise item.refuse(f"{item.shown()} is given twice in one route")
        seen.add(item.name())
    if not seen:
        raise fields["stops"].refuse("empty: a route has one stop or more")
    for key in ("start", "end"):
        if read_stop_or_base(fields, key) is not None:
            fields[key].one_of(stops, "stop")
    for key in ("minutes", "km"):
        if key in fields:
            fields[key].number()
