"""
What became of those whom caravans referred (data/rulesets/indicators.yml: CAR_REF, CAR_REF_30).

A referral counts for the caravan in whose register it was made, while its line stands. A step that was taken back
never happened. A caravan that referred nobody has no part in a figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from twiza.core.measured import Measured, Part, counted, related
from twiza.outreach.measures.lines import Caravans, ids_of
from twiza.outreach.models import AttendanceReferral
from twiza.procedures.models import Passage

PERCENT = 100
ARRIVED, COUNTER_REFERRED = "arrived", "counter_referred"
FIRST = 0
"""Below every key. Said of referrals so that SQLite begins with them, who are few, and not with whole registers."""
CARAVAN = "file__referral__sent_from__consultation__attendance__day__caravan"
ISSUED_ON = "file__referral__issued_on"


def referrals_issued(caravans: Caravans) -> Measured:
    """Return how many people were referred (CAR_REF: issued)."""
    return counted(Part(pk, count) for pk, count in issued_by_caravan(caravans).items())


def referrals_arrived(caravans: Caravans) -> Measured:
    """Return how many of those referred arrived at the facility (CAR_REF: arrived)."""
    return reached(caravans, ARRIVED)


def referrals_counter_referred(caravans: Caravans) -> Measured:
    """Return of how many of those referred the facility answered (CAR_REF: counter-referred)."""
    return reached(caravans, COUNTER_REFERRED)


def referrals_arrived_within(caravans: Caravans, *, days: int = 30) -> Measured:
    """Return the percentage of those referred who arrived within so many days of it (CAR_REF_30)."""
    issued, arrived = issued_by_caravan(caravans), arrivals_within(caravans, days)
    return related((Part(pk, arrived.get(pk, 0), count) for pk, count in issued.items()), per=PERCENT)


def reached(caravans: Caravans, step: str) -> Measured:
    """Return how many referrals ever came to a step, each once."""
    issued, came = issued_by_caravan(caravans), among(caravans, by_caravan(passages_to(step)))
    return counted(Part(pk, came.get(pk, 0)) for pk in issued)


def issued_by_caravan(caravans: Caravans) -> dict[UUID, int]:
    """Return how many referrals were made from the register of each caravan."""
    made = AttendanceReferral.objects.filter(
        pk__gte=FIRST, consultation__attendance__taken_back_at__isnull=True
    ).order_by()
    return among(caravans, Counter(made.values_list("consultation__attendance__day__caravan", flat=True)))


def arrivals_within(caravans: Caravans, days: int) -> dict[UUID, int]:
    """Return how many referrals of each caravan arrived within so many days, each by its first arrival."""
    arrivals = passages_to(ARRIVED).values_list(CARAVAN, "file", "happened_on", ISSUED_ON)
    in_time = {(caravan, file) for caravan, file, on, issued_on in arrivals if (on - issued_on).days <= days}
    return among(caravans, Counter(caravan for caravan, _file in in_time))


def passages_to(step: str) -> QuerySet[Passage]:
    """Return the passages to a step that hold, of referrals made from registers."""
    return Passage.objects.filter(
        taken_back_at=None,
        to_step__code=step,
        file__referral__sent_from__consultation__attendance__taken_back_at__isnull=True,
        file__referral__sent_from__gte=FIRST,
    ).order_by()


def by_caravan(passages: QuerySet[Passage]) -> Counter[UUID]:
    """Return how many files passages are of, by caravan."""
    return Counter(caravan for caravan, _file in set(passages.values_list(CARAVAN, "file")))


def among(caravans: Caravans, counts: Mapping[Any, int]) -> dict[UUID, int]:
    """Return what was counted of some caravans: every referral is counted, and those of others are left out here."""
    ids = set(ids_of(caravans).values_list("pk", flat=True))
    return {caravan: count for caravan, count in counts.items() if caravan in ids}
