"""The edition of a country's places: one number that every cache asks for."""

from __future__ import annotations

from django.db.models import F

from twiza.territory.models import Edition


def open_new_edition(*, country: str, digest: str | None = None) -> None:
    """Say that a country's places changed; `digest` names the set they were loaded from, when they were."""
    Edition.objects.get_or_create(country=country)
    changes = {"number": F("number") + 1} | ({} if digest is None else {"digest": digest})
    Edition.objects.filter(country=country).update(**changes)
