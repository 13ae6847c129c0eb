"""Paths in a ruleset, which may be long, on narrow screens."""

from __future__ import annotations

import re

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

BREAK = mark_safe("<wbr>")
PIECES = re.compile(r"[^._]+[._]*|[._]+")


@register.filter
def path(value: str) -> SafeString:
    """Return a path that may break after a full stop or an underscore, and is never translated."""
    pieces = format_html_join(BREAK, "{}", ((piece,) for piece in PIECES.findall(str(value))))
    return format_html('<bdi class="code" translate="no">{}</bdi>', pieces)
