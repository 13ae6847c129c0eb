"""
Where a child stands with each dose of her country's schedule: done, due, late, missed, too late for ever, or not yet.

Only what the schedule says is counted: a dose without an upper age is never too late, a schedule without
`overdue_after_due` knows no late dose, and what a schedule leaves to a list of districts waits for somebody to look.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from twiza.rulesets.evaluation.ages import age_from
from twiza.rulesets.evaluation.evidence import Content
from twiza.rulesets.evaluation.norms import norm, norm_is_to_be_validated
from twiza.rulesets.evaluation.paths import rows_at
from twiza.rulesets.evaluation.schedules import Due, schedule_dates

LISTED_DISTRICTS = "listed_only"
OVERDUE = "status_rules.overdue_after_due"


class DoseStatus(StrEnum):
    """Where a child stands with one dose."""

    DONE = "done"
    DUE = "due"
    LATE = "late"
    MISSED = "missed"
    IMPOSSIBLE = "impossible"
    NOT_YET = "not_yet"
    NOT_CONCERNED = "not_concerned"
    TO_CHECK = "to_check"


class DoseReason(StrEnum):
    """Why."""

    GIVEN = "given"
    GIVEN_TOO_EARLY = "given_too_early"
    GIVEN_TOO_LATE = "given_too_late"
    AGE_REACHED = "age_reached"
    INTERVAL_REACHED = "interval_reached"
    AGE_NOT_REACHED = "age_not_reached"
    INTERVAL_NOT_REACHED = "interval_not_reached"
    PREVIOUS_MISSING = "previous_missing"
    LATER_GIVEN = "later_given"
    TOO_OLD = "too_old"
    PREVIOUS_IMPOSSIBLE = "previous_impossible"
    OTHER_SEX = "other_sex"
    SEX_NOT_KNOWN = "sex_not_known"
    DISTRICT_NOT_LISTED = "district_not_listed"
    DISTRICT_NOT_KNOWN = "district_not_known"
    SEASON_IN_WORDS = "season_in_words"


@dataclass(frozen=True, slots=True)
class Vaccinated:
    """A child as the schedule asks about her: `sex` m, f or empty; None is a district nobody has looked up."""

    born_on: dt.date
    sex: str
    is_in_listed_district: bool | None
    given: Mapping[str, dt.date]


@dataclass(frozen=True, slots=True)
class DoseStanding:
    """One dose on a day. `due_on` counts the interval after the dose before it, once that one is done."""

    dose: str
    antigen: str
    status: DoseStatus
    reason: DoseReason
    given_on: dt.date | None
    due_on: dt.date
    earliest_on: dt.date | None
    latest_on: dt.date | None
    waits_for: str
    late_days: int
    is_optional: bool
    to_be_validated: bool


def dose_standings(content: Content, child: Vaccinated, *, on: dt.date) -> tuple[DoseStanding, ...]:
    """Return where a child stands with every dose of a schedule on a day, in its order. Raises NoSuchPath."""
    given = {dose: day for dose, day in child.given.items() if day <= on}
    found: dict[str, DoseStanding] = {}
    dues = schedule_dates(content, "doses", child.born_on, done=given)
    for due, row in zip(dues, rows_at(content, "doses"), strict=True):
        found[due.key] = standing_of(content, due, row, child, given=given, before=found, on=on)
    return tuple(found.values())


def standing_of(
    content: Content,
    due: Due,
    row: Content,
    child: Vaccinated,
    *,
    given: Mapping[str, dt.date],
    before: Mapping[str, DoseStanding],
    on: dt.date,
) -> DoseStanding:
    """Return where a child stands with one dose, knowing the doses before it."""
    given_on = given.get(due.key)
    if given_on is not None:
        status, reason = DoseStatus.DONE, reason_when_given(due, given_on)
    else:
        status, reason = (
            concern(row, child)
            or lost(due, before, on)
            or skipped(content, row, given)
            or opened(due, row, child, on, grace=grace_of(content))
        )
    return DoseStanding(
        dose=due.key,
        antigen=row["antigen"],
        status=status,
        reason=reason,
        given_on=given_on,
        due_on=due.due_on,
        earliest_on=due.earliest_on,
        latest_on=due.latest_on,
        waits_for=due.waits_for,
        late_days=max(0, (on - due.due_on).days) if status in {DoseStatus.DUE, DoseStatus.LATE} else 0,
        is_optional=due.is_optional,
        to_be_validated=due.to_be_validated or (status == DoseStatus.LATE and lateness_is_to_be_validated(content)),
    )


def reason_when_given(due: Due, given_on: dt.date) -> DoseReason:
    """Return whether a dose was given within the ages and the interval that the schedule says."""
    if due.earliest_on and given_on < due.earliest_on:
        return DoseReason.GIVEN_TOO_EARLY
    return DoseReason.GIVEN_TOO_LATE if due.latest_on and given_on > due.latest_on else DoseReason.GIVEN


def concern(row: Content, child: Vaccinated) -> tuple[DoseStatus, DoseReason] | None:
    """Return why a dose is not for a child, or not known to be; None when it is for her."""
    if row.get("sex"):
        if not child.sex:
            return DoseStatus.TO_CHECK, DoseReason.SEX_NOT_KNOWN
        if child.sex != str(row["sex"]).lower():
            return DoseStatus.NOT_CONCERNED, DoseReason.OTHER_SEX
    if row.get("districts") == LISTED_DISTRICTS and not child.is_in_listed_district:
        if child.is_in_listed_district is None:
            return DoseStatus.TO_CHECK, DoseReason.DISTRICT_NOT_KNOWN
        return DoseStatus.NOT_CONCERNED, DoseReason.DISTRICT_NOT_LISTED
    return None


def lost(due: Due, before: Mapping[str, DoseStanding], on: dt.date) -> tuple[DoseStatus, DoseReason] | None:
    """Return why a dose cannot be given any more; None when it can."""
    if due.latest_on and on > due.latest_on:
        return DoseStatus.IMPOSSIBLE, DoseReason.TOO_OLD
    previous = before.get(due.waits_for)
    if previous is not None and previous.status == DoseStatus.IMPOSSIBLE:
        return DoseStatus.IMPOSSIBLE, DoseReason.PREVIOUS_IMPOSSIBLE
    return None


def skipped(content: Content, row: Content, given: Mapping[str, dt.date]) -> tuple[DoseStatus, DoseReason] | None:
    """Return that a dose was passed over: one that follows it was given; None when none was."""
    later = {one["dose"] for one in rows_after(rows_at(content, "doses"), row["dose"])}
    return (DoseStatus.MISSED, DoseReason.LATER_GIVEN) if later & given.keys() else None


def rows_after(rows: list[Content], dose: str) -> Iterator[Content]:
    """Yield the doses that follow one, directly or through another."""
    for row in rows:
        if row.get("after") == dose:
            yield row
            yield from rows_after(rows, row["dose"])


def opened(
    due: Due, row: Content, child: Vaccinated, on: dt.date, *, grace: dt.timedelta | None
) -> tuple[DoseStatus, DoseReason]:
    """Return whether a dose is due, late or not yet due, and by what."""
    is_put_off = due.due_on > age_from(row["due"]).after(child.born_on)
    if on < due.due_on:
        waits = DoseReason.INTERVAL_NOT_REACHED if is_put_off else DoseReason.AGE_NOT_REACHED
        return DoseStatus.NOT_YET, waits
    status = DoseStatus.LATE if grace is not None and on > due.due_on + grace else DoseStatus.DUE
    if due.waits_for:
        return status, DoseReason.PREVIOUS_MISSING
    return status, DoseReason.INTERVAL_REACHED if is_put_off else DoseReason.AGE_REACHED


def grace_of(content: Content) -> dt.timedelta | None:
    """Return the days after which a due dose is late, or None when the schedule does not say."""
    said = norm(content, OVERDUE)
    return dt.timedelta(days=age_from(said).days) if said else None


def lateness_is_to_be_validated(content: Content) -> bool:
    """Return whether nothing read stands behind the days after which a dose is late, whatever is behind the dose."""
    return norm_is_to_be_validated(content, OVERDUE)
