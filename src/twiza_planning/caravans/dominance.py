"""
Which of the feasible stop sets a plan can need.

Where every part of a route is a route too, a plan may fly a larger route and skip a stop: the sets inside another
are then not needed. A set with a part that is no route (a detour that saves time) is rigid: flown whole or not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from twiza_planning.caravans.problem import CaravanProblem, Lengths, Matrix
from twiza_planning.caravans.routes import Bools, Ints, Legs, Level, fitting, set_keys

# Places among which every way through a third is looked at.
TRIANGLES_MAX = 1_000


@dataclass(frozen=True, slots=True, eq=False)
class RouteSets:
    """
    Stop sets one after the other: set r holds `stops[starts[r]:starts[r + 1]]`.

    `rigid[r]` says that no stop of set r may be skipped.
    """

    starts: Ints
    stops: Ints
    rigid: Bools

    def __len__(self) -> int:
        return len(self.starts) - 1

    def only(self, routes: Ints) -> RouteSets:
        """Return some of the sets."""
        sizes = np.diff(self.starts)[routes]
        return RouteSets(
            starts=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
            stops=np.concatenate([np.zeros(0, np.int64), *(self.stops_of(int(route)) for route in routes)]),
            rigid=self.rigid[routes],
        )

    def stops_of(self, route: int) -> Ints:
        """Return the stops of one set, in increasing order."""
        return self.stops[self.starts[route] : self.starts[route + 1]]


def needed_sets(legs: Legs, levels: list[Level]) -> RouteSets:
    """Return the sets a plan can need where a larger route costs no more: none inside another that is not rigid."""
    fits = [fitting(legs, level) for level in levels]
    supple = _with_all_parts(levels, fits, len(legs.service))
    inside = _inside_another(levels, supple, len(legs.service))
    wanted = [fit & ~part for fit, part in zip(fits, inside, strict=True)]
    return _chain(levels, wanted, supple)


def all_sets(legs: Legs, levels: list[Level]) -> RouteSets:
    """Return every feasible set, each flown whole: what is needed where every kilometre costs."""
    return _chain(
        levels, [fitting(legs, level) for level in levels], [np.zeros(len(level.sets), bool) for level in levels]
    )


def sets_ending_at(legs: Legs, levels: list[Level], place: int) -> RouteSets:
    """Return every set that can be visited in a day with a certain stop last, each flown whole."""
    wanted = [((level.sets == place) & (level.ends <= legs.budget)).any(axis=1) for level in levels]
    return _chain(levels, wanted, [np.zeros(len(level.sets), bool) for level in levels])


def stops_can_be_skipped(problem: CaravanProblem) -> bool:
    """
    Return whether leaving a stop out never makes a route longer or dearer, whatever team, season and route.

    Of very large matrices it is not known, and taken for wrong.
    """
    first = len(problem.teams)
    service = np.array([stop.service_minutes for stop in problem.stops])
    travels = [problem.travel, *(season.travel for season in problem.seasons)]
    lengths = [(travel.minutes, service) for travel in travels if not travel.is_direct]
    if problem.budget is not None:
        lengths += [(travel.km, 0.0 * service) for travel in travels if not travel.is_direct]
    is_small = first + len(service) <= TRIANGLES_MAX
    return not lengths or (is_small and all(_is_never_a_shortcut(between, work, first) for between, work in lengths))


def _is_never_a_shortcut(minutes: Lengths, service: Matrix, first: int) -> bool:
    return all(
        bool((minutes <= minutes[:, node, None] + work + minutes[None, node] + 1e-9).all())
        for node, work in enumerate(service, start=first)
    )


def _with_all_parts(levels: list[Level], fits: list[Bools], stops: int) -> list[Bools]:
    """Return which sets fit together with every set inside them."""
    supple = fits[:1]
    for smaller, level, fit in zip(levels, levels[1:], fits[1:], strict=False):
        whole = fit.copy()
        for column in range(level.sets.shape[1]):
            found, rows = _find_parts(smaller, level, column, stops)
            whole &= found
            whole[found] &= supple[-1][rows[found]]
        supple.append(whole)
    return supple


def _inside_another(levels: list[Level], supple: list[Bools], stops: int) -> list[Bools]:
    """Return which sets lie inside one of the next size that is not rigid."""
    inside = [np.zeros(len(level.sets), bool) for level in levels]
    for smaller, level, part, whole in zip(levels, levels[1:], inside, supple[1:], strict=False):
        for column in range(level.sets.shape[1]):
            found, rows = _find_parts(smaller, level, column, stops)
            part[rows[found & whole]] = True
    return inside


def _find_parts(smaller: Level, level: Level, column: int, stops: int) -> tuple[Bools, Ints]:
    """Return, for the sets of `level` less their stop in `column`, whether and where they stand in `smaller`."""
    keys = set_keys(np.delete(level.sets, column, axis=1), stops)
    known = set_keys(smaller.sets, stops)
    rows = np.minimum(np.searchsorted(known, keys), len(known) - 1)
    return known[rows] == keys, rows


def _chain(levels: list[Level], wanted: list[Bools], supple: list[Bools]) -> RouteSets:
    sets = [level.sets[want] for level, want in zip(levels, wanted, strict=True)]
    sizes = np.concatenate([np.zeros(0, np.int64), *(np.full(len(rows), rows.shape[1]) for rows in sets)])
    rigid = [~whole[want] for whole, want in zip(supple, wanted, strict=True)]
    return RouteSets(
        starts=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        stops=np.concatenate([np.zeros(0, np.int64), *(rows.ravel() for rows in sets)]),
        rigid=np.concatenate([np.zeros(0, bool), *rigid]),
    )
