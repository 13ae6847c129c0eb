"""
Counts of what an organisation did in an area and a period, both days included; each says by which rule.

Contacts are not people: who comes to three sessions makes three contacts. The two are never added.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet, Sum

from twiza.accounts.territories import within
from twiza.activities.counting_rule import TrainingRule
from twiza.activities.models import (
    AwarenessPerson,
    AwarenessSession,
    Group,
    Moment,
    Parent,
    ParentInterview,
    Participation,
    Training,
)
from twiza.activities.models.awareness import GROUPS
from twiza.activities.queries.training import followed_in
from twiza.core.measured import Measured, Part, counted, related
from twiza.core.tallies import PERCENT, Span, Tally

PARENTS = (Group.WOMAN, Group.MAN)
"""Who on a list may be a mother or a father."""
SEX_OF = {Group.WOMAN.value: "female", Group.MAN.value: "male"}
SEX_OF_PARENT = {Parent.MOTHER.value: "female", Parent.FATHER.value: "male"}
SIGNS_KNOWN = 3
"""`CONN_DELTA` names it: a parent knows the danger signs who cites so many."""
Identity = tuple[str, str, str]
"""The code of a household's card, woman or man, and how her name sounds."""


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


def unique_parents_reached(span: Span) -> list[Tally]:
    """
    Return the different women and men on the lists of sessions with the code of a card (SS_PARENTS_SENSIBILISES).

    One person is one card code, woman or man, and one name as it sounds; without a name she is taken for the one of
    the card who is known. People without a code are not counted, nor are sessions without a list: nobody knows whether
    they came before. Each is counted at the session of the span at which she came first, whose key she has.
    """
    listed = AwarenessPerson.objects.filter(
        session__in=sessions_held(span), removed_at=None, group__in=PARENTS
    ).exclude(card_code="")
    rows = listed.order_by("session__held_on", "session_id").values_list(
        "card_code", "group", "sound", "session", "session__place", "session__held_on"
    )
    return [Tally(session, 1, place=place, on=on, sex=SEX_OF[group]) for group, session, place, on in firsts(rows)]


def firsts(rows: Iterable[tuple[str, str, str, UUID, int, dt.date]]) -> list[tuple[str, UUID, int, dt.date]]:
    """Return of each different person her group and where and when she came first, of rows in the order of days."""
    found: dict[Identity, tuple[UUID, int, dt.date]] = {}
    for card, group, sound, session, place, on in rows:
        found.setdefault((card, group, sound), (session, place, on))
    by_name = {(card, group) for card, group, sound in found if sound}
    return [(group, *came) for (card, group, sound), came in found.items() if sound or (card, group) not in by_name]


def parents_citing_signs(span: Span, moment: Moment) -> list[Tally]:
    """Return of each parent asked within a span, before awareness or after it, whether three signs or more were cited
    (CONN_DELTA)."""
    asked = ParentInterview.objects.filter(
        within(span.areas, "place__path"),
        organisation_id=span.organisation_id,
        moment=moment,
        taken_back_at=None,
        asked_on__gte=span.start,
        asked_on__lte=span.end,
    )
    rows = asked.order_by("asked_on", "id").values_list("pk", "signs_cited", "place", "asked_on", "parent")
    return [
        Tally(pk, cited >= SIGNS_KNOWN, 1, place=place, on=on, sex=SEX_OF_PARENT[parent])
        for pk, cited, place, on, parent in rows
    ]


def before_and_after(span: Span) -> Measured:
    """Return the share of parents who cite enough signs, with a part for those asked before and after (CONN_DELTA)."""
    told = {moment: parents_citing_signs(span, moment) for moment in Moment}
    parts = [Part(moment.value, sum(one.counted for one in ones), len(ones)) for moment, ones in told.items() if ones]
    return related(parts, per=PERCENT)


def professionals_trained(span: Span, rule: TrainingRule) -> list[Tally]:
    """
    Return the different professionals trained by trainings that ended in a span, each once (SS_PROS_FORMES).

    One is trained by a training when she attended at least `rule.attended_share` of its module, in hours, and did the
    test after it. The hours asked are those of the module, or of the sessions held if they are more; what is not noted
    is not attended. Each is counted at the training by which she was trained first, whose key she has.
    """
    found = Participation.objects.filter(training__in=trainings_over(span), removed_at=None, after__isnull=False)
    rows = found.select_related("training__module", "professional").order_by("training__ends_on", "training_id")
    first: dict[UUID, Participation] = {}
    for one in followed_in(rows, rule):
        if one.is_trained:
            first.setdefault(one.participation.professional_id, one.participation)
    return [tally_of(one, 1) for one in first.values()]


def points_gained(span: Span) -> list[Tally]:
    """Return of each professional with both tests of a training that ended in a span what the second says more, in
    percent of the best score (POSTTEST); a training whose best score nobody said is left out."""
    both = Participation.objects.filter(
        training__in=trainings_over(span).filter(max_score__gt=0), removed_at=None, before__isnull=False,
        after__isnull=False,
    )  # fmt: skip
    rows = both.select_related("training", "professional").order_by("training__ends_on", "pk")
    return [tally_of(one, gain_of(one), 1) for one in rows]


def gain_of(one: Participation) -> float:
    """Return how much more the test after a training says than the one before, in percent of the best score."""
    if one.after is None or one.before is None or one.training.max_score is None:
        raise ValueError("Both tests were done, out of a known score.")
    return float(100 * (one.after - one.before) / one.training.max_score)


def tally_of(one: Participation, counted: float, out_of: float | None = None) -> Tally:
    """Return what a professional of a training counts, told by her facility, if it is known here, and the last day."""
    training = one.training
    facility = one.professional.facility_id
    return Tally(training.pk, counted, out_of, place=training.place_id, facility=facility, on=training.ends_on)


def trainings_over(span: Span) -> QuerySet[Training]:
    """Return the trainings that stand and ended in a span."""
    return Training.objects.filter(
        within(span.areas, "place__path"),
        organisation_id=span.organisation_id,
        withdrawn_at=None,
        ends_on__gte=span.start,
        ends_on__lte=span.end,
    )
