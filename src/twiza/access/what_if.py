"""What changes of the places of care would come to: exactly, and only where people live."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from twiza.access.engine import Reach, Travel, nearest_care
from twiza.access.need_table import Figures, none_if_missing
from twiza.access.reach_by_commune import PER_10000
from twiza.access.siting import Ground, Limit

MOST_COMMUNES = 10
SAME = 1e-9
"""Relative difference of two supplies that are the same."""


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
    """
    People of a commune, and how many more are within each limit; fewer is negative.

    Where supply is known, a last figure says how many have more of it within reach, less those who have less.
    """

    commune_id: int
    people: int
    gained: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SupplyChange:
    """
    Supply within reach per 10,000 inhabitants, on average over people, None where nobody reaches any.

    `more` and `less` are the people who have more, and less, of it within reach.
    """

    before: float | None
    after: float | None
    more: int
    less: int


@dataclass(frozen=True, slots=True)
class Change:
    """What changes come to: by limit, on average, in supply where it is known, and where it is most."""

    limits: tuple[LimitChange, ...]
    mean_before: float | None
    mean_after: float | None
    supply: SupplyChange | None
    communes: tuple[CommuneChange, ...]


def change_to(
    ground: Ground, sites: Figures, travel: Travel, limits: Sequence[Limit], supplies: tuple[Figures, Figures] | None
) -> Change:
    """Return what other sites would change, `supplies` being those by point before and after, NaN for none."""
    before, after = (nearest_care(ground.points, each, travel) for each in (ground.sites, sites))
    kept = [(limit.is_kept(before), limit.is_kept(after)) for limit in limits]
    people = ground.people
    gains = [would.astype(float) - was for was, would in kept]
    if supplies:
        gains.append(more_or_less(*supplies).astype(float))
    return Change(
        limits=tuple(
            LimitChange(limit, float(people.sum()), float(people[was].sum()), float(people[would].sum()))
            for limit, (was, would) in zip(limits, kept, strict=True)
        ),
        mean_before=mean_minutes(people, before),
        mean_after=mean_minutes(people, after),
        supply=supply_change(people, *supplies) if supplies else None,
        communes=largest_changes(ground, gains),
    )


def more_or_less(before: Figures, after: Figures) -> npt.NDArray[np.int_]:
    """Return 1 where there is more supply within reach, -1 where there is less, 0 where it is the same."""
    was, would = np.nan_to_num(before), np.nan_to_num(after)
    return np.where(np.isclose(was, would, rtol=SAME, atol=0.0), 0, np.sign(would - was)).astype(int)


def supply_change(people: Figures, before: Figures, after: Figures) -> SupplyChange:
    """Return what changes in supply come to, by point before and after."""
    side = more_or_less(before, after)
    return SupplyChange(
        before=mean_supply(people, before),
        after=mean_supply(people, after),
        more=round(float(people[side > 0].sum())),
        less=round(float(people[side < 0].sum())),
    )


def mean_supply(people: Figures, supply: Figures) -> float | None:
    """Return supply per 10,000 inhabitants; those who reach none count 0, None where nobody reaches any."""
    total = float(people.sum())
    if not total or np.isnan(supply).all():
        return None
    return float((people * np.nan_to_num(supply)).sum()) / total * PER_10000


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
