"""How long files wait for each office outside the house: now, and in the stays that ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from django.db.models import Min, QuerySet

from twiza.procedures.measures import StepDelay, delays_by_step
from twiza.procedures.models import File, Step
from twiza.social_protection.models import Enrolment, Scheme
from twiza.social_protection.queries.enrolments import schemes_with_files, steps_by_kind


@dataclass(frozen=True, slots=True)
class Wait:
    """
    The stays of a scheme's files at a step that waits for an office.

    `longest_days` is how long the file that came first of those there now has waited, None of none.
    """

    scheme: Scheme
    step: Step
    delay: StepDelay
    longest_days: int | None


@dataclass(frozen=True, slots=True)
class Office:
    """An office outside the house, by its name, with what waits for it step by step."""

    names: Mapping[str, str]
    waits: Sequence[Wait]

    @property
    def waiting(self) -> int:
        """Return how many files wait for it now."""
        return sum(one.delay.open_files for one in self.waits)

    @property
    def late(self) -> int:
        """Return how many of them wait beyond their due date."""
        return sum(one.delay.late_files for one in self.waits)

    @property
    def has_delay(self) -> bool:
        """Return whether somebody set how long it may take, for one step at least."""
        return any(one.step.due_days is not None for one in self.waits)


def offices(
    enrolments: QuerySet[Enrolment], *, start: dt.date | None, end: dt.date | None, on: dt.date
) -> list[Office]:
    """
    Return the offices that some files waited for or wait for, the one that most wait for first.

    Stays are those that ended from `start` until the day before `end` (None: whenever); what waits is of `on`.
    """
    files = File.objects.filter(pk__in=enrolments.order_by().values("file"))
    delays = {(one.kind_code, one.step_code): one for one in delays_by_step(files, start=start, end=end, on=on)}
    first = first_come(files)
    waits = [
        Wait(scheme, step, delays[place], (on - first[place]).days if place in first else None)
        for scheme, step in steps_outside()
        if (place := (scheme.file_kind, step.code)) in delays
    ]
    return sorted(by_office(waits), key=lambda one: -one.waiting)


def steps_outside() -> list[tuple[Scheme, Step]]:
    """Return every step of every scheme that waits for an office outside the house, in their order."""
    return [(one, step) for one, step in steps_to_right() if is_outside(step)]


def steps_to_right() -> list[tuple[Scheme, Step]]:
    """Return every step of every scheme on the way to its right, in their order."""
    schemes = schemes_with_files()
    steps = steps_by_kind(schemes)
    return [(one, step) for one in schemes for step in before_right(one, steps.get(one.file_kind, ()))]


def before_right(scheme: Scheme, steps: Sequence[Step]) -> list[Step]:
    """Return the steps of a scheme's files until the right is open: from then on they wait for no office."""
    return list(takewhile(lambda step: step.code != scheme.opens_at, steps))


def is_outside(step: Step) -> bool:
    """Return whether a file at a step waits for an office outside the house."""
    return bool(step.owner_names) and not step.owner_role


def first_come(files: QuerySet[File]) -> dict[tuple[str, str], dt.date]:
    """Return since when the file that came first waits at each step, of the open ones."""
    standing = files.filter(closed_at=None).order_by().values_list("kind__code", "step__code")
    return {(kind, step): since for kind, step, since in standing.annotate(since=Min("entered_on"))}


def by_office(waits: Sequence[Wait]) -> list[Office]:
    """Return what waits, by the name of the office."""
    named: dict[str, list[Wait]] = {}
    for one in waits:
        named.setdefault(one.step.owner_names["fr"], []).append(one)
    return [Office(ones[0].step.owner_names, ones) for ones in named.values()]
