"""
Who else could put a version in force: asked of the house of organisations, which is above this one.

It says so in its `ready()`. While nobody says anything, somebody else is supposed to be there: a version then waits
for a second person.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from typing import TypeAlias

CountOthers: TypeAlias = Callable[[int, int, Collection[str], dt.date], int]
"""How many other people act for an organisation in one of some roles on a day: (organisation, person, roles, day)."""

_counts: list[CountOthers] = []


def register_colleagues(count: CountOthers) -> None:
    """Say who answers."""
    _counts[:] = [count]


def others_acting_for(organisation_id: int, person_id: int, roles: Collection[str], on: dt.date) -> int:
    """Return how many other people act for an organisation in one of these roles on a day."""
    return _counts[0](organisation_id, person_id, roles, on) if _counts else 1
