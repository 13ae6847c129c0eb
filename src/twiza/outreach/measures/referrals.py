"""
What became of those whom caravans referred (data/rulesets/indicators.yml: CAR_REF, CAR_REF_30).

A referral counts for the caravan in whose register it was made, while its line stands. A step that was taken back
never happened. A caravan that referred nobody has no part in a figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from uuid import UUID

from django.db.models import Count, F, QuerySet

from twiza.core.measured import Measured, Part, counted, related
from twiza.outreach.measures.elapsed import WholeDays
from twiza.outreach.measures.lines import Caravans, ids_of
from twiza.outreach.models import AttendanceReferral, CaravanDay
from twiza.procedures.models import Passage

PERCENT = 100
ARRIVED, COUNTER_REFERRED = "arrived", "counter_referred"
FIRST = 0
"""Below every key. Said of referrals so that SQLite begins with them, who are few, and not with whole registers."""
DAY = "file__referral__sent_from__consultation__attendance__day"
ISSUED_ON = "file__referral__issued_on"


class Referred:
    """Some caravans, and what became of those whom they referred: asked once, for however many measures."""

    def __init__(self, caravans: Caravans) -> None:
        self.caravans = caravans

    @cached_property
    def days(self) -> dict[int, UUID]:
        """Whose day each day of these caravans is."""
        days = CaravanDay.objects.filter(caravan__in=ids_of(self.caravans)).order_by()
        return dict(days.values_list("pk", "caravan"))

    @cached_property
    def issued(self) -> dict[UUID, int]:
        """How many referrals were made from the register of each caravan that made some."""
        made = AttendanceReferral.objects.filter(
            pk__gte=FIRST, consultation__attendance__taken_back_at__isnull=True
        ).order_by()
        return self.by_caravan(made.values_list("consultation__attendance__day").annotate(n=Count("pk")))

    @cached_property
    def arrived(self) -> dict[UUID, int]:
        """How many of them ever arrived at the facility."""
        return self.by_caravan(files_by_day(passages_to(ARRIVED)))

    @cached_property
    def counter_referred(self) -> dict[UUID, int]:
        """Of how many of them the facility ever answered."""
        return self.by_caravan(files_by_day(passages_to(COUNTER_REFERRED)))

    def arrived_within(self, days: int) -> dict[UUID, int]:
        """Return how many of them arrived within so many days of being referred."""
        took = WholeDays(F("happened_on"), F(ISSUED_ON))
        return self.by_caravan(files_by_day(passages_to(ARRIVED).annotate(took=took).filter(took__lte=days)))

    def by_caravan(self, rows: Iterable[tuple[int, int]]) -> dict[UUID, int]:
        """Add up by caravan what was counted by day: every referral is counted, and those of others are left out."""
        found: Counter[UUID] = Counter()
        for day, count in rows:
            if day in self.days:
                found[self.days[day]] += count
        return found


def referrals_issued(referred: Referred) -> Measured:
    """Return how many people were referred (CAR_REF: issued)."""
    return counted(Part(pk, count) for pk, count in referred.issued.items())


def referrals_arrived(referred: Referred) -> Measured:
    """Return how many of those referred arrived at the facility (CAR_REF: arrived)."""
    return counted(Part(pk, referred.arrived.get(pk, 0)) for pk in referred.issued)


def referrals_counter_referred(referred: Referred) -> Measured:
    """Return of how many of those referred the facility answered (CAR_REF: counter-referred)."""
    return counted(Part(pk, referred.counter_referred.get(pk, 0)) for pk in referred.issued)


def share_counter_referred(referred: Referred) -> Measured:
    """Return the percentage of those referred of whom the facility answered (CAR_REF)."""
    return share_of_issued(referred, referred.counter_referred)


def referrals_arrived_within(referred: Referred, *, days: int = 30) -> Measured:
    """Return the percentage of those referred who arrived within so many days of it (CAR_REF_30)."""
    return share_of_issued(referred, referred.arrived_within(days))


def share_of_issued(referred: Referred, came: Mapping[UUID, int]) -> Measured:
    """Return the percentage of those referred who came somewhere."""
    return related((Part(pk, came.get(pk, 0), count) for pk, count in referred.issued.items()), per=PERCENT)


def passages_to(step: str) -> QuerySet[Passage]:
    """Return the passages to a step that hold, of referrals made from registers."""
    return Passage.objects.filter(
        taken_back_at=None,
        to_step__code=step,
        file__referral__sent_from__consultation__attendance__taken_back_at__isnull=True,
        file__referral__sent_from__gte=FIRST,
    ).order_by()


def files_by_day(passages: QuerySet[Passage]) -> Iterable[tuple[int, int]]:
    """Yield day of a register and how many files passages are of, each once."""
    return passages.values_list(DAY).annotate(n=Count("file", distinct=True))
