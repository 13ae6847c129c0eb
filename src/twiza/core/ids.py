"""Ids that sort by birth and can be made anywhere."""

from __future__ import annotations

import os
import time
import uuid

NANOSECONDS = 1_000_000
"""In a millisecond."""


def new_id() -> uuid.UUID:
    """
    Return a UUID version 7: 48 bits of milliseconds, 12 of the fraction of the millisecond, then random bits.

    The fraction (RFC 9562, section 6.2, method 3) keeps rows apart that are made in one millisecond: lists that sort
    by id keep the order in which one person made them.
    """
    milliseconds, rest = divmod(time.time_ns(), NANOSECONDS)
    fraction = (rest << 12) // NANOSECONDS
    random = int.from_bytes(os.urandom(8), "big") >> 2
    return uuid.UUID(int=(milliseconds & (2**48 - 1)) << 80 | 7 << 76 | fraction << 64 | 2 << 62 | random)
