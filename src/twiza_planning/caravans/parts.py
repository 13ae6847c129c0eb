"""
The parts of a problem that have nothing to do with one another.

A team, the stops it can reach, the people those serve and, under a floor, the areas they live in belong together.
What is not linked so can be planned apart, and the values and bounds of the parts sum to those of the whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from twiza_planning.caravans.dominance import stops_can_be_skipped
from twiza_planning.caravans.problem import CaravanProblem, Lengths, Route, Travel
from twiza_planning.caravans.routes import Bools, Ints

ROUNDING = 1e-6
STOPS_UNDER_BUDGET = 300


def parts_of(problem: CaravanProblem, *, held: int = STOPS_UNDER_BUDGET) -> tuple[CaravanProblem, ...]:
    """
    Return problems that can be solved apart, in order of their first team; the problem itself when it is all one.

    Nights away hold everything together, and a budget does under a floor, or where there are no more than `held`
    stops: so few are planned better together. Otherwise each part comes with the whole budget, which they share.
    """
    if problem.nights_max or len(problem.teams) < 2 or not problem.stops or _is_held_by_budget(problem, held):
        return (problem,)
    labels = _labels(problem)
    teams, stops = len(problem.teams), len(problem.stops)
    served = {int(label) for label in labels[teams : teams + stops]}
    wanted = [int(label) for label in dict.fromkeys(labels[:teams].tolist()) if label in served]
    if len(wanted) < 2:
        return (problem,)
    return tuple(_part(problem, labels == label) for label in wanted)


def _is_held_by_budget(problem: CaravanProblem, held: int) -> bool:
    return problem.budget is not None and (len(problem.stops) <= held or problem.has_floor)


def _labels(problem: CaravanProblem) -> Ints:
    """Return which part each node belongs to: teams, then stops, localities and areas."""
    count = len(problem.teams) + len(problem.stops) + 2 * len(problem.localities)
    links = np.array([*_links_of_teams(problem), *_links_of_people(problem)], np.int64).reshape(-1, 2)
    graph = coo_array((np.ones(len(links)), (links[:, 0], links[:, 1])), shape=(count, count))
    labels: Ints = connected_components(graph, directed=False)[1].astype(np.int64)
    return labels


def _links_of_teams(problem: CaravanProblem) -> Iterator[tuple[int, int]]:
    first = len(problem.teams)
    for team in range(first):
        yield from ((team, first + int(stop)) for stop in np.flatnonzero(_within_a_day(problem, team)))
    teams = {team.id: number for number, team in enumerate(problem.teams)}
    stops = {stop.id: number for number, stop in enumerate(problem.stops, start=first)}
    for route in (*problem.locks, *(problem.previous or ())):
        yield from ((teams[route.team], stops[stop]) for stop in route.stops)


def _within_a_day(problem: CaravanProblem, team: int) -> Bools:
    """Return which stops a team can visit on some day; all of them where a detour may be quicker."""
    travels = [problem.travel, *(season.travel for season in problem.seasons)]
    if not (all(travel.is_direct for travel in travels) or stops_can_be_skipped(problem)):
        return np.ones(len(problem.stops), bool)
    stops = slice(len(problem.teams), None)
    service = np.array([stop.service_minutes for stop in problem.stops])
    ways = [travel.minutes[team, stops] + travel.minutes[stops, team] for travel in travels]
    within: Bools = np.min(ways, axis=0) + service <= problem.teams[team].day_minutes + ROUNDING
    return within


def _links_of_people(problem: CaravanProblem) -> Iterator[tuple[int, int]]:
    teams, people = len(problem.teams), len(problem.teams) + len(problem.stops)
    yield from ((people + locality, teams + stop) for locality, stop in problem.share)
    if problem.has_floor:
        areas = {locality.area: number for number, locality in reversed(list(enumerate(problem.localities)))}
        first_area = people + len(problem.localities)
        yield from (
            (people + number, first_area + areas[locality.area]) for number, locality in enumerate(problem.localities)
        )


def _part(problem: CaravanProblem, chosen: Bools) -> CaravanProblem:
    first, people = len(problem.teams), len(problem.teams) + len(problem.stops)
    nodes = np.flatnonzero(chosen[:people])
    localities = np.flatnonzero(chosen[people : people + len(problem.localities)])
    teams = {problem.teams[node].id for node in nodes if node < first}
    stops = {problem.stops[node - first].id for node in nodes if node >= first}
    return replace(
        problem,
        localities=tuple(problem.localities[number] for number in localities),
        stops=tuple(stop for stop in problem.stops if stop.id in stops),
        teams=tuple(team for team in problem.teams if team.id in teams),
        travel=_cut(problem.travel, nodes),
        share=_shares(problem, localities, nodes[nodes >= first] - first),
        seasons=tuple(
            replace(season, travel=_cut(season.travel, nodes), closed_stops=season.closed_stops & stops)
            for season in problem.seasons
        ),
        locks=_routes_of(problem.locks, teams),
        forbidden=tuple(entry for entry in problem.forbidden if entry.stop in stops or entry.team in teams),
        previous=None if problem.previous is None else _routes_of(problem.previous, teams),
    )


def _routes_of(routes: tuple[Route, ...], teams: set[str]) -> tuple[Route, ...]:
    return tuple(route for route in routes if route.team in teams)


def _shares(problem: CaravanProblem, localities: Ints, stops: Ints) -> dict[tuple[int, int], float]:
    locality_rank = {int(number): rank for rank, number in enumerate(localities)}
    stop_rank = {int(number): rank for rank, number in enumerate(stops)}
    return {
        (locality_rank[locality], stop_rank[stop]): share
        for (locality, stop), share in problem.share.items()
        if stop in stop_rank
    }


def _cut(travel: Travel, nodes: Ints) -> Travel:
    return replace(travel, minutes=_rows(travel.minutes, nodes), km=_rows(travel.km, nodes))


def _rows(lengths: Lengths, nodes: Ints) -> Lengths:
    return lengths[np.ix_(nodes, nodes)] if isinstance(lengths, np.ndarray) else SomeLengths(lengths, nodes)


class SomeLengths:
    """Lengths between some places of a larger matrix that is computed when asked for."""

    def __init__(self, lengths: Lengths, nodes: Ints) -> None:
        self._lengths = lengths
        self._nodes = nodes

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return len(self._nodes), len(self._nodes)

    def __getitem__(self, places: tuple[Any, Any]) -> Any:
        """Return the lengths from one place or several to others."""
        here, there = places
        return self._lengths[self._nodes[here], self._nodes[there]]
