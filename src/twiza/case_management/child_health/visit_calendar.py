"""
When a child is to be visited at home: the days that the schedule plans, what is late, how many cycles are missed.

Inside each month, quarter or half-year of a band the visits are spread evenly, counted from the day the band begins.
A visit belongs to the cycle that runs from the planned day before it to the next one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from twiza.rulesets.evaluation.ages import Age, age_from, age_past
from twiza.rulesets.evaluation.evidence import Content, evidence_of, is_to_be_validated
from twiza.rulesets.evaluation.paths import rows_at

MONTHS_OF_A_PERIOD = {"per_month": 1, "per_quarter": 3, "per_semester": 6}
FIXED_DAYS = "fixed_days"


class NoSuchRiskClass(ValueError):
    """The schedule has no risk class of this code."""


@dataclass(frozen=True, slots=True)
class RiskSince:
    """The risk class of a child from a day on, until the next one."""

    code: str
    since: dt.date


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    """A day on which a visit is planned, by which band and for which risk class."""

    due_on: dt.date
    band: str
    risk_class: str
    to_be_validated: bool


@dataclass(frozen=True, slots=True)
class VisitStanding:
    """
    How the visits of a child stand on a day.

    `due_since` is the first planned day that no visit followed, None when none is open; `missed_cycles` counts those
    that ended without a visit since the last one, the running one not among them; `next_due_on` is the next planned
    day still to come, if any.
    """

    last_visit_on: dt.date | None
    due_since: dt.date | None
    late_days: int
    missed_cycles: int
    next_due_on: dt.date | None
    to_be_validated: bool


def visit_standing(
    content: Content, *, born_on: dt.date, risks: Sequence[RiskSince], visits: Iterable[dt.date], on: dt.date
) -> VisitStanding:
    """
    Return how the visits of a child stand, who is followed since the first of her risk classes.

    Raises NoSuchRiskClass, NoSuchPath.
    """
    return standing_among(planned_visits(content, born_on=born_on, risks=risks), visits, on=on)


def standing_among(planned: Sequence[PlannedVisit], visits: Iterable[dt.date], *, on: dt.date) -> VisitStanding:
    """Return how visits stand among those that are planned, in the order of days."""
    last = max((visited_on for visited_on in visits if visited_on <= on), default=None)
    open_days = [one.due_on for one in planned if one.due_on <= on and (last is None or one.due_on > last)]
    return VisitStanding(
        last_visit_on=last,
        due_since=open_days[0] if open_days else None,
        late_days=(on - open_days[0]).days if open_days else 0,
        missed_cycles=max(0, len(open_days) - 1),
        next_due_on=next((one.due_on for one in planned if one.due_on > on), None),
        to_be_validated=any(one.to_be_validated for one in planned),
    )


def planned_visits(content: Content, *, born_on: dt.date, risks: Sequence[RiskSince]) -> tuple[PlannedVisit, ...]:
    """
    Return every planned visit since a child is followed, up to the end of the last band, in the order of days.

    Raises NoSuchRiskClass, NoSuchPath.
    """
    known = {row["code"]: row for row in rows_at(content, "risk_classes")}
    for risk in risks:
        if risk.code not in known:
            raise NoSuchRiskClass(risk.code)
    ordered = sorted(risks, key=lambda risk: risk.since)
    spans = zip(ordered, [risk.since for risk in ordered[1:]] + [dt.date.max], strict=True)
    found = [
        PlannedVisit(day, band["code"], risk.code, is_to_be_validated(evidence_of(band)))
        for risk, end in spans
        for band in rows_at(content, "bands")
        for day in days_of_band(band, known[risk.code], born_on)
        if risk.since <= day < end
    ]
    return tuple(sorted(found, key=lambda one: one.due_on))


def days_of_band(band: Content, risk: Content, born_on: dt.date) -> Iterator[dt.date]:
    """Yield the planned days of a band; a risk class changes nothing in days that the schedule fixes itself."""
    begin, end = age_from(band["from"]).after(born_on), age_past(band["to"]).after(born_on)
    visits = band["visits"]
    if FIXED_DAYS in visits:
        yield from (born_on + dt.timedelta(days=number) for number in visits[FIXED_DAYS])
        return
    for name, months in MONTHS_OF_A_PERIOD.items():
        if name in visits:
            number = visits_of_period(visits[name], risk, months)
            yield from (day for day in spread(begin, end, months, number) if day < end)


def visits_of_period(number: float, risk: Content, months: int) -> int:
    """Return how many visits a period has for a risk class, and no more than the class allows by month."""
    wanted = round(number * risk["factor"])
    most = risk.get("max_per_month")
    return wanted if most is None else min(wanted, most * months)


def spread(begin: dt.date, end: dt.date, months: int, number: int) -> Iterator[dt.date]:
    """Yield days evenly spread over periods of months, from one day to another."""
    for period in range((end - begin).days // (28 * months) + 1):
        first, after = (Age(months * at, 0).after(begin) for at in (period, period + 1))
        for at in range(number):
            yield first + dt.timedelta(days=at * (after - first).days // number)
