"""What the templates of rounds say often."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from twiza.case_management.models import RoundsPlan
from twiza.case_management.naming import rounds_said
from twiza.core.figures import rounded

register = template.Library()


@register.filter
def said(plan: RoundsPlan) -> str:
    """Return the name of rounds in the page's language."""
    return rounds_said(plan, get_language() or "fr")


@register.filter
def whole(number: float) -> str:
    """Return a number without decimals, in the page's language."""
    return rounded(number)
