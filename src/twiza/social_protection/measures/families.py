"""
Families and their rights, for indicators, by the counting rules of the programme (programme_santesud.yml).

A family counts once, on the day its first right is open, not when its file is handed in; ever protected and protected
on a day are two figures. One found to be another counts as that one.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db.models import QuerySet

from twiza.accounts.territories import within
from twiza.core.tallies import Span, Tally
from twiza.households.births import months_before
from twiza.households.models import Household, Member, Relation
from twiza.social_protection.models import Enrolment, LaterCare, OpenRight

RENEWED_WITHIN = dt.timedelta(days=60)
"""`PROT_PERTE` names it: a right that ended is lost when nothing took its place after so many days."""
MONTHS_OF_USE = 12
"""`SOIN_UTILISE` names it: a right is in use when care was received within so many months."""
OF_FAMILY = ("enrolment__household", "enrolment__household__merged_into")


@dataclass(frozen=True, slots=True)
class Right:
    """A right of a family: since when, until when (None: nothing says), first used when (None: never), if to care."""

    family: UUID
    since: dt.date
    until: dt.date | None
    first_care_on: dt.date | None
    is_to_care: bool

    def holds_on(self, day: dt.date) -> bool:
        """Return whether it is open on a day."""
        return self.since <= day and (self.until is None or self.until > day)


@dataclass(frozen=True, slots=True)
class Family:
    """A household as figures need it."""

    place: int
    registered_on: dt.date
    closed_on: dt.date | None
    sex_of_head: str

    def is_followed_on(self, day: dt.date) -> bool:
        """Return whether it was registered by a day and not closed by then."""
        return self.registered_on <= day and (self.closed_on is None or self.closed_on > day)


class Families:
    """The families of a span and their rights, each asked for once for however many figures."""

    def __init__(self, span: Span) -> None:
        self.span = span

    @cached_property
    def known(self) -> dict[UUID, Family]:
        """Every family by id, whenever it was registered; those found to be another one are left out."""
        rows = self.households.filter(merged_into=None)
        told = rows.values_list("pk", "place", "registered_on", "closed_on")
        sexes = self.sexes_of_heads
        return {pk: Family(place, since, closed, sexes.get(pk, "")) for pk, place, since, closed in told}

    @cached_property
    def sexes_of_heads(self) -> dict[UUID, str]:
        """The sex of the head of each household, as it stands."""
        heads = Member.objects.filter(household__in=self.households.values("pk"), relation=Relation.HEAD, until=None)
        return dict(heads.order_by("since").values_list("household", "person__sex"))

    @property
    def households(self) -> QuerySet[Household]:
        """Every household of the area, in no order."""
        ours = Household.objects.filter(organisation=self.span.organisation_id).order_by()
        return ours.filter(within(self.span.areas, "place__path"))

    @cached_property
    def rights(self) -> list[Right]:
        """Every right of a family of the area that was open by the last day, the first ones first."""
        ours = OpenRight.objects.filter(
            within(self.span.areas, "enrolment__household__place__path"),
            enrolment__household__organisation=self.span.organisation_id,
            since__lte=self.span.end,
        )
        told = ours.order_by("since", "pk").values_list(
            *OF_FAMILY, "since", "until", "first_care_on", "enrolment__scheme__first_care_at"
        )
        return [
            Right(merged_into or family, since, until, care, bool(step))
            for family, merged_into, since, until, care, step in told
        ]

    @cached_property
    def first_rights(self) -> dict[UUID, Right]:
        """The right by which each family was protected first."""
        return {one.family: one for one in reversed(self.rights)}

    @cached_property
    def rights_by_family(self) -> dict[UUID, list[Right]]:
        """The rights of each family."""
        found: defaultdict[UUID, list[Right]] = defaultdict(list)
        for one in self.rights:
            found[one.family].append(one)
        return found

    def hold_on(self, family: UUID, day: dt.date) -> bool:
        """Return whether a family has an open right on a day."""
        return any(one.holds_on(day) for one in self.rights_by_family[family])

    @property
    def followed(self) -> list[UUID]:
        """The families that are followed on the last day."""
        return [pk for pk, one in self.known.items() if one.is_followed_on(self.span.end)]

    def tally(self, family: UUID, counted: float, out_of: float | None = None, on: dt.date | None = None) -> Tally:
        """Return what a family counts, with what is known of it."""
        known = self.known.get(family)
        place, sex = (known.place, known.sex_of_head) if known else (None, "")
        return Tally(family, counted, out_of, place=place, on=on, sex=sex)


def ever_protected(families: Families) -> list[Tally]:
    """Return the families protected by the last day, each on the day of its first right."""
    return [families.tally(family, 1, on=right.since) for family, right in families.first_rights.items()]


def days_first_protected(families: Families) -> list[dt.date]:
    """Return the day of the first right of each family protected by the last day."""
    return [right.since for right in families.first_rights.values()]


def first_protected(families: Families) -> list[Tally]:
    """Return the families first protected within the span (SS_FAMILLES_PROTEGEES)."""
    return [one for one in ever_protected(families) if one.on is not None and one.on >= families.span.start]


def protected_on_last_day(families: Families) -> list[Tally]:
    """Return of each family followed on the last day whether a right of it is open then (PROT_STOCK)."""
    holders = holders_on_last_day(families)
    return [families.tally(family, family in holders, 1) for family in families.followed]


def holders_on_last_day(families: Families) -> set[UUID]:
    """Return the families of which a right is open on the last day."""
    return {one.family for one in families.rights if one.holds_on(families.span.end)}


def days_to_open(families: Families) -> list[Tally]:
    """Return of each right opened within the span the days since the family was registered (PROT_DELAI)."""
    known = families.known
    opened = [one for one in families.rights if one.since >= families.span.start and one.family in known]
    spent = [(one.since - known[one.family].registered_on).days for one in opened]
    return [families.tally(one.family, days, on=one.since) for one, days in zip(opened, spent, strict=True)]


def rights_lost(families: Families) -> list[Tally]:
    """
    Return of each right whose sixty days after its end ran out within the span whether nothing followed (PROT_PERTE).

    Something followed when another right of the family was open on the day they ran out.
    """
    span = families.span
    ended = [(one.family, one.until + RENEWED_WITHIN) for one in families.rights if one.until is not None]
    return [
        families.tally(family, not families.hold_on(family, day), 1, on=day)
        for family, day in ended
        if span.start <= day <= span.end
    ]


def rights_used(families: Families) -> list[Tally]:
    """
    Return of each family with a right to care on the last day whether it used one in the twelve months up to it.

    (SOIN_UTILISE; of an aid in money, a right to no care, nothing is told.)
    """
    end, users = families.span.end, with_care_within_a_year(families)
    holders = {one.family for one in families.rights if one.is_to_care and one.holds_on(end)}
    return [families.tally(family, family in users, 1) for family in sorted(holders)]


def with_care_within_a_year(families: Families) -> set[UUID]:
    """Return the families that used a right in the twelve months up to the last day."""
    end = families.span.end
    after = months_before(end, MONTHS_OF_USE)
    firsts = {one.family for one in families.rights if one.first_care_on and after < one.first_care_on <= end}
    later = LaterCare.objects.filter(
        on__gt=after, on__lte=end, right__enrolment__household__in=families.households.values("pk")
    )
    pairs = later.order_by().values_list(*(f"right__{one}" for one in OF_FAMILY)).distinct()
    return firsts | {merged_into or family for family, merged_into in pairs}


Came = Callable[[Families], set[UUID]]


def with_file(families: Families) -> set[UUID]:
    """Return the families of which a file was opened by the last day."""
    rows = Enrolment.objects.filter(
        household__in=families.households.values("pk"), file__opened_on__lte=families.span.end
    )
    pairs = rows.order_by().values_list("household", "household__merged_into")
    return {merged_into or family for family, merged_into in pairs}


def with_right(families: Families) -> set[UUID]:
    """Return the families that had a right by the last day."""
    return set(families.first_rights)


def with_first_care(families: Families) -> set[UUID]:
    """Return the families that had used a right by the last day."""
    end = families.span.end
    return {one.family for one in families.rights if one.first_care_on is not None and one.first_care_on <= end}


def came_to(families: Families, came: Came) -> list[Tally]:
    """Return of each family identified within the span whether it came to a stage by the last day (PROT_CASCADE)."""
    those, span = came(families), families.span
    new = {pk: one for pk, one in families.known.items() if span.start <= one.registered_on <= span.end}
    return [families.tally(family, family in those, 1, on=one.registered_on) for family, one in new.items()]
