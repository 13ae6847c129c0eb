"""Which modules a visit asks: by the band of the child's age, and by when each was last asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from twiza.rulesets.evaluation.ages import Age
from twiza.rulesets.evaluation.evidence import Content, evidence_of, is_to_be_validated
from twiza.rulesets.evaluation.paths import rows_at
from twiza.rulesets.evaluation.schedules import band_at


class Frequency(StrEnum):
    """How often a module is asked, as the schedule writes it."""

    EVERY_VISIT = "x"
    QUARTERLY = "q"
    YEARLY = "y"


AFTER = {Frequency.EVERY_VISIT: Age(0, 0), Frequency.QUARTERLY: Age(3, 0), Frequency.YEARLY: Age(12, 0)}
"""How long a module rests once it was asked."""


@dataclass(frozen=True, slots=True)
class AskedModule:
    """A module of a child's age: whether it is to be asked at this visit, and since when; `rules` is its ruleset."""

    code: str
    frequency: Frequency
    is_due: bool
    due_on: dt.date | None
    last_asked_on: dt.date | None
    is_sensitive: bool
    rules: str
    to_be_validated: bool


def modules_at_visit(
    content: Content, *, born_on: dt.date, on: dt.date, last_asked: Mapping[str, dt.date]
) -> tuple[AskedModule, ...]:
    """
    Return the modules of a child's age on a day, in the order of the schedule; none outside its bands.

    A module asked before comes back on `due_on`; one never asked is due at once. Raises NoSuchPath.
    """
    band = band_at(content, "bands", born_on, on)
    if band is None:
        return ()
    rows = [row for row in rows_at(content, "modules") if row["bands"].get(band["code"])]
    return tuple(
        module_of(row, Frequency(row["bands"][band["code"]]), on, last_asked.get(row["code"])) for row in rows
    )


def module_of(row: Content, frequency: Frequency, on: dt.date, last_asked_on: dt.date | None) -> AskedModule:
    """Return how one module stands on a day."""
    due_on = AFTER[frequency].after(last_asked_on) if last_asked_on else None
    return AskedModule(
        code=row["code"],
        frequency=frequency,
        is_due=due_on is None or due_on <= on,
        due_on=due_on,
        last_asked_on=last_asked_on,
        is_sensitive=bool(row.get("sensitive")),
        rules=str(row.get("rules") or ""),
        to_be_validated=is_to_be_validated(evidence_of(row)),
    )
