"""What the page of targets shows: how far each is reached, month by month, as the actor may see it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace

from django.utils.functional import Promise

from twiza.accounts.decisions import decide
from twiza.core.measured import Measured, Part, counted
from twiza.core.tallies import Aggregate, Tally, measured_by
from twiza.households.births import months_before
from twiza.indicators.registry.computation import By, group_of
from twiza.indicators.rules import SEE_SMALL_FIGURES
from twiza.indicators.scope import Scope, Sources
from twiza.indicators.shown import COUNTED, NOBODY, Shown, shown
from twiza.indicators.targets import INHABITANTS, INHABITANTS_SAID, MEASURES, Reached, Target, inhabitants

MONTHS_SHOWN = 12
BEGINNING = dt.date(1990, 1, 1)
"""Before every record: what was ever reached is counted from here."""
EARLIER = "earlier"
"""The group of everything before the months that are shown."""


@dataclass(frozen=True, slots=True)
class MonthBar:
    """What a month added to a target; None is hidden. `share` is its height beside the highest month, 0 to 100."""

    month: dt.date
    number: float | None
    share: float


@dataclass(frozen=True, slots=True)
class TargetLine:
    """
    How far a target is reached by the end of a month; None is not known, or hidden where `is_hidden`.

    `share` is what was ever reached in percent of the goal, None where one is not known.
    """

    target: Target
    said: Promise | str
    ever: float | None
    in_month: float | None
    today: float | None
    today_said: Promise | str
    share: float | None
    months: tuple[MonthBar, ...]
    is_hidden: bool = False
    opens: bool = True


@dataclass(frozen=True, slots=True)
class GroupLine:
    """What one group adds to a target: ever, and in the month; None is hidden."""

    key: Hashable
    ever: float | None
    in_month: float | None


def target_lines(targets: list[Target], scope: Scope) -> list[TargetLine]:
    """Return how far each target is reached by the last day of a scope."""
    of = since_the_beginning(scope)
    return [line_of(target, of) for target in targets]


def since_the_beginning(scope: Scope) -> Sources:
    """Return what figures are computed from, of everything that was recorded by the last day."""
    return Sources(replace(scope, start=BEGINNING))


def line_of(target: Target, of: Sources) -> TargetLine:
    """Return how far one target is reached; one that nothing here measures says nothing."""
    measure = MEASURES.get(target.code)
    if measure is None:
        people = inhabitants(of) if target.code == INHABITANTS else None
        said = INHABITANTS_SAID if target.code == INHABITANTS else ""
        return TargetLine(target, said, people, None, None, "", share_of(people, target), (), opens=False)
    ever = by_month(measure.days(of), of)
    numbers = {part.key: part.numerator for part in ever.parts}
    bars = bars_of(numbers, of.scope.end)
    return TargetLine(
        target=target,
        said=measure.said,
        ever=ever.value,
        in_month=bars[-1].number,
        today=today_of(measure, of),
        today_said=measure.today_said,
        share=share_of(ever.value, target),
        months=bars,
        is_hidden=ever.is_hidden,
    )


def by_month(days: Iterable[dt.date | None], of: Sources) -> Shown:
    """Return how many days there are, told by the months shown and everything before them, small numbers hidden."""
    first = months_shown(of.scope.end)[0]
    months: Counter[Hashable] = Counter()
    for day, number in Counter(days).items():
        months[month_or_earlier(day, first)] += number
    return shown_to(of, counted(Part(month, number) for month, number in months.items()))


def shown_to(of: Sources, measured: Measured) -> Shown:
    """Return a figure as the actor may see it."""
    return shown(measured, persons=NOBODY if sees_small(of) else COUNTED)


def sees_small(of: Sources) -> bool:
    """Return whether the actor may open every record, so that nothing small is hidden from her."""
    return bool(decide(of.scope.actor, SEE_SMALL_FIGURES))


def month_or_earlier(day: dt.date | None, first: dt.date) -> Hashable:
    """Return the month of a day, or that it lies before the first month shown."""
    return day.replace(day=1) if day is not None and day >= first else EARLIER


def months_shown(end: dt.date) -> list[dt.date]:
    """Return the first days of the months up to that of a day."""
    last = end.replace(day=1)
    return [months_before(last, number) for number in reversed(range(MONTHS_SHOWN))]


def bars_of(numbers: dict[Hashable, float | None], end: dt.date) -> tuple[MonthBar, ...]:
    """Return the months as bars; a month in which nothing counted is 0."""
    found = [(month, numbers.get(month, 0.0)) for month in months_shown(end)]
    highest = max((number or 0 for _month, number in found), default=0) or 1
    return tuple(MonthBar(month, number, 100 * (number or 0) / highest) for month, number in found)


def today_of(measure: Reached, of: Sources) -> float | None:
    """Return what counts on the last day alone; None where that is no other figure, or hidden."""
    if measure.today is None:
        return None
    return shown_to(of, counted([Part("all", measure.today(of))])).value


def share_of(number: float | None, target: Target) -> float | None:
    """Return a number in percent of the goal; None where it is not known or there is no goal."""
    return 100 * number / target.goal if number is not None and target.goal else None


def group_lines(measure: Reached, by: By, of: Sources) -> list[GroupLine]:
    """Return what each group adds to a target: the largest first, small numbers hidden."""
    tallies = measure.ever(of)
    first = of.scope.end.replace(day=1)
    ever = parts_by(tallies, by, of)
    lately = parts_by([one for one in tallies if one.on is not None and one.on >= first], by, of)
    lines = [GroupLine(key, number, lately.get(key, 0.0)) for key, number in ever.items()]
    return sorted(lines, key=lambda line: -(line.ever or 0))


def parts_by(tallies: list[Tally], by: By, of: Sources) -> dict[Hashable, float | None]:
    """Return what tallies make in each group; None is hidden."""
    found = shown_to(of, measured_by(tallies, lambda one: group_of(one, by, of), Aggregate.TOTAL))
    return {part.key: part.numerator for part in found.parts}
