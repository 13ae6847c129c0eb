"""A way of looking at a scenario: one care, one season, one limit in minutes. Nothing of it is kept."""

from __future__ import annotations

from dataclasses import dataclass

from twiza.access.models import AccessScenario, Season
from twiza.access.queries.reach_rows import ReachRow


@dataclass(frozen=True, slots=True)
class Look:
    """What is asked of a scenario: a `service` (queries/services.py), a season, and how many minutes are too many."""

    service: str
    season: Season
    minutes: float

    def is_as_kept(self, scenario: AccessScenario) -> bool:
        """Return whether this is what the scenario kept when it was computed."""
        return not self.service and self.season == Season.DRY and self.minutes == scenario.far_minutes


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """
    What is seen of a scenario: by place, in all, and how many places of care are counted.

    `scenario` is as it is looked at: its far time is the limit asked for, its speed and detour are those of the
    season. It is not the one in the database, and is never stored. `is_as_kept` sights know kilometres and the near
    time too.
    """

    scenario: AccessScenario
    look: Look
    rows: list[ReachRow]
    total: ReachRow
    sites_counted: int
    is_as_kept: bool


def as_first_looked_at(scenario: AccessScenario) -> Look:
    """Return the look that shows what a scenario kept."""
    return Look("", Season.DRY, scenario.far_minutes)
