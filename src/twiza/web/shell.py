"""What every page needs of its surroundings."""

from __future__ import annotations

from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, object]:
    """Return what the shell shows."""
    return {}
