"""
Counts of what an organisation did in an area and a period, both days included; each says by which rule.

Contacts are not people: who comes to three sessions makes three contacts. The two are never added.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet, Sum

from twiza.accounts.territories import within
from twiza.activities.counting_rule import TrainingRule
from twiza.activities.models import AwarenessPerson, AwarenessSession, Group, Participation, Training
from twiza.activities.models.awareness import GROUPS
from twiza.activities.queries.training import followed_in
from twiza.core.measured import Measured, Part, counted

PARENTS = (Group.WOMAN, Group.MAN)
"""Who on a list may be a mother or a father."""
Identity = tuple[str, str, str]
"""The code of a household's card, woman or man, and how her name sounds."""


@dataclass(frozen=True, slots=True)
class Span:
    """Whose activities, in which places (their paths; none: everywhere), from which day to which, both included."""

    organisation_id: int
    areas: tuple[str, ...]
    start: dt.date
    end: dt.date


def sessions_held(span: Span) -> QuerySet[AwarenessSession]:
    """Return the sessions that stand, of the days and the area of a span."""
    return AwarenessSession.objects.filter(
        within(span.areas, "place__path"),
        organisation_id=span.organisation_id,
        withdrawn_at=None,
        held_on__gte=span.start,
        held_on__lte=span.end,
    )


def contacts(span: Span) -> Measured:
    """
    Return how many contacts sessions made, each coming of each person counted.

    A session whose contacts nobody counted has no part. Without any session the figure is 0.
    """
    rows = sessions_held(span).order_by("held_on", "id")
    return counted(Part(one.pk, one.contacts) for one in rows if one.contacts is not None)


def contacts_by_month(span: Span) -> dict[dt.date, dict[str, int]]:
    """Return contacts by first day of month and by field of GROUPS; a group that nobody counted is left out."""
    found: defaultdict[dt.date, Counter[str]] = defaultdict(Counter)
    sums = {f"{name}_sum": Sum(name) for name in GROUPS}
    rows = sessions_held(span).order_by("held_on").values("held_on").annotate(**sums)
    for day, *numbers in rows.values_list("held_on", *sums):
        for name, number in zip(GROUPS, numbers, strict=True):
            if number is not None:
                found[day.replace(day=1)][name] += number
    return {month: dict(numbers) for month, numbers in found.items()}


def unique_parents_reached(span: Span) -> Measured:
    """
    Return how many different women and men are on the lists of sessions with the code of a card, each once.

    One person is one card code, woman or man, and one name as it sounds; without a name she is taken for the one of
    the card who is known. People without a code are not counted, nor are sessions without a list: nobody knows whether
    they came before. A part is the session of the period at which she came first.
    """
    listed = AwarenessPerson.objects.filter(
        session__in=sessions_held(span), removed_at=None, group__in=PARENTS
    ).exclude(card_code="")
    rows = listed.order_by("session__held_on", "session_id").values_list("session_id", "card_code", "group", "sound")
    return counted(Part(session, number) for session, number in first_comings(rows).items())


def first_comings(rows: Iterable[tuple[UUID, str, str, str]]) -> Counter[UUID]:
    """Return by session how many people came there first, of rows in the order of days."""
    firsts: dict[Identity, UUID] = {}
    for session, card, group, sound in rows:
        firsts.setdefault((card, group, sound), session)
    by_name = {(card, group) for card, group, sound in firsts if sound}
    return Counter(
        session for (card, group, sound), session in firsts.items() if sound or (card, group) not in by_name
    )


def professionals_trained(span: Span, rule: TrainingRule) -> Measured:
    """
    Return how many different professionals are trained by trainings that ended in a span, each once.

    One is trained by a training when she attended at least `rule.attended_share` of its module, in hours, and did the
    test after it. The hours asked are those of the module, or of the sessions held if they are more; what is not noted
    is not attended. A part is the training by which she was trained first.
    """
    found = Participation.objects.filter(training__in=trainings_over(span), removed_at=None, after__isnull=False)
    rows = found.select_related("training__module").order_by("training__ends_on", "training_id")
    firsts: dict[UUID, UUID] = {}
    for one in followed_in(rows, rule):
        if one.is_trained:
            firsts.setdefault(one.participation.professional_id, one.participation.training_id)
    return counted(Part(training, number) for training, number in Counter(firsts.values()).items())


def trainings_over(span: Span) -> QuerySet[Training]:
    """Return the trainings that stand and ended in a span."""
    return Training.objects.filter(
        within(span.areas, "place__path"),
        organisation_id=span.organisation_id,
        withdrawn_at=None,
        ends_on__gte=span.start,
        ends_on__lte=span.end,
    )
