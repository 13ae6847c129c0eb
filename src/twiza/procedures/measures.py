"""
How long files stay at each step, measured in one way for every kind, organisation and period.

A stay is one visit of one file to one step, from the day it came to the day it left; moves taken back are none. The
median is the middle stay (the mean of the two middle ones), the 90th percentile the shortest stay that at least nine
in ten do not exceed. Without a stay both are undefined: None, never 0.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from twiza.procedures.models import File, Passage, Step

Names = Mapping[str, str]
Place = tuple[str, str]
"""A step whatever its version: the code of the kind and its own."""


@dataclass(frozen=True, slots=True)
class StepDelay:
    """The stays of some files at one step that ended in a period, in days, and who is there now."""

    kind_code: str
    kind_names: Names
    step_code: str
    step_names: Names
    stays: int
    median_days: float | None
    p90_days: int | None
    late_stays: int
    open_files: int
    late_files: int


def delays_by_step(
    files: QuerySet[File], *, start: dt.date | None, end: dt.date | None, on: dt.date
) -> list[StepDelay]:
    """
    Return the delays of some files at every step of their kinds, in the order of the kinds.

    Counted are stays that ended from `start` until the day before `end` (None: whenever); open and late files are
    those of `on`. Steps that no file ever left and where none stands are left out.
    """
    stays, late = stays_by_step(files, start, end)
    standing = standing_by_step(files, on)
    named = {(step.version.kind.code, step.code): step for step in steps_of({*stays, *standing})}
    return [
        StepDelay(
            kind_code=place[0],
            kind_names=step.version.names,
            step_code=place[1],
            step_names=step.names,
            stays=stays[place].total(),
            median_days=median(stays[place]),
            p90_days=percentile(stays[place], 90),
            late_stays=late[place],
            open_files=standing.get(place, (0, 0))[0],
            late_files=standing.get(place, (0, 0))[1],
        )
        for place, step in sorted(named.items(), key=lambda one: (one[0][0], one[1].position))
    ]


def stays_by_step(
    files: QuerySet[File], start: dt.date | None, end: dt.date | None
) -> tuple[dict[Place, Counter[int]], Counter[Place]]:
    """Return how many stays of each length there were at each step, and how many ended beyond their due date."""
    ended = Passage.objects.filter(file__in=files.order_by().values("pk"), taken_back_at=None, from_step__isnull=False)
    ended = ended.filter(happened_on__gte=start) if start else ended
    ended = ended.filter(happened_on__lt=end) if end else ended
    lines = ended.values_list("from_step", "days_spent")
    stays: dict[Place, Counter[int]] = defaultdict(Counter)
    late: Counter[Place] = Counter()
    beyond = Count("pk", filter=Q(happened_on__gt=F("due_on")))
    counted = list(lines.annotate(n=Count("pk"), beyond=beyond).order_by())
    known = places_of({one[0] for one in counted if one[0]})
    for step_id, days, count, beyond_due in counted:
        stays[known[step_id]][days or 0] += count
        late[known[step_id]] += beyond_due
    return stays, late


def places_of(step_ids: set[int]) -> dict[int | None, Place]:
    """Return some steps by their codes."""
    steps = Step.objects.filter(pk__in=step_ids).values_list("pk", "version__kind__code", "code")
    return {pk: (kind, step) for pk, kind, step in steps}


def standing_by_step(files: QuerySet[File], on: dt.date) -> dict[Place, tuple[int, int]]:
    """Return how many files stand open at each step, and how many of them beyond their due date."""
    lines = files.filter(closed_at=None).order_by().values_list("kind__code", "step__code")
    counted = lines.annotate(n=Count("pk"), late=Count("pk", filter=Q(due_on__lt=on)))
    return {(kind, step): (count, late) for kind, step, count, late in counted}


def steps_of(places: set[Place]) -> list[Step]:
    """Return the steps of these codes, the newest version of each last."""
    codes = {step for _kind, step in places}
    steps = Step.objects.filter(code__in=codes, version__kind__code__in={kind for kind, _step in places})
    ordered = steps.select_related("version__kind").order_by("version__number", "position")
    return [step for step in ordered if (step.version.kind.code, step.code) in places]


def median(lengths: Counter[int]) -> float | None:
    """Return the middle of some lengths, the mean of the two middle ones; None of nothing."""
    count = lengths.total()
    if count == 0:
        return None
    low, high = at_rank(lengths, (count + 1) // 2), at_rank(lengths, count // 2 + 1)
    return (low + high) / 2


def percentile(lengths: Counter[int], hundredth: int) -> int | None:
    """Return the shortest length that at least so many hundredths do not exceed; None of nothing."""
    count = lengths.total()
    return at_rank(lengths, -(-count * hundredth // 100)) if count else None


def at_rank(lengths: Counter[int], rank: int) -> int:
    """Return the length at a place of their order, the shortest being at 1."""
    passed = 0
    for length in sorted(lengths):
        passed += lengths[length]
        if passed >= rank:
            return length
    raise ValueError(f"There is no rank {rank} among {lengths.total()}.")
