"""What changes from one version to the next: whose visit goes from which day to which."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from twiza.case_management.models import RoundsVersion
from twiza.case_management.order import date_of

Place = tuple[dt.date, str]
"""The date of a visit, and the agent who makes it."""


@dataclass(frozen=True, slots=True)
class Move:
    """A visit of a home that moves; `before` None is a visit that is new, `after` None one that is missed now."""

    home: str
    before: Place | None
    after: Place | None


def moves_between(before: RoundsVersion, after: RoundsVersion) -> list[Move]:
    """Return the visits that differ, by home and date; the first that goes is paired with the first that comes."""
    gone, come = _by_home(before), _by_home(after)
    moves = []
    for home in sorted(set(gone) | set(come)):
        left = sorted(gone[home] - come[home])
        right = sorted(come[home] - gone[home])
        moves += [Move(home, one, other) for one, other in zip_longest(left, right)]
    return sorted(moves, key=lambda move: (min(filter(None, (move.before, move.after))), move.home))


def _by_home(version: RoundsVersion) -> defaultdict[str, set[Place]]:
    places: defaultdict[str, set[Place]] = defaultdict(set)
    for home, place in _visits(version):
        places[home].add(place)
    return places


def _visits(version: RoundsVersion) -> Iterable[tuple[str, Place]]:
    rounds: list[dict[str, Any]] = version.rounds
    for one in rounds:
        for home in one["homes"]:
            yield home, (date_of(version.plan, one["day"]), one["agent"])
