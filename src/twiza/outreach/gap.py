"""
How a gap is measured, and what part of it is met: formula gap-1.

Need: what the people who live beyond reach of fixed care are estimated to need in a year, by commune and specialty.
Given: consultations that the organisation's caravans gave in that commune in the year that ends on the day counted
until. Met: the smaller of the two, for what one commune got beyond its need fills no other's. Share met: met over
need; where there is no need, or it is not known, no share is defined.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

FORMULA_VERSION = "gap-1"
YEAR_DAYS = 365


@dataclass(frozen=True, slots=True)
class GroundOf:
    """The people of a commune, those beyond reach, and what they need in a year by specialty; unknown is left out."""

    people: int
    people_beyond: int
    need: dict[str, float]


@dataclass(frozen=True, slots=True)
class Met:
    """Need, consultations given, and the part of the need that they met."""

    need: float | None
    given: int
    promised: float | None = None

    @property
    def met(self) -> float | None:
        """Return the part of the need that is met; None where the need is not known."""
        return None if self.need is None else min(self.need, self.given)

    @property
    def share(self) -> float | None:
        """Return the share (0-1) of the need that is met; None without a need."""
        return self.met / self.need if self.need and self.met is not None else None


@dataclass(frozen=True, slots=True)
class MetTogether:
    """Several needs added up: each met for itself."""

    need: float
    given: int
    met: float
    promised: float | None

    @property
    def share(self) -> float | None:
        """Return the share (0-1) of the need that is met; None without a need."""
        return self.met / self.need if self.need else None


def together(parts: Iterable[Met]) -> MetTogether:
    """Return several needs as one; what is not known of one adds nothing."""
    parts = list(parts)
    promised = [part.promised for part in parts if part.promised is not None]
    return MetTogether(
        need=sum(part.need or 0.0 for part in parts),
        given=sum(part.given for part in parts),
        met=sum(part.met or 0.0 for part in parts),
        promised=sum(promised) if promised else None,
    )


def year_until(day: dt.date) -> dt.date:
    """Return the first day of the year that ends on a day."""
    return day - dt.timedelta(days=YEAR_DAYS - 1)
