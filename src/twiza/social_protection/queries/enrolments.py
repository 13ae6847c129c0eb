"""Questions about files of schemes: which ones an actor may see, who agrees, what ends soon."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, QuerySet

from twiza.accounts.decisions import Actor
from twiza.households.models import ConsentPurpose, Household, Person, PersonConsent
from twiza.households.queries.households import (
    HouseholdFilter,
    households_asked,
    households_of,
    people_in,
)
from twiza.procedures.models import Step, VersionState
from twiza.social_protection.models import Enrolment, Scheme

SHOWN_WITH = ("file__step", "file__owner", "file__version", "file__kind", "household__place", "applicant", "scheme")


ANY_HOME = HouseholdFilter(is_open=None)
"""What asks nothing of the household of a file: those of one that was closed since are listed too."""


@dataclass(frozen=True, slots=True)
class EnrolmentFilter:
    """What somebody asks of a list of files: whose (`homes`), and where each stands; empty parts ask nothing."""

    homes: HouseholdFilter = ANY_HOME
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
    if asked.homes != ANY_HOME:
        enrolments = enrolments.filter(household__in=homes_asked(asked.homes))
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


def homes_asked(homes: HouseholdFilter) -> QuerySet[Household]:
    """Return the ids of the households that are asked for, in no order."""
    return households_asked(Household.objects.all(), homes).order_by().values("pk")  # type: ignore[return-value]


def by_waiting(enrolments: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """Return files with those that wait longest at their step first, and what is closed at the end."""
    return enrolments.order_by(F("file__closed_at").asc(nulls_first=True), "file__entered_on", "id")


def enrolments_in_order(ids: Sequence[uuid.UUID]) -> list[Enrolment]:
    """Return the files of a page of a list by their ids, in the order of the ids."""
    found = Enrolment.objects.select_related(*SHOWN_WITH).in_bulk(ids)
    return [found[pk] for pk in ids]


def files_after(enrolment: Enrolment) -> QuerySet[Enrolment]:
    """Return the files that were opened because the right of another one ends, as they were opened."""
    return enrolment.followed_by.select_related("file__step", "scheme").order_by("made_at", "id")


def agreeing(household: Household) -> list[Person]:
    """Return who lives in a household and agrees, or is agreed for, that offices are asked for her rights."""
    agreed = PersonConsent.objects.filter(person=OuterRef("person"), purpose=ConsentPurpose.RIGHTS, withdrawn_at=None)
    living = people_in(household).filter(Exists(agreed), until=None, person__died_on=None, person__erased_at=None)
    return [one.person for one in living]


def has_agreed(person: Person) -> bool:
    """Return whether somebody agrees that offices are asked for her rights."""
    return person.consents.filter(purpose=ConsentPurpose.RIGHTS, withdrawn_at=None).exists()


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
