"""The edition of a country's places: one stamp that every cache asks for."""

from __future__ import annotations

from twiza.core.ids import new_id
from twiza.territory.models import Edition


def open_new_edition(*, country: str) -> None:
    """Say that a country's places changed."""
    Edition.objects.update_or_create(country=country, defaults={"stamp": new_id()})


def open_edition_of_set(*, country: str, digest: str) -> None:
    """Say that a country's places are now those of the set of files with this digest."""
    Edition.objects.update_or_create(country=country, defaults={"stamp": new_id(), "digest": digest})
