"""What the pages of accompaniments ask of one thing written down."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from twiza.accompaniment.code_lists import named, obstacle_codes, request_kinds
from twiza.accounts.rules import Role

register = template.Library()
COLOURS = {"opened": "badge-good", "kept": "badge-good", "refused": "badge-bad", "missed": "badge-bad"}


@register.filter
def kind_name(code: str) -> str:
    """Return what a kind of request is called in the language of the page."""
    return named(request_kinds(), code, get_language() or "fr")


@register.filter
def obstacle_name(code: str) -> str:
    """Return what an obstacle is called in the language of the page."""
    return named(obstacle_codes(), code, get_language() or "fr")


@register.filter
def role_name(role: str) -> str:
    """Return what a role is called in the language of the page."""
    return str(Role(role).label) if role in Role.values else role


@register.filter
def badge_of(state: str) -> str:
    """Return the class of the badge that a state is shown in."""
    return COLOURS.get(state, "")
