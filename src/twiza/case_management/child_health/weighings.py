"""What a row of weighings says: a weight lost since the last one, or none gained twice under two years."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from twiza.rulesets.evaluation.ages import age_from

APART = dt.timedelta(days=14)
YOUNG = age_from("24m")
WEIGHINGS_WITHOUT_GAIN = 2
"""Rule AL4 in words: lower than at the last weighing (14 days or more), or no gain for 2 weighings under 24 months."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """A weight in kilograms on a day."""

    on: dt.date
    weight_kg: float


def has_stalled(weighings: Sequence[Weighing], *, born_on: dt.date) -> bool | None:
    """Return whether the last weighing calls for a clinician by rule AL4; None when there are too few to say."""
    row = sorted(weighings, key=lambda one: one.on)
    before = [one for one in row[:-1] if row[-1].on - one.on >= APART]
    if not before:
        return None
    if row[-1].weight_kg < before[-1].weight_kg:
        return True
    return row[-1].on < YOUNG.after(born_on) and is_without_gain(row)


def is_without_gain(row: Sequence[Weighing]) -> bool:
    """Return whether neither of the last two weighings found more than the one before them."""
    last = [one.weight_kg for one in row[-WEIGHINGS_WITHOUT_GAIN - 1 :]]
    return len(last) > WEIGHINGS_WITHOUT_GAIN and max(last[1:]) <= last[0]
