"""Questions about files of schemes: which ones an actor may see, who agrees, what ends soon."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from twiza.accounts.decisions import Actor
from twiza.households.births import months_before
from twiza.households.models import ConsentPurpose, Household, Person, PersonConsent
from twiza.households.queries.households import households_of, people_in
from twiza.procedures.models import Step, VersionState
from twiza.social_protection.models import Enrolment, OpenRight, Scheme

SHOWN_WITH = ("file__step", "file__owner", "file__version", "file__kind", "household__place", "applicant", "scheme")
AHEAD_MONTHS = 12
"""How far ahead ends are listed for a scheme whose delays nobody set (our proposal)."""


@dataclass(frozen=True, slots=True)
class EnrolmentFilter:
    """What somebody asks of a list of files; empty parts ask nothing."""

    scheme_id: int | None = None
    step: str = ""
    is_open: bool | None = None
    late_on: dt.date | None = None
    owner_id: int | None = None


def enrolments_of(actor: Actor) -> QuerySet[Enrolment]:
    """Return the files of the households that an actor may see."""
    seen = Enrolment.objects.filter(household__in=households_of(actor).values("pk"))
    return seen.select_related(*SHOWN_WITH)


def enrolments_asked(enrolments: QuerySet[Enrolment], asked: EnrolmentFilter) -> QuerySet[Enrolment]:
    """Return the files that match every part of a filter."""
    if asked.scheme_id is not None:
        enrolments = enrolments.filter(scheme=asked.scheme_id)
    if asked.step:
        enrolments = enrolments.filter(file__step__code=asked.step)
    if asked.is_open is not None:
        enrolments = enrolments.filter(file__closed_at__isnull=asked.is_open)
    if asked.late_on is not None:
        enrolments = enrolments.filter(file__closed_at=None, file__due_on__lt=asked.late_on)
    if asked.owner_id is not None:
        enrolments = enrolments.filter(file__owner=asked.owner_id)
    return enrolments


def by_waiting(enrolments: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """Return files with those that wait longest at their step first, and what is closed at the end."""
    return enrolments.order_by(F("file__closed_at").asc(nulls_first=True), "file__entered_on", "id")


def enrolments_in_order(ids: Sequence[uuid.UUID]) -> list[Enrolment]:
    """Return the files of a page of a list by their ids, in the order of the ids."""
    found = Enrolment.objects.select_related(*SHOWN_WITH).in_bulk(ids)
    return [found[pk] for pk in ids]


def agreeing(household: Household) -> list[Person]:
    """Return who lives in a household and agrees, or is agreed for, that offices are asked for her rights."""
    agreed = PersonConsent.objects.filter(person=OuterRef("person"), purpose=ConsentPurpose.RIGHTS, withdrawn_at=None)
    living = people_in(household).filter(Exists(agreed), until=None, person__died_on=None, person__erased_at=None)
    return [one.person for one in living]


def has_agreed(person: Person) -> bool:
    """Return whether somebody agrees that offices are asked for her rights."""
    return person.consents.filter(purpose=ConsentPurpose.RIGHTS, withdrawn_at=None).exists()


def rights_of(actor: Actor) -> QuerySet[OpenRight]:
    """Return the rights of the households that an actor may see."""
    seen = OpenRight.objects.filter(enrolment__household__in=households_of(actor).values("pk"))
    return seen.select_related(*(f"enrolment__{one}" for one in SHOWN_WITH))


def ending_soon(rights: QuerySet[OpenRight], on: dt.date) -> QuerySet[OpenRight]:
    """Return the rights whose end is near on a day, each by the delays of its scheme, what ends first at the top."""
    near = Q(pk__in=[])
    for scheme in Scheme.objects.prefetch_related("alerts"):
        near |= Q(enrolment__scheme=scheme, until__lte=months_before(on, -longest_alert(scheme)))
    return rights.filter(near, until__gte=on).order_by("until", "pk")


def longest_alert(scheme: Scheme) -> int:
    """Return how many months before its end a right of a scheme is first told of."""
    return max((one.months for one in scheme.alerts.all()), default=AHEAD_MONTHS)


def never_used(rights: QuerySet[OpenRight], on: dt.date) -> QuerySet[OpenRight]:
    """Return the rights that are open on a day and were never used, the oldest first."""
    is_open = Q(until__isnull=True) | Q(until__gt=on)
    return rights.filter(is_open, since__lte=on, first_care_on=None).order_by("since", "pk")


def schemes_with_files() -> list[Scheme]:
    """Return the schemes that one enrols in by a file, in the order in which they are written."""
    return list(Scheme.objects.exclude(file_kind="").order_by("country", "rank"))


def steps_of(scheme: Scheme) -> list[Step]:
    """Return the steps of a scheme's files as they are in force, in their order."""
    return steps_by_kind([scheme]).get(scheme.file_kind, [])


def steps_by_kind(schemes: Iterable[Scheme]) -> dict[str, list[Step]]:
    """Return the steps of the files of some schemes as they are in force, in their order, by the kind of file."""
    kinds = [one.file_kind for one in schemes]
    in_force = Step.objects.filter(version__kind__code__in=kinds, version__state=VersionState.ACTIVE)
    steps: defaultdict[str, list[Step]] = defaultdict(list)
    for one in in_force.select_related("version__kind").order_by("position"):
        steps[one.version.kind.code].append(one)
    return dict(steps)
