"""What somebody writes of a supervision, before it is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from twiza.households.models import Household
from twiza.rulesets.models import RulesetVersion
from twiza.territory.models import Place


@dataclass(frozen=True, slots=True)
class SupervisionTerms:
    """
    When and where somebody went along with an agent, what was seen and what was agreed.

    `marks` say by the code of an item how it was seen (models.Seen); `reason` is that of a correction.
    """

    held_on: dt.date
    place: Place | None = None
    households: Sequence[Household] = ()
    checklist: RulesetVersion | None = None
    marks: Mapping[str, str] = field(default_factory=dict)
    agreed: str = ""
    next_on: dt.date | None = None
    reason: str = ""
