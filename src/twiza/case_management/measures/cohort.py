"""The children followed at home in an area, for indicators: asked for once, for however many figures."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from uuid import UUID

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from twiza.accounts.territories import within
from twiza.case_management.child_health.visit_calendar import RiskSince
from twiza.case_management.child_rules import ChildRules, rules_for
from twiza.case_management.models import ChildDose, ChildFollow, ChildVisit, Presence
from twiza.case_management.queries.risks import FIRST_RISK, risks_by_child
from twiza.core.aggregates import Listed
from twiza.core.tallies import Span, Tally
from twiza.households.births import months_before
from twiza.households.models import BirthKnown, Member, Person

CHILD_MONTHS = 18 * 12


@dataclass(frozen=True, slots=True)
class Child:
    """A child as figures need her; `since` is her first visit, None of one who was never seen."""

    place: int
    sex: str
    born_on: dt.date
    born_to_the_day: bool
    known_on: dt.date
    risk: str
    since: dt.date | None


class Cohort:
    """
    The children of a span: those who live in its area on its last day, and what was recorded of them.

    One who was found to be another child is that one: `same_as` says whom a record is about.
    """

    def __init__(self, span: Span, country: str) -> None:
        self.span, self.country = span, country

    @cached_property
    def rules(self) -> ChildRules:
        """The rules that hold for these children on the last day."""
        return rules_for(self.country, self.span.end, organisation_id=self.span.organisation_id)

    @cached_property
    def same_as(self) -> dict[UUID, UUID]:
        """Who each record found to be another one's is."""
        rows = Person.objects.filter(organisation=self.span.organisation_id).exclude(merged_into=None).order_by()
        return {pk: kept for pk, kept in rows.values_list("pk", "merged_into") if kept is not None}

    @cached_property
    def children(self) -> dict[UUID, Child]:
        """Every child followed by the last day who lives and lives there then, by id."""
        rows = self.living.values_list(
            "person", "household__place", "person__sex", "person__born_on", "person__birth_known", "person__made_at",
            "person__follow__risk", "person__follow__since", "person__follow__last_visit_on",
        )  # fmt: skip
        return {
            pk: Child(place, sex, born_on, known == BirthKnown.DAY, made_at.date(), risk, since if last else None)
            for pk, place, sex, born_on, known, made_at, risk, since, last in rows
            if born_on is not None
        }

    @cached_property
    def risks_given(self) -> dict[UUID, list[RiskSince]]:
        """The risk classes that were given to children, by child."""
        return risks_by_child(self.span.organisation_id)

    def risks_of(self, child: UUID) -> tuple[RiskSince, ...]:
        """Return the risk class of a child at each time since her birth."""
        one, given = self.children[child], self.risks_given.get(child)
        return (RiskSince(FIRST_RISK if given else one.risk, one.born_on), *(given or ()))

    @property
    def living(self) -> QuerySet[Member]:
        """That children who are followed live in households of the area on the last day."""
        end = self.span.end
        young = Q(person__born_on__gt=months_before(end, CHILD_MONTHS), person__born_on__lte=end)
        alive = Q(person__died_on=None) | Q(person__died_on__gt=end)
        there = Q(until=None) | Q(until__gt=end)
        open_then = Q(household__closed_on=None) | Q(household__closed_on__gt=end)
        found = Member.objects.filter(
            young, alive, there, open_then, within(self.span.areas, "household__place__path"),
            person__follow__organisation=self.span.organisation_id,
            person__follow__since__lte=end,
            person__merged_into=None,
        )  # fmt: skip
        return found.order_by()

    def seen(self, start: dt.date, end: dt.date) -> QuerySet[ChildVisit]:
        """Return the visits of the organisation at which a child was seen, from one day to another, both included."""
        return ChildVisit.objects.filter(
            organisation=self.span.organisation_id,
            presence=Presence.SEEN,
            withdrawn_at=None,
            visited_on__gte=start,
            visited_on__lte=end,
        ).order_by()

    def days_seen(self, start: dt.date, end: dt.date) -> Mapping[UUID, set[dt.date]]:
        """Return on which days each child was seen, from one day to another; one who was not has no days."""
        days: defaultdict[UUID, set[dt.date]] = defaultdict(set)
        told = Listed(Cast("visited_on", TextField()))
        for child, said in self.seen(start, end).values_list("child").annotate(days=told):
            days[self.who(child)].update(map(day_said, said.split()))
        return days

    @cached_property
    def doses(self) -> Mapping[UUID, dict[str, tuple[dt.date, bool]]]:
        """By child and dose, when it was given by the last day and whether that was seen written."""
        given: defaultdict[UUID, dict[str, tuple[dt.date, bool]]] = defaultdict(dict)
        rows = ChildDose.objects.filter(child__organisation=self.span.organisation_id, given_on__lte=self.span.end)
        young = rows.filter(child__born_on__gt=months_before(self.span.end, 24)).order_by()
        for child, dose, day, is_written in young.values_list("child", "dose", "given_on", "is_seen_written"):
            given[self.who(child)][dose] = (day, is_written)
        return given

    def who(self, child: UUID) -> UUID:
        """Return whom a record of a child is about."""
        return self.same_as.get(child, child)

    def records_of(self, children: Collection[UUID]) -> list[UUID]:
        """Return the records of some children, also those found to be one of them."""
        return [*children, *(record for record, kept in self.same_as.items() if kept in children)]

    def aged(self, least: int, under: int) -> dict[UUID, Child]:
        """Return the children of at least so many months, and under so many, on the last day."""
        oldest, youngest = (months_before(self.span.end, months) for months in (under, least))
        return {pk: one for pk, one in self.children.items() if oldest < one.born_on <= youngest}

    def tally(self, child: UUID, counted: float, out_of: float | None = None, on: dt.date | None = None) -> Tally:
        """Return what a child counts."""
        one = self.children[child]
        return Tally(child, counted, out_of, place=one.place, on=on, sex=one.sex, born_on=one.born_on)

    def known(self, children: Collection[UUID]) -> list[UUID]:
        """Return those of some children who live in the area."""
        return [child for child in children if child in self.children]


@cache
def day_said(text: str) -> dt.date:
    """Return the day that a database wrote: there are few, and many who were seen on each."""
    return dt.date.fromisoformat(text)


def ever_followed(span: Span) -> QuerySet[ChildFollow]:
    """Return how the children are followed who were ever seen at home by the last day and ever lived in the area."""
    there = within(span.areas, "household__place__path")
    seen = ChildFollow.objects.filter(
        organisation=span.organisation_id, since__lte=span.end, child__merged_into=None
    ).exclude(last_visit_on=None)
    return seen.filter(child__in=Member.objects.filter(there).order_by().values("person")).order_by()
