"""
The registers of caravans, counted in the database: one question each, however many caravans and lines there are.

A line that was taken back counts nowhere, nor does a cancelled caravan.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, Func, IntegerField, OuterRef, Q, QuerySet

from twiza.outreach.models import Attendance, Caravan, CaravanDay, CareCodeKind, CareNote, Consultation

Caravans = QuerySet[Caravan]


class WholeMinutes(Func):
    """The whole minutes between two times, the later one first, counted by the database."""

    arity = 2
    arg_joiner = " - "
    output_field = IntegerField()
    template = "CAST(FLOOR(EXTRACT(EPOCH FROM (%(expressions)s)) / 60) AS INTEGER)"

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[Any, ...]]:
        """Return the same for SQLite, which keeps a time as text."""
        (later, first), (earlier, second) = (compiler.compile(one) for one in self.source_expressions)
        return f"((strftime('%%s', {later}) - strftime('%%s', {earlier})) / 60)", (*first, *second)


def done(caravans: Caravans) -> Caravans:
    """Return the caravans that took place: not cancelled, and the register of a day was begun."""
    begun = CaravanDay.objects.filter(caravan=OuterRef("pk"), opened_at__isnull=False)
    return caravans.filter(Exists(begun), cancelled_at__isnull=True)


def ids_of(caravans: Caravans) -> QuerySet[Caravan, Any]:
    """Return the ids of caravans, to be asked for within another question."""
    return caravans.order_by().values("pk")


def lines_in(caravans: Caravans) -> QuerySet[Attendance]:
    """Return the lines that stand, of caravans that are not cancelled."""
    return Attendance.objects.filter(
        day__caravan__in=ids_of(caravans.filter(cancelled_at__isnull=True)), taken_back_at__isnull=True
    ).order_by()


def consultations_in(caravans: Caravans) -> QuerySet[Consultation]:
    """Return what people came for, of caravans that are not cancelled."""
    return Consultation.objects.filter(
        attendance__day__caravan__in=ids_of(caravans.filter(cancelled_at__isnull=True)),
        attendance__taken_back_at__isnull=True,
    ).order_by()


def seen_in(caravans: Caravans) -> dict[UUID, int]:
    """Return how many consultations were given in each caravan that took place, 0 included."""
    given = consultations_in(caravans).filter(is_seen=True).values_list("attendance__day__caravan")
    counts = dict(given.annotate(n=Count("pk")))
    return {caravan: counts.get(caravan, 0) for caravan in done(caravans).order_by().values_list("pk", flat=True)}


def seen_by_specialty(caravans: Caravans) -> dict[str, dict[UUID, int]]:
    """Return how many consultations were given, by the code of their specialty and by caravan."""
    given = consultations_in(caravans).filter(is_seen=True)
    rows = given.values_list("specialty__code", "attendance__day__caravan").annotate(n=Count("pk"))
    found: dict[str, dict[UUID, int]] = defaultdict(dict)
    for specialty, caravan, count in rows:
        found[specialty][caravan] = count
    return dict(found)


def came_and_not_seen(caravans: Caravans) -> dict[UUID, tuple[int, int]]:
    """
    Return by caravan how many people came, and how many of them nobody saw.

    Whoever still waits in a register that is not closed may yet be seen: she came, and is not counted as not seen.
    """
    asked = Consultation.objects.filter(attendance=OuterRef("pk"))
    waiting = asked.filter(is_seen=False, not_seen_why__isnull=True)
    is_over = ~Exists(asked.filter(is_seen=True)) & (Q(day__closed_at__isnull=False) | ~Exists(waiting))
    rows = lines_in(caravans).values_list("day__caravan").annotate(n=Count("pk"), missed=Count("pk", filter=is_over))
    return {caravan: (came, missed) for caravan, came, missed in rows}


def people_seen_in(caravans: Caravans) -> dict[UUID, int]:
    """Return by caravan how many people were seen, each once a day."""
    seen = Exists(Consultation.objects.filter(attendance=OuterRef("pk"), is_seen=True))
    return dict(lines_in(caravans).filter(seen).values_list("day__caravan").annotate(n=Count("pk")))


def waits_in(caravans: Caravans) -> dict[UUID, Counter[int]]:
    """Return by caravan how often each number of whole minutes passed from arrival to care, where both are known."""
    timed = consultations_in(caravans).filter(
        seen_at__isnull=False, attendance__arrived_at__isnull=False, seen_at__gte=F("attendance__arrived_at")
    )
    minutes = WholeMinutes(F("seen_at"), F("attendance__arrived_at"))
    rows = timed.annotate(minutes=minutes).values_list("attendance__day__caravan", "minutes").annotate(n=Count("pk"))
    found: dict[UUID, Counter[int]] = defaultdict(Counter)
    for caravan, waited, count in rows:
        found[caravan][waited] = count
    return dict(found)


def new_findings_in(caravans: Caravans, codes: Collection[str]) -> dict[UUID, int]:
    """Return by caravan how many findings of these codes were new; without any act or finding it is left out."""
    notes = CareNote.objects.filter(
        consultation__attendance__day__caravan__in=ids_of(caravans.filter(cancelled_at__isnull=True)),
        consultation__attendance__taken_back_at__isnull=True,
    ).order_by()
    is_new = Q(is_new=True, code__kind=CareCodeKind.FINDING, code__code__in=codes)
    return dict(notes.values_list("consultation__attendance__day__caravan").annotate(n=Count("pk", filter=is_new)))
