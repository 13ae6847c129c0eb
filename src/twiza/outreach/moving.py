"""Routes changed by hand: a visit taken out, put in, or moved; teams still sleep where their day ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from twiza.outreach.plan_change import alone

Route = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a visit is: the team, the day as the engine counts, and the place in the order of that day, from 0."""

    team: str
    day: int
    rank: int


def routes_without(routes: Sequence[Route], slot: Slot) -> list[Route]:
    """Return routes without the visit at a slot; a route left without any is gone."""
    left = []
    for route in routes:
        stops = list(route["stops"])
        if is_at(route, slot):
            del stops[slot.rank]
        if stops:
            left.append({**alone(route), "stops": stops})
    return left


def routes_with(routes: Sequence[Route], stop: str, slot: Slot) -> list[Route]:
    """Return routes with a visit more, in a route that is made for it where the team has none that day."""
    if not any(is_at(route, slot) for route in routes):
        return [*map(alone, routes), {"team": slot.team, "day": slot.day, "stops": [stop]}]
    return [
        {**alone(route), "stops": [*route["stops"][: slot.rank], stop, *route["stops"][slot.rank :]]}
        if is_at(route, slot)
        else alone(route)
        for route in routes
    ]


def is_at(route: Route, slot: Slot) -> bool:
    """Return whether a route is the one of a slot."""
    return (route["team"], route["day"]) == (slot.team, slot.day)


def laid_out(problem: Mapping[str, Any], routes: Sequence[Route]) -> list[Route]:
    """Return routes by day and team, with each night away where the day before it ends; without a next day, home."""
    teams = [team["id"] for team in problem["teams"]]
    ordered = sorted(routes, key=lambda route: (route["day"], teams.index(route["team"])))
    by_day = {(route["team"], route["day"]): route for route in ordered}
    return [with_nights(route, by_day) for route in ordered]


def with_nights(route: Route, by_day: Mapping[tuple[str, int], Route]) -> Route:
    """Return a route that starts where the team slept and ends where it goes on from, if it is away at all."""
    before, after = (by_day.get((route["team"], route["day"] + step)) for step in (-1, 1))
    nights = {}
    if before is not None and "end" in before and "start" in route:
        nights["start"] = before["stops"][-1]
    if after is not None and "start" in after and "end" in route:
        nights["end"] = route["stops"][-1]
    return {key: route[key] for key in ("team", "day", "stops")} | nights


def locks_left(problem: Mapping[str, Any], routes: Sequence[Route]) -> list[Route]:
    """Return the locks that routes still keep: a route that somebody changed by hand is not locked any more."""
    return [lock for lock in problem["locks"] if alone(lock) in list(map(alone, routes))]
