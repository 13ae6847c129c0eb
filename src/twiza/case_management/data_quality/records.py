"""Records of children as the rules read them, and what they find there."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class VisitSeen:
    """
    One visit that counts. Kilograms, centimetres, millimetres; None is what was not measured.

    `scores` are WHO's z-scores by index; `is_lying` None where nobody said how the child was measured.
    """

    id: uuid.UUID
    child: uuid.UUID
    agent: int
    on: dt.date
    received_on: dt.date
    weight_kg: float | None = None
    length_cm: float | None = None
    is_lying: bool | None = None
    arm_mm: int | None = None
    scores: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChildSeen:
    """
    One child with her visits, the first one first.

    `born_on` is None for a birth known less well than to the day: nothing is impossible beside it. `organisation` is
    the id of who registered her.
    """

    id: uuid.UUID
    born_on: dt.date | None
    died_on: dt.date | None
    organisation: int = 0
    mothers_born_on: Sequence[dt.date] = ()
    visits: Sequence[VisitSeen] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """
    What a rule points out: its value, the day it is about and what about it (`zwei:40.0`: z-scores by index).

    `visit` is None for what is about a child, `child` for what is about an agent's day or her month (its first day).
    """

    rule: str
    value: float
    on: dt.date
    agent: int | None = None
    child: uuid.UUID | None = None
    visit: uuid.UUID | None = None
    about: str = ""
