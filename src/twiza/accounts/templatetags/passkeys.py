"""What pages that ask for a passkey must know."""

from __future__ import annotations

from django import template
from django.template.context import Context

from twiza.accounts.passkeys import address_for_passkeys

register = template.Library()


@register.simple_tag(takes_context=True)
def where_passkeys_work(context: Context, path: str) -> str | None:
    """Return the address of a path where passkeys work; None when they work at the address this page was asked at."""
    return address_for_passkeys(context["request"].get_host(), path)
