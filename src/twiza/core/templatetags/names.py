"""Names in the language of the page."""

from collections.abc import Mapping

from django import template
from django.utils.translation import get_language

from twiza.core.names import name_in

register = template.Library()


@register.filter
def in_language(names: Mapping[str, str]) -> str:
    """Return a name kept in several languages in the page's own, else in French."""
    return name_in(names, get_language() or "fr")
