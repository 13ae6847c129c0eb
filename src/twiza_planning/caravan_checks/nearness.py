"""When two figures are the same."""

from __future__ import annotations

TOLERANCE = 1e-6  # absolute up to 1, relative above


def is_near(one: float, other: float) -> bool:
    """Say whether two figures agree to 1e-6, relative above 1."""
    return abs(one - other) <= slack(max(abs(one), abs(other)))


def is_at_most(figure: float, limit: float) -> bool:
    """Say whether a figure keeps a limit, to 1e-6, relative above 1."""
    return figure <= limit + slack(abs(limit))


def slack(size: float) -> float:
    """Return how far a figure of this size may be off."""
    return TOLERANCE * max(1.0, size)
