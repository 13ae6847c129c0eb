"""From points to communes: how many people are far, and what they reach on average."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from twiza.access.need_table import Figures

PER_10000 = 10_000.0


@dataclass(frozen=True, slots=True, eq=False)
class CommuneReach:
    """One figure per commune in `ids`; NaN is not known."""

    ids: npt.NDArray[np.int64]
    people: Figures
    beyond_near_km: Figures
    beyond_far_km: Figures
    beyond_near_minutes: Figures
    beyond_far_minutes: Figures
    mean_minutes: Figures
    supply_per_10000: Figures
    has_reachable_service: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Limits:
    """What near and far mean, in road kilometres and in minutes."""

    near_km: float
    far_km: float
    near_minutes: float
    far_minutes: float


def reach_by_commune(
    commune_ids: npt.NDArray[np.int64],
    at_points: Figures,
    *,
    road_km: Figures,
    minutes: Figures,
    supply: Figures,
    limits: Limits,
) -> CommuneReach:
    """
    Return what is so of each commune from what is so of its points, where `at_points` people live.

    `supply` is per inhabitant by point, NaN where no service is within the far limit. A commune's supply is the mean
    over its people, those who reach none counting 0; where nobody reaches any it is not 0 but none (NaN).
    """
    ids, index = np.unique(commune_ids, return_inverse=True)

    def people_where(condition: npt.NDArray[np.bool_]) -> Figures:
        return np.bincount(index, weights=at_points * condition, minlength=len(ids)).astype(float)

    people = people_where(np.ones(len(at_points), dtype=bool))
    # Not minutes > limit: where there is no facility at all minutes are NaN, and everybody is far.
    beyond_far = people_where(~(minutes <= limits.far_minutes))
    return CommuneReach(
        ids=ids,
        people=people,
        beyond_near_km=people_where(~(road_km <= limits.near_km)),
        beyond_far_km=people_where(~(road_km <= limits.far_km)),
        beyond_near_minutes=people_where(~(minutes <= limits.near_minutes)),
        beyond_far_minutes=beyond_far,
        mean_minutes=mean_over_people(index, at_points, minutes, people),
        supply_per_10000=mean_supply(index, at_points, supply, people) * PER_10000,
        has_reachable_service=beyond_far < people,
    )


def mean_over_people(index: npt.NDArray[np.intp], weights: Figures, values: Figures, people: Figures) -> Figures:
    """Return the mean of a figure over the people of each commune; NaN without people."""
    sums = np.bincount(index, weights=weights * values, minlength=len(people))
    return np.divide(sums, people, out=np.full(len(people), np.nan), where=people > 0)


def mean_supply(index: npt.NDArray[np.intp], weights: Figures, supply: Figures, people: Figures) -> Figures:
    """Return the mean supply over the people of each commune, NaN where no point reaches any."""
    reaches = ~np.isnan(supply)
    is_reached = np.bincount(index, weights=reaches, minlength=len(people)) > 0
    means = mean_over_people(index, weights, np.where(reaches, supply, 0.0), people)
    return np.where(is_reached, means, np.nan)
