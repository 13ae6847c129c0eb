"""
The registers of days added up: who came, what for, what became of it, how long it took.

A closed register changes no more: what it counts is kept (models/tally.py) and read again. Others are counted in the
database, in as many questions for one day as for all of them. A line that was taken back counts nowhere.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from twiza.outreach.measures.elapsed import WholeMinutes
from twiza.outreach.models import Attendance, Caravan, CaravanDay, CareCodeKind, CareNote, Consultation, DayTally
from twiza.outreach.queries.cancelled import IS_CANCELLED

AGE_BANDS = (0, 5, 15, 50, 65)
"""The first age, in years, of each group in which people are counted. A design value: no norm stands behind it."""

Came = tuple[str, int]
"""A sex, and the first age of a group."""


@dataclass(slots=True)
class Numbers:
    """
    What one register or several count.

    `came` and `seen` are people by sex and age group, `waiting` those of them whom nobody saw and who still wait for
    something; `asked`, `given` and `missed` are consultations by code of specialty, `why` the reasons of those missed,
    `waits` whole minutes from arrival to care where both are known, `found` new findings by code, `noted` all acts and
    findings that were noted.
    """

    came: Counter[Came] = field(default_factory=Counter)
    seen: Counter[Came] = field(default_factory=Counter)
    waiting: int = 0
    asked: Counter[str] = field(default_factory=Counter)
    given: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    why: Counter[int] = field(default_factory=Counter)
    waits: Counter[int] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    noted: int = 0

    @property
    def people(self) -> int:
        """Return how many people came."""
        return self.came.total()

    @property
    def people_seen(self) -> int:
        """Return how many people were seen by somebody."""
        return self.seen.total()

    @property
    def people_missed(self) -> int:
        """Return how many people came, wait no more, and were seen by nobody."""
        return self.people - self.people_seen - self.waiting

    def add(self, other: Numbers) -> None:
        """Count those of another register too."""
        for name in COUNTERS:
            getattr(self, name).update(getattr(other, name))
        self.waiting += other.waiting
        self.noted += other.noted


COUNTERS = ("came", "seen", "asked", "given", "missed", "why", "waits", "found")


AT_HAND_MOST = 5_000
"""Some 4 KB each."""
AT_HAND: dict[tuple[int, dt.datetime], Numbers] = {}
"""What tallies count that were read, by day and when its register was closed."""


@dataclass(frozen=True, slots=True)
class DayNumbers:
    """What the register of one day counts, and whose day it is."""

    caravan: UUID
    commune: int
    on: dt.date
    numbers: Numbers


def numbers_by_day(caravans: QuerySet[Caravan]) -> dict[int, DayNumbers]:
    """Return what each register that was begun counts, of caravans that are not cancelled."""
    days = CaravanDay.objects.filter(
        caravan__in=caravans.exclude(IS_CANCELLED).order_by().values("pk"), opened_at__isnull=False
    ).order_by()
    rows = list(days.values_list("pk", "caravan", "commune", "on", "closed_at", "tally__closed_at"))
    closed = {pk: closed_at for pk, *_day, closed_at, _tallied_at in rows}
    kept = numbers_kept({pk: tallied_at for pk, *_day, tallied_at in rows if tallied_at and tallied_at == closed[pk]})
    anew = numbers_of({pk: closed_at is not None for pk, closed_at in closed.items() if pk not in kept})
    numbers = kept | anew
    return {pk: DayNumbers(caravan, commune, on, numbers[pk]) for pk, caravan, commune, on, *_times in rows}


def numbers_kept(tallied: Mapping[int, dt.datetime]) -> dict[int, Numbers]:
    """
    Return what closed registers count, as kept when they were closed; whoever adds to them copies them first.

    A tally of one closing never changes, so that those read before are at hand, some thousands at most.
    """
    missing = [pk for pk, closed_at in tallied.items() if (pk, closed_at) not in AT_HAND]
    if len(AT_HAND) + len(missing) > AT_HAND_MOST:
        AT_HAND.clear()
        missing = list(tallied)
    for pk, counts in DayTally.objects.filter(day__in=missing).values_list("day", "counts"):
        AT_HAND[pk, tallied[pk]] = from_kept(counts)
    return {pk: AT_HAND[pk, closed_at] for pk, closed_at in tallied.items()}


class Registers:
    """Some caravans, and what their registers count: read once, for however many measures."""

    def __init__(self, caravans: QuerySet[Caravan]) -> None:
        self.caravans = caravans

    @cached_property
    def numbers(self) -> dict[UUID, Numbers]:
        """What the registers of each caravan that took place count."""
        found: dict[UUID, Numbers] = {}
        for day in numbers_by_day(self.caravans).values():
            found[day.caravan] = with_day(found.get(day.caravan), day.numbers)
        return found


def with_day(before: Numbers | None, day: Numbers) -> Numbers:
    """Return what a caravan counts with one day more, leaving both as they are; its only day is all of it."""
    if before is None:
        return day
    both = Numbers()
    both.add(before)
    both.add(day)
    return both


def numbers_of(closed: Mapping[int, bool]) -> dict[int, Numbers]:
    """Return what the registers of days count; of each day it is said whether its register is closed."""
    found = {pk: Numbers() for pk in closed}
    for pk, sex, age, came, seen, waiting in people_in(closed):
        group = (sex, age_band(age))
        found[pk].came[group] += came
        found[pk].seen[group] += seen
        found[pk].waiting += 0 if closed[pk] else waiting
    for pk, specialty, is_seen, why, count in outcomes_in(closed):
        add_outcome(found[pk], specialty, is_seen, why, count)
    for pk, minutes, count in waits_in(closed):
        found[pk].waits[minutes] += count
    for pk, code, kind, is_new, count in notes_in(closed):
        found[pk].noted += count
        if is_new and kind == CareCodeKind.FINDING:
            found[pk].found[code] += count
    return found


def add_outcome(numbers: Numbers, specialty: str, is_seen: bool, why: int | None, count: int) -> None:
    """Count consultations of one specialty that had one outcome."""
    numbers.asked[specialty] += count
    if is_seen:
        numbers.given[specialty] += count
    if why is not None:
        numbers.missed[specialty] += count
        numbers.why[why] += count


def people_in(days: Collection[int]) -> Iterable[tuple[Any, ...]]:
    """Yield day, sex, age, how many people came, were seen, and wait unseen for something."""
    asked = Consultation.objects.filter(attendance=OuterRef("pk"))
    seen = Exists(asked.filter(is_seen=True))
    waiting = Exists(asked.filter(is_seen=False, not_seen_why__isnull=True)) & ~seen
    lines = Attendance.objects.filter(day__in=list(days), taken_back_at__isnull=True).order_by()
    return lines.values_list("day", "sex", "age_years").annotate(
        came=Count("pk"), seen=Count("pk", filter=Q(seen)), waiting=Count("pk", filter=Q(waiting))
    )


def outcomes_in(days: Collection[int]) -> Iterable[tuple[Any, ...]]:
    """Yield day, specialty, whether seen, why not, and how many consultations."""
    rows = standing_consultations(days).values_list("attendance__day", "specialty__code", "is_seen", "not_seen_why")
    return rows.annotate(n=Count("pk"))


def waits_in(days: Collection[int]) -> Iterable[tuple[Any, ...]]:
    """Yield day, whole minutes from arrival to care, and how many waited so; a wrong clock is no wait."""
    timed = standing_consultations(days).filter(
        seen_at__isnull=False, attendance__arrived_at__isnull=False, seen_at__gte=F("attendance__arrived_at")
    )
    minutes = WholeMinutes(F("seen_at"), F("attendance__arrived_at"))
    return timed.annotate(minutes=minutes).values_list("attendance__day", "minutes").annotate(n=Count("pk"))


def notes_in(days: Collection[int]) -> Iterable[tuple[Any, ...]]:
    """Yield day, code of an act or finding, its kind, whether it was new, and how many were noted."""
    notes = CareNote.objects.filter(
        consultation__attendance__day__in=list(days), consultation__attendance__taken_back_at__isnull=True
    ).order_by()
    rows = notes.values_list("consultation__attendance__day", "code__code", "code__kind", "is_new")
    return rows.annotate(n=Count("pk"))


def standing_consultations(days: Collection[int]) -> QuerySet[Consultation]:
    """Return what people came for on some days, of lines that stand."""
    return Consultation.objects.filter(
        attendance__day__in=list(days), attendance__taken_back_at__isnull=True
    ).order_by()


def age_band(age: int) -> int:
    """Return the first age of the group that an age is in."""
    return max(first for first in AGE_BANDS if first <= age)


def keep_tallies(*, most: int) -> int:
    """Keep what closed registers count where it is not kept, or out of date; return how many were."""
    days = CaravanDay.objects.filter(closed_at__isnull=False).exclude(tally__closed_at=F("closed_at"))
    rows = days.order_by("pk").values_list("pk", "closed_at")[:most]
    closing = {pk: closed_at for pk, closed_at in rows if closed_at is not None}
    numbers = numbers_of(dict.fromkeys(closing, True))
    DayTally.objects.bulk_create(
        (DayTally(day_id=pk, closed_at=closing[pk], counts=as_kept(one)) for pk, one in numbers.items()),
        update_conflicts=True,
        unique_fields=["day"],
        update_fields=["closed_at", "counts"],
    )
    return len(closing)


def as_kept(numbers: Numbers) -> dict[str, Any]:
    """Return numbers as they are kept: keys of JSON are texts."""
    people = {name: [[sex, age, n] for (sex, age), n in getattr(numbers, name).items()] for name in ("came", "seen")}
    plain = {name: dict(getattr(numbers, name)) for name in COUNTERS[2:]}
    return {**people, **plain, "noted": numbers.noted}


def from_kept(counts: Mapping[str, Any]) -> Numbers:
    """Return numbers as `as_kept` wrote them; of a closed register nobody waits."""
    return Numbers(
        came=Counter({(sex, age): n for sex, age, n in counts["came"]}),
        seen=Counter({(sex, age): n for sex, age, n in counts["seen"]}),
        asked=Counter(counts["asked"]),
        given=Counter(counts["given"]),
        missed=Counter(counts["missed"]),
        why=Counter({int(why): n for why, n in counts["why"].items()}),
        waits=Counter({int(minutes): n for minutes, n in counts["waits"].items()}),
        found=Counter(counts["found"]),
        noted=counts["noted"],
    )
