"""In which direction a text reads: on paper, nobody finds out by itself."""

from __future__ import annotations

import unicodedata

from django import template

register = template.Library()


@register.filter
def direction(text: str) -> str:
    """Return the direction of a text, as its first letter has it."""
    strong = next((kind for letter in text if (kind := unicodedata.bidirectional(letter)) in {"L", "R", "AL"}), "L")
    return "ltr" if strong == "L" else "rtl"
