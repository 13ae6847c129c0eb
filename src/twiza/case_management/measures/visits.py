"""Visits to children at home, for indicators: who is followed, which planned visits were made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache, partial
from itertools import pairwise
from uuid import UUID

from twiza.case_management.child_health.visit_calendar import RiskSince, planned_visits
from twiza.case_management.measures.cohort import Child, Cohort, ever_followed
from twiza.core.tallies import Span, Tally
from twiza.households.models import Member
from twiza.rulesets.evaluation.ages import age_from, age_past
from twiza.rulesets.evaluation.evidence import Content

FOLLOWED_WITHIN = dt.timedelta(days=60)
"""`SS_ENFANTS_SUIVIS` names it: a child is followed with at least one completed visit in so many days."""
FIRST_DAYS = (1, 3, 7)
"""`NN_VAD3` names them: the planned visits of a newborn's first week."""
AFTER_FIRST_WEEK = 14
"""The planned day that ends the time of the visit on day 7."""
LONGEST_WAIT = dt.timedelta(days=184)
"""A half-year, the longest period by which a schedule plans visits."""


def followed_on_last_day(cohort: Cohort) -> list[Tally]:
    """Return the children seen at home in the sixty days up to the last one (SS_ENFANTS_SUIVIS)."""
    return [cohort.tally(child, 1) for child in cohort.known(seen_lately(cohort))]


def count_followed(cohort: Cohort) -> int:
    """Return how many children `followed_on_last_day` has, asking nothing else of them."""
    return len(seen_lately(cohort).intersection(cohort.living.values_list("person", flat=True)))


def seen_lately(cohort: Cohort) -> set[UUID]:
    """Return the children seen at home in the sixty days up to the last one, wherever they live."""
    end = cohort.span.end
    seen = cohort.seen(end - FOLLOWED_WITHIN + dt.timedelta(days=1), end)
    return {cohort.who(child) for child in seen.values_list("child", flat=True).distinct()}


def ever_seen(span: Span) -> list[Tally]:
    """Return the children ever seen at home by the last day, each on the day of her first visit."""
    rows = ever_followed(span).values_list("child", "since", "child__sex", "child__born_on")
    homes = Member.objects.filter(person__follow__organisation=span.organisation_id, person__merged_into=None)
    places = dict(homes.order_by("since", "pk").values_list("person", "household__place"))
    return [
        Tally(child, 1, place=places[child], on=since, sex=sex, born_on=born_on) for child, since, sex, born_on in rows
    ]


def days_first_seen(span: Span) -> list[dt.date]:
    """Return the day of the first visit of each child ever seen at home by the last day."""
    return list(ever_followed(span).values_list("since", flat=True))


def planned_visits_made(cohort: Cohort) -> list[Tally]:
    """
    Return of each child how many of her planned visits were made, of those whose time ended within the span
    (VISITE_REAL).

    The time of a planned visit begins on its day and ends when the next one is planned.
    """
    if cohort.rules.schedule is None:
        return []
    schedule, span = cohort.rules.schedule.content, cohort.span
    earliest = span.start - LONGEST_WAIT
    seen = cohort.days_seen(earliest, span.end)
    times_of = cache(partial(times_ended, schedule, span))
    tallies = []
    for child, one in cohort.children.items():
        ended = times_of(one.born_on, cohort.risks_of(child))
        times = [(begin, end) for begin, end in ended if one.since and begin >= one.since]
        made = sum(any(begin <= day < end for day in seen.get(child, ())) for begin, end in times)
        if times:
            tallies.append(cohort.tally(child, made, len(times)))
    return tallies


def times_ended(
    schedule: Content, span: Span, born_on: dt.date, risks: Sequence[RiskSince]
) -> list[tuple[dt.date, dt.date]]:
    """Return from when until when each visit was to be made whose time ended within a span, for a birth and risks."""
    bands = [row for row in schedule["bands"] if touches(row, born_on, span)]
    planned = planned_visits({**schedule, "bands": bands}, born_on=born_on, risks=risks)
    return [(one, after) for one, after in pairwise(p.due_on for p in planned) if span.start <= after <= span.end]


def touches(band: Content, born_on: dt.date, span: Span) -> bool:
    """Return whether visits of a band may be due in a span, or begin or end a time of it."""
    begin, end = age_from(band["from"]).after(born_on), age_past(band["to"]).after(born_on)
    return begin <= span.end and end >= span.start - LONGEST_WAIT


def newborns_visited(cohort: Cohort) -> list[Tally]:
    """
    Return of each newborn known by her third day whether she was visited for days 1, 3 and 7, each in its time.

    She counts when the time of the last of them ended within the span (NN_VAD3); only births known to the day do.
    """
    span = cohort.span
    first = span.start - dt.timedelta(days=AFTER_FIRST_WEEK)
    seen = cohort.days_seen(first, span.end)
    born = {pk: one for pk, one in cohort.children.items() if counts_as_newborn(one, span)}
    return [cohort.tally(pk, was_visited(one, seen.get(pk, set())), 1, on=one.born_on) for pk, one in born.items()]


def counts_as_newborn(child: Child, span: Span) -> bool:
    """Return whether the first visits of a child were to be made by a day of the span, and she was known in time."""
    over = child.born_on + dt.timedelta(days=AFTER_FIRST_WEEK)
    known_in_time = child.known_on < child.born_on + dt.timedelta(days=FIRST_DAYS[1])
    return child.born_to_the_day and known_in_time and span.start <= over <= span.end


def was_visited(child: Child, days: set[dt.date]) -> bool:
    """Return whether a newborn was seen within each of the first three times."""
    ages = {(day - child.born_on).days for day in days}
    return all(any(begin <= age < end for age in ages) for begin, end in pairwise((*FIRST_DAYS, AFTER_FIRST_WEEK)))
