"""How an action stands on a day, from what records say: nobody types it, and nobody overwrites it."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from enum import StrEnum

DAYS_IN_YEAR = 365.25


class Standing(StrEnum):
    """How an action stands on a day."""

    DONE = "done"
    ON_TRACK = "on_track"
    LATE = "late"
    TO_COME = "to_come"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class Progress:
    """
    How much of an action records show: `reached` of `goal`, `expected` being what should be there today.

    All in the unit of the action. None is not known: no record, or no target.
    """

    reached: float | None = None
    goal: float | None = None
    expected: float | None = None

    @property
    def share(self) -> float | None:
        """Return the share (0–1) of the goal that is reached; undefined while either is not known."""
        return self.reached / self.goal if self.reached is not None and self.goal else None


UNKNOWN = Progress()


def standing_of(progress: Progress, *, starts_on: dt.date, due_on: dt.date, today: dt.date) -> Standing:
    """
    Return how an action stands.

    Done: the goal is reached. Late: its day is past without that, or less is there than should be today. What no
    record tells of is not known, even past its day.
    """
    if progress.reached is not None and progress.goal and progress.reached >= progress.goal:
        return Standing.DONE
    if starts_on > today:
        return Standing.TO_COME
    if progress.reached is None or not progress.goal:
        return Standing.NOT_KNOWN
    if today > due_on or progress.reached < (progress.expected or 0):
        return Standing.LATE
    return Standing.ON_TRACK


def visits_due(visits_a_year: int, *, starts_on: dt.date, until: dt.date) -> int:
    """Return how many visits should have been made from a day to another one, both included, the fraction left out."""
    days = max(0, (until - starts_on).days + 1)
    # One day more: a year of 365 days asks for a whole year's visits.
    return math.floor(visits_a_year * (days + 1) / DAYS_IN_YEAR) if days else 0


def moments_of_years(first_year: int, last_year: int, today: dt.date) -> list[tuple[int, dt.date]]:
    """Return each year of a plan that began, with its last day, or today for the one that runs."""
    return [
        (year, min(dt.date(year, 12, 31), today))
        for year in range(first_year, last_year + 1)
        if dt.date(year, 1, 1) <= today
    ]
