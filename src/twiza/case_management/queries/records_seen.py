"""The records of children as the rules of data quality read them, and by which version of these rules."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection

from django.db.models import F, Q, QuerySet

from twiza.case_management.child_measured import as_number, scores_at
from twiza.case_management.child_rules import EVERYWHERE
from twiza.case_management.data_quality.limits import RULESET
from twiza.case_management.data_quality.records import ChildSeen, VisitSeen
from twiza.case_management.models import AgentMonth, ChildCheck, ChildFollow, ChildVisit, Position
from twiza.households.births import is_estimated
from twiza.households.models import Guardian, GuardianKind, Person
from twiza.rulesets.models import RulesetVersion
from twiza.rulesets.queries.versions import version_to_show


def version_for(organisation_id: int, on: dt.date) -> RulesetVersion | None:
    """Return the rules by which an organisation looks at its records; None where nobody brought any in."""
    return version_to_show(RULESET, EVERYWHERE, on, organisation_id=organisation_id)


def unchecked() -> QuerySet[ChildFollow]:
    """Return the children whose records changed since they were looked at, or were never."""
    return ChildFollow.objects.filter(is_checked=False, child__erased_at=None).order_by("child")


def checked_otherwise(versions: Collection[uuid.UUID]) -> QuerySet[ChildFollow]:
    """Return the children who were looked at by other rules than these versions, another birth or another death."""
    same_birth = Q(born_on=F("child__born_on")) | Q(born_on=None, child__born_on=None)
    same_death = Q(died_on=F("child__died_on")) | Q(died_on=None, child__died_on=None)
    fresh = ChildCheck.objects.filter(same_birth, same_death, version__in=versions)
    return ChildFollow.objects.filter(is_checked=True).exclude(child__in=fresh.values("child"))


def children_seen(ids: Collection[uuid.UUID]) -> list[ChildSeen]:
    """Return children with their visits that count, the first one first."""
    visits = visits_by_child(ids)
    mothers = mothers_by_child(ids)
    return [
        ChildSeen(
            id=child.pk,
            born_on=None if is_estimated(child) else child.born_on,
            died_on=child.died_on,
            organisation=child.organisation_id,
            mothers_born_on=mothers[child.pk],
            visits=[visit_seen(one) for one in visits[child.pk]],
        )
        for child in Person.objects.filter(pk__in=ids).order_by("pk")
    ]


def visits_by_child(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[ChildVisit]]:
    """Return the visits of children that were not withdrawn, the first one first."""
    found: dict[uuid.UUID, list[ChildVisit]] = defaultdict(list)
    kept = ChildVisit.objects.filter(child__in=ids, withdrawn_at=None).select_related("child")
    for visit in kept.order_by("visited_on", "received_at", "pk"):
        found[visit.child_id].append(visit)
    return found


def mothers_by_child(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[dt.date]]:
    """Return the births, known to the day, of the mothers who answer for children."""
    found: dict[uuid.UUID, list[dt.date]] = defaultdict(list)
    kept = Guardian.objects.filter(child__in=ids, until=None, kind=GuardianKind.MOTHER, adult__erased_at=None)
    for one in kept.select_related("adult"):
        if one.adult.born_on is not None and not is_estimated(one.adult):
            found[one.child_id].append(one.adult.born_on)
    return found


def visit_seen(visit: ChildVisit) -> VisitSeen:
    """Return one visit with its z-scores."""
    return VisitSeen(
        id=visit.pk,
        child=visit.child_id,
        agent=visit.visited_by_id,
        on=visit.visited_on,
        received_on=visit.received_at.date(),
        weight_kg=as_number(visit.weight_kg),
        length_cm=as_number(visit.length_cm),
        is_lying=None if not visit.position else visit.position == Position.LYING,
        arm_mm=visit.arm_mm,
        scores=scores_at(visit),
    )


def visits_of_month(month: AgentMonth) -> QuerySet[ChildVisit]:
    """Return the visits of an agent in a month that were not withdrawn."""
    kept = ChildVisit.objects.filter(
        organisation=month.organisation_id,
        visited_by=month.agent_id,
        visited_on__year=month.month.year,
        visited_on__month=month.month.month,
        withdrawn_at=None,
    )
    return kept.select_related("child").order_by("visited_on", "received_at", "pk")


def looked_at(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, tuple[object, ...]]:
    """Return what tells whether the records of children changed while they were looked at."""
    visits: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for child, visit in ChildVisit.objects.filter(child__in=ids, withdrawn_at=None).values_list("child", "pk"):
        visits[child].add(visit)
    people = Person.objects.filter(pk__in=ids, erased_at=None).values_list("pk", "born_on", "birth_known", "died_on")
    return {pk: (born_on, known, died_on, visits[pk]) for pk, born_on, known, died_on in people}
