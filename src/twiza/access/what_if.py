"""What one more place of care, or one fewer, would change: exactly, and only where people live."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from twiza.access.engine import Reach, Travel, nearest_care
from twiza.access.need_table import Figures, none_if_missing
from twiza.access.siting import Ground, Limit

MOST_COMMUNES = 10


@dataclass(frozen=True, slots=True)
class LimitChange:
    """People within a limit of reach, of all the people of the area, as it is and as it would be."""

    limit: Limit
    people: float
    before: float
    after: float

    @property
    def gained(self) -> int:
        """Return how many people more are within reach; fewer is negative."""
        return round(self.after) - round(self.before)


@dataclass(frozen=True, slots=True)
class CommuneChange:
    """People of a commune, and how many more are within each limit; fewer is negative."""

    commune_id: int
    people: int
    gained: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What a change comes to: by limit, on average, and in the communes where it is largest."""

    limits: tuple[LimitChange, ...]
    mean_before: float | None
    mean_after: float | None
    communes: tuple[CommuneChange, ...]


def with_one_more(ground: Ground, place: Figures, travel: Travel, limits: Sequence[Limit]) -> Change:
    """Return what one more place of care at (lat, lon) would change."""
    before = nearest_care(ground.points, ground.sites, travel)
    new = nearest_care(ground.points, place.reshape(1, 2), travel)
    # Not minimum: without any place of care before, minutes are NaN, and the new one is the nearest.
    after = Reach(np.fmin(before.road_km, new.road_km), np.fmin(before.minutes, new.minutes), before.nearest)
    return change_between(ground, before, after, limits)


def with_one_fewer(ground: Ground, rank: int, travel: Travel, limits: Sequence[Limit]) -> Change:
    """Return what the closing of a place of care, by its rank, would change."""
    before = nearest_care(ground.points, ground.sites, travel)
    after = nearest_care(ground.points, np.delete(ground.sites, rank, axis=0), travel)
    return change_between(ground, before, after, limits)


def change_between(ground: Ground, before: Reach, after: Reach, limits: Sequence[Limit]) -> Change:
    """Return what differs between two states of reach."""
    kept = [(limit.is_kept(before), limit.is_kept(after)) for limit in limits]
    people = ground.people
    return Change(
        limits=tuple(
            LimitChange(limit, float(people.sum()), float(people[was].sum()), float(people[would].sum()))
            for limit, (was, would) in zip(limits, kept, strict=True)
        ),
        mean_before=mean_minutes(people, before),
        mean_after=mean_minutes(people, after),
        communes=largest_changes(ground, [would.astype(float) - was for was, would in kept]),
    )


def mean_minutes(people: Figures, reach: Reach) -> float | None:
    """Return the minutes to the nearest place of care, on average over people; None without any."""
    total = float(people.sum())
    return none_if_missing(float((people * reach.minutes).sum()) / total) if total else None


def largest_changes(ground: Ground, gains: Sequence[Figures]) -> tuple[CommuneChange, ...]:
    """Return the communes where most people change sides of a limit, the most first."""
    ids, index = np.unique(ground.commune_id, return_inverse=True)
    people = np.bincount(index, weights=ground.people, minlength=len(ids))
    sums = np.array([np.bincount(index, weights=ground.people * gain, minlength=len(ids)) for gain in gains])
    moved = np.abs(sums).sum(axis=0)
    largest = np.argsort(-moved, kind="stable")[:MOST_COMMUNES]
    return tuple(
        CommuneChange(int(ids[row]), round(float(people[row])), tuple(round(float(one)) for one in sums[:, row]))
        for row in largest.tolist()
        if round(float(moved[row])) > 0
    )
