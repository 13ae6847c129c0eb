"""What a team is called."""

from __future__ import annotations

from django.utils.translation import gettext as _


def team_said(name: str, number: int) -> str:
    """Return a team's name, or its number when nobody named it."""
    return name or _("Team %(number)s") % {"number": number}
