"""What houses above keep of a person and erase with her: each says so in its `ready()`."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Collection

from twiza.accounts.decisions import Actor

Forget = Callable[[Collection[uuid.UUID], Actor, dt.datetime], None]
"""Erases what a house keeps of some records of one person, in the transaction that forgets her."""

_also: list[Forget] = []


def forget_with_person(forget: Forget) -> None:
    """Erase this too whenever a person is forgotten."""
    _also.append(forget)


def forget_above(records: Collection[uuid.UUID], actor: Actor, at: dt.datetime) -> None:
    """Erase what every house above keeps of the records of one person."""
    for forget in _also:
        forget(records, actor, at)
