"""What is said of one line of supplies."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

COUNT_MAX = 1_000_000


@dataclass(frozen=True, slots=True)
class SupplyTerms:
    """A lot of a medicine, or a consumable; amounts are in its unit (`form`), None was not counted."""

    name: str
    kind: str = "medicine"
    form: str = ""
    lot: str = ""
    expires_on: dt.date | None = None
    pharmacist_id: int | None = None
    planned: int | None = None
    taken: int | None = None
    used: int | None = None
    returned: int | None = None
    expired: int | None = None
