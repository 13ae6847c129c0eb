"""The cache that every process shares, in the database."""

from __future__ import annotations

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.utils import timezone

from twiza.core.models import CacheEntry

PROBE = "twiza:probe"


class TruthfulCache(DatabaseCache):
    """
    Django's, but one that raises what the database said when nothing can be written.

    Django answers "taken already" instead, and a person on a full disk read that she had tried too often.
    """

    def add(
        self,
        key: str,
        value: object,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> bool:
        """Store a value unless there is one; return whether it was stored. Raises DatabaseError."""
        added = bool(super().add(key, value, timeout, version))
        if not added and not self.has_key(key, version):
            CacheEntry.objects.update_or_create(cache_key=PROBE, defaults={"value": "", "expires": timezone.now()})
        return added
