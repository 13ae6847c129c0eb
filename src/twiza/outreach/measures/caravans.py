"""
What caravans did, each figure with the caravans that it is made of (data/rulesets/indicators.yml: CAR_*).

A caravan took place when the register of one of its days was begun and it was not cancelled. Where nothing is known
of a caravan it has no part in a figure: what is missing never counts as 0.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet

from twiza.core.measured import Measured, Part, counted, median_of, middle, related
from twiza.outreach.measures.days import Registers
from twiza.outreach.measures.lines import Caravans, done, ids_of
from twiza.outreach.measures.passages import days_since_last_passage
from twiza.outreach.models import AnswerState, CaravanDay, CaravanMember, MemberAnswer, MemberTask
from twiza.outreach.queries.costs import cost_by_id

PERCENT = 100


def caravans_done(caravans: Caravans, *, on: dt.date) -> Measured:
    """Return the percentage that took place of the caravans that were to begin by a day (CAR_REAL)."""
    due = caravans.filter(starts_on__lte=on).order_by()
    took_place = set(done(due).values_list("pk", flat=True))
    return related((Part(pk, int(pk in took_place), 1) for pk in due.values_list("pk", flat=True)), per=PERCENT)


def days_between_passages(caravans: Caravans, *, earlier: Caravans) -> Measured:
    """
    Return the median days from one passage in a commune to the next there (CAR_INTERV).

    `earlier` are the caravans that those measured may come after. A part holds the median of its caravan and in how
    many communes it came back.
    """
    days = days_since_last_passage(caravans, earlier=earlier)
    return middle_of({pk: Counter(own) for pk, own in days.items()})


def consultations(registers: Registers) -> Measured:
    """Return how many consultations were given (CAR_CONS): people seen at a post, each post counted."""
    return counted(Part(pk, one.given.total()) for pk, one in registers.numbers.items())


def consultations_by_specialty(registers: Registers) -> dict[str, Measured]:
    """Return how many consultations were given by code of specialty (CAR_CONS); what was never given is left out."""
    found: dict[str, list[Part]] = defaultdict(list)
    for pk, numbers in registers.numbers.items():
        for specialty, given in numbers.given.items():
            found[specialty].append(Part(pk, given))
    return {specialty: counted(found[specialty]) for specialty in sorted(found)}


def consultations_per_doctor_day(registers: Registers) -> Measured:
    """Return the consultations per person of the team whose task is care and day (CAR_PROD), where a team is known."""
    doctor_days = doctor_days_of(registers.caravans)
    numbers = registers.numbers
    return related(Part(pk, numbers[pk].given.total(), days) for pk, days in doctor_days.items() if pk in numbers)


def doctor_days_of(caravans: Caravans) -> dict[UUID, int]:
    """Return by caravan how many people of its team give care, times its days; without any it is left out."""
    ids = ids_of(caravans)
    caring = CaravanMember.objects.filter(~Exists(refusals()), caravan__in=ids, task=MemberTask.CARE).order_by()
    doctors = dict(caring.values_list("caravan").annotate(n=Count("pk")))
    days = CaravanDay.objects.filter(caravan__in=ids, opened_at__isnull=False).order_by()
    begun = dict(days.values_list("caravan").annotate(n=Count("on", distinct=True)))
    return {pk: count * begun[pk] for pk, count in doctors.items() if pk in begun}


def refusals() -> QuerySet[MemberAnswer]:
    """Return the answers of a member who declined and said nothing else since."""
    answers = MemberAnswer.objects.filter(taken_back_at__isnull=True)
    later = answers.filter(member=OuterRef("member"), pk__gt=OuterRef("pk"))
    return answers.filter(~Exists(later), member=OuterRef("pk"), state=AnswerState.DECLINED)


def wait_minutes(registers: Registers) -> Measured:
    """
    Return the median whole minutes from arrival to care, where both are known (CAR_ATTENTE).

    A part holds the median of its caravan and of how many consultations.
    """
    numbers = registers.numbers
    return middle_of({pk: one.waits for pk, one in numbers.items() if one.waits})


def people_not_seen(registers: Registers) -> Measured:
    """Return the percentage of those who came whom nobody saw (CAR_NONVU), each person once a day."""
    numbers = registers.numbers
    return related((Part(pk, one.people_missed, one.people) for pk, one in numbers.items() if one.people), per=PERCENT)


def cost_per_consultation(registers: Registers) -> Measured:
    """
    Return what a consultation cost, in the currency of the country, kind included (CAR_COUT).

    Counted are caravans that took place and of which every cost is said.
    """
    numbers = registers.numbers
    costs = cost_by_id(list(numbers))
    return related(Part(pk, float(cost), numbers[pk].given.total()) for pk, cost in costs.items() if cost is not None)


def new_findings(registers: Registers, *, codes: Collection[str]) -> Measured:
    """
    Return the findings of these codes that people did not know of, per person seen (CAR_NEWDIAG).

    Its numerator is their number. A caravan of which no act and no finding was noted is left out.
    """
    numbers = registers.numbers
    return related(
        Part(pk, sum(one.found[code] for code in codes), one.people_seen) for pk, one in numbers.items() if one.noted
    )


def middle_of(counts: Mapping[UUID, Counter[int]]) -> Measured:
    """
    Return the median of all values, of which it is given for each caravan how often each stands there.

    A part holds the median of its caravan and how many values it has.
    """
    whole: Counter[int] = Counter()
    for own in counts.values():
        whole.update(own)
    return middle((Part(pk, median_of(own), own.total()) for pk, own in counts.items()), whole)
