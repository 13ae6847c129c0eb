"""What the templates of reports say often."""

from __future__ import annotations

from django import template

from twiza.core.figures import rounded

register = template.Library()

UNKNOWN = "—"


@register.filter
def points(change: float | None) -> str:
    """Return by how many points of a hundred a share changed, with its sign, or a dash when it is not known."""
    if change is None:
        return UNKNOWN
    number = round(change * 100, 1)
    sign = "+" if number > 0 else "−" if number < 0 else ""
    return f"{sign}{rounded(abs(number), 1)}"
