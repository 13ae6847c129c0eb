"""
Which files are near to somebody beside those she owns or opened: asked here, answered by a house above that knows.

This house knows no caravans: whoever keeps the register of one is near to what came of it (outreach/nearness.py).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from django.db.models import Q

from twiza.accounts.decisions import Actor

Nearness: TypeAlias = Callable[[Actor], Q]
"""Returns the condition that a file is near to an actor."""

_answering: dict[str, Nearness] = {}


def use_nearness(name: str, nearness: Nearness) -> None:
    """Let a house say from now on which files are near; said again under a name, it is said anew."""
    _answering[name] = nearness


def is_near(actor: Actor) -> Q:
    """Return the condition that a file is near to an actor, whoever says so."""
    condition = Q(pk__in=[])
    for nearness in _answering.values():
        condition |= nearness(actor)
    return condition
