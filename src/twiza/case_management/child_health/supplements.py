"""Vitamins, deworming and seasonal prevention: when a child had them, and when she is to have them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from twiza.case_management.child_health.vaccines import DoseReason, DoseStatus, grace_of
from twiza.rulesets.evaluation.ages import age_from, age_past
from twiza.rulesets.evaluation.evidence import Content, evidence_of, is_to_be_validated
from twiza.rulesets.evaluation.paths import rows_at
from twiza.rulesets.evaluation.schedules import repeated_dates


@dataclass(frozen=True, slots=True)
class SupplementStanding:
    """
    One supplement on a day: the last time she had it, since when it is due, and when it is next.

    `season` is what the schedule says of it in words: nothing is counted from words, somebody looks.
    """

    code: str
    status: DoseStatus
    reason: DoseReason
    given_on: dt.date | None
    due_on: dt.date | None
    next_on: dt.date | None
    season: str
    to_be_validated: bool


def supplement_standings(
    content: Content, *, born_on: dt.date, given: Mapping[str, Sequence[dt.date]], on: dt.date
) -> tuple[SupplementStanding, ...]:
    """Return where a child stands with every supplement of a schedule, in its order. Raises NoSuchPath."""
    grace = grace_of(content)
    return tuple(
        supplement_of(row, born_on, [day for day in given.get(row["code"], ()) if day <= on], on, grace)
        for row in rows_at(content, "supplements")
    )


def supplement_of(
    row: Content, born_on: dt.date, given: Sequence[dt.date], on: dt.date, grace: dt.timedelta | None
) -> SupplementStanding:
    """Return where a child stands with one supplement."""
    days = days_of(row, born_on)
    due_on = max((day for day in days if day <= on), default=None)
    next_on = min((day for day in days if day > on), default=None)
    status, reason = status_of(row, born_on, given, on, due_on=due_on, grace=grace)
    return SupplementStanding(
        code=row["code"],
        status=status,
        reason=reason,
        given_on=max(given, default=None),
        due_on=due_on,
        next_on=next_on,
        season=str(row.get("season") or ""),
        to_be_validated=is_to_be_validated(evidence_of(row)),
    )


def days_of(row: Content, born_on: dt.date) -> tuple[dt.date, ...]:
    """Return the days on which a supplement falls due, none where a season in words decides."""
    if row.get("due"):
        return (age_from(row["due"]).after(born_on),)
    return repeated_dates(row, born_on) if row.get("every") else ()


def status_of(
    row: Content,
    born_on: dt.date,
    given: Sequence[dt.date],
    on: dt.date,
    *,
    due_on: dt.date | None,
    grace: dt.timedelta | None,
) -> tuple[DoseStatus, DoseReason]:
    """Return whether a supplement is done, due, late, not yet due, over, or for somebody to look at."""
    if row.get("from") and on < age_from(row["from"]).after(born_on):
        return DoseStatus.NOT_YET, DoseReason.AGE_NOT_REACHED
    if row.get("to") and on >= age_past(row["to"]).after(born_on):
        return DoseStatus.IMPOSSIBLE, DoseReason.TOO_OLD
    if row.get("season"):
        return DoseStatus.TO_CHECK, DoseReason.SEASON_IN_WORDS
    if due_on is None:
        return DoseStatus.NOT_YET, DoseReason.AGE_NOT_REACHED
    if any(day >= due_on for day in given):
        return DoseStatus.DONE, DoseReason.GIVEN
    is_late = grace is not None and on > due_on + grace
    return DoseStatus.LATE if is_late else DoseStatus.DUE, DoseReason.AGE_REACHED
