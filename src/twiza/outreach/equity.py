"""How much more a need counts where people are far, poor or left aside: between 1 and 3, by a stated formula."""

from __future__ import annotations

import numpy as np

from twiza.outreach.ground import Figures, Ground

FARTHEST_MINUTES = 120.0
"""Minutes of road to fixed care from which distance counts in full. A design value, to be validated."""


def equity_weights(ground: Ground, *, reach_minutes: float, strength: float) -> Figures:
    """
    Return the weight of each point: 1 + strength × the mean of what is known of three shares (0-1).

    Distance: minutes to fixed care / 120, at most 1. Poverty: the commune's rate / the greatest rate of the area.
    Left aside: the share of the commune's people out of reach of fixed care. What the data do not hold is left out
    of the mean. With a strength between 0 and 2 the weights lie between 1 and 3.
    """
    shares = np.column_stack(
        [
            np.minimum(ground.minutes / FARTHEST_MINUTES, 1.0),
            poverty_shares(ground)[ground.commune],
            unmet_shares(ground, reach_minutes)[ground.commune],
        ]
    )
    known = ~np.isnan(shares)
    mean = np.where(known, shares, 0.0).sum(axis=1) / np.maximum(known.sum(axis=1), 1)
    weights: Figures = 1.0 + strength * mean
    return weights


def poverty_shares(ground: Ground) -> Figures:
    """Return each commune's poverty rate over the greatest of the area; NaN where it is not known."""
    rates = np.array([np.nan if commune.poverty is None else commune.poverty for commune in ground.communes])
    greatest = np.nanmax(rates) if (~np.isnan(rates)).any() else 0.0
    return rates / greatest if greatest > 0 else np.full(len(rates), np.nan)


def unmet_shares(ground: Ground, reach_minutes: float) -> Figures:
    """Return the share of each commune's people who are out of reach of fixed care; NaN where nobody lives."""
    people = ground.by_commune(ground.people)
    far = ground.by_commune(ground.people * ground.is_far(reach_minutes))
    return np.divide(far, people, out=np.full(len(people), np.nan), where=people > 0)
