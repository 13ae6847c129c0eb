"""Questions about this installation."""

from __future__ import annotations

from twiza.core.models import Installation


def is_demonstration() -> bool:
    """Return whether this database holds a demonstration: accounts and plans that are nobody's."""
    return Installation.objects.filter(is_demonstration=True).exists()
