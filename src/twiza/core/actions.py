"""Decisions about this installation."""

from __future__ import annotations

import datetime as dt

from twiza.core.models import Installation


def mark_as_demonstration(*, at: dt.datetime) -> Installation:
    """Say, once and for ever, that this database is a demonstration: every page will tell."""
    installation, _made = Installation.objects.get_or_create(id=1, defaults={"is_demonstration": True, "made_at": at})
    return installation
