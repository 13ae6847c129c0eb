"""What waits for each child whose household an agent follows, as the tasks of a day ask for it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce
from django.utils import timezone

from twiza.accounts.decisions import Actor
from twiza.case_management.child_findings import doses_standing
from twiza.case_management.child_health.tasks import ChildToDo, DangerSeen, LateDose, OpenAlert
from twiza.case_management.child_health.vaccines import DoseStatus
from twiza.case_management.child_rules import ChildRules, rules_for
from twiza.case_management.models import ChildAlert, ChildDose, ChildVisit, Presence
from twiza.case_management.queries.children import agreements_to_visits, children_of
from twiza.households.models import Household, Member, Person
from twiza.households.queries.households import followed_by, households_of
from twiza.rulesets.evaluation.paths import rows_at

TO_CATCH_UP = {DoseStatus.LATE, DoseStatus.MISSED}


@dataclass(frozen=True, slots=True)
class Waiting:
    """The children of an agent's households, where each lives, the rules of her country, and what waits for each."""

    children: Mapping[str, Person]
    households: Mapping[str, Household]
    rules: Mapping[str, ChildRules]
    to_do: tuple[ChildToDo, ...]


def waiting_for(actor: Actor, agent_id: int | None, on: dt.date) -> Waiting:
    """Return what waits for the children of the open households that an agent follows and the actor sees."""
    living = living_with(actor, agent_id, on)
    homes = {one.home for one in living}  # type: ignore[attr-defined]
    households = Household.objects.select_related("place").in_bulk(homes)
    ruled = cache(lambda country, organisation: rules_for(country, on, organisation_id=organisation))
    rules = {
        str(one.person_id): ruled(households[one.home].place.country, one.person.organisation_id)  # type: ignore[attr-defined]
        for one in living
    }
    return Waiting(
        children={str(one.person_id): one.person for one in living},
        households={str(pk): home for pk, home in households.items()},
        rules=rules,
        to_do=tuple(to_do_of(living, rules, on)),
    )


def living_with(actor: Actor, agent_id: int | None, on: dt.date) -> list[Member]:
    """Return who is a child in the households an agent follows; who lives in a double lives in its original."""
    homes = households_of(actor).filter(followed_by(agent_id), merged_into=None, closed_on=None)
    living = Member.objects.filter(until=None, person__in=children_of(actor, on))
    living = living.annotate(home=Coalesce("household__merged_into", "household"))
    return list(living.filter(home__in=homes.values("pk")).select_related("person__follow"))


def to_do_of(living: Iterable[Member], rules: Mapping[str, ChildRules], on: dt.date) -> Iterable[ChildToDo]:
    """Yield what waits for each child."""
    ids = [one.person_id for one in living]
    agreed = set(agreements_to_visits(on).filter(person__in=ids).values_list("person", flat=True))
    alerts, dangers, given = alerts_by_child(ids), dangers_by_child(ids), doses_by_child(ids)
    for one in living:
        child, held = one.person, rules[str(one.person_id)]
        follow = getattr(child, "follow", None)
        danger = dangers.get(child.pk)
        yield ChildToDo(
            child=str(child.pk),
            household=str(one.home),  # type: ignore[attr-defined]
            is_agreed=child.pk in agreed,
            is_followed=follow is not None,
            risk_factor=factor_of(follow.risk, held) if follow else 0.0,
            alerts=tuple(alerts[child.pk]),
            danger=DangerSeen(danger.visited_on, delay_of(danger.danger_level, held)) if danger else None,
            visit_due_on=follow.due_on if follow else None,
            late_doses=late_doses(child, given[child.pk], held, on) if follow else (),  # nobody saw her booklet yet
        )


def alerts_by_child(ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, list[OpenAlert]]:
    """Return the alerts that nobody answered, by child."""
    found: dict[uuid.UUID, list[OpenAlert]] = defaultdict(list)
    for one in ChildAlert.objects.filter(child__in=ids, answered_at=None).order_by("raised_at", "code"):
        due_on = timezone.localdate(one.due_at) if one.due_at else None
        found[one.child_id].append(OpenAlert(one.code, due_on))
    return found


def dangers_by_child(ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, ChildVisit]:
    """Return the last visit that found danger, by child; none where the child was seen since."""
    held = ChildVisit.objects.filter(withdrawn_at=None)
    since = held.filter(child=OuterRef("child"), presence=Presence.SEEN, visited_on__gt=OuterRef("visited_on"))
    found = held.filter(~Exists(since), child__in=ids).exclude(danger_level="")
    return {one.child_id: one for one in found.order_by("received_at")}


def doses_by_child(ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, dict[str, dt.date]]:
    """Return the days on which doses were given, by child and dose."""
    found: dict[uuid.UUID, dict[str, dt.date]] = defaultdict(dict)
    for child, dose, given_on in ChildDose.objects.filter(child__in=ids).values_list("child", "dose", "given_on"):
        found[child][dose] = given_on
    return found


def late_doses(child: Person, given: Mapping[str, dt.date], rules: ChildRules, on: dt.date) -> tuple[LateDose, ...]:
    """Return the doses of a child that are late or were missed; none without a schedule."""
    standings = doses_standing(child, given, rules, on) or ()
    return tuple(LateDose(one.dose, one.due_on) for one in standings if one.status in TO_CATCH_UP)


def factor_of(risk: str, rules: ChildRules) -> float:
    """Return by how much more often a class is visited; 0 for one that the schedule does not have."""
    rows = rows_at(rules.schedule.content, "risk_classes") if rules.schedule else ()
    return next((float(row["factor"]) for row in rows if row["code"] == risk), 0.0)


def delay_of(level: str, rules: ChildRules) -> int:
    """Return within how many hours a level of danger asks for care; 0 for one that the rules do not have."""
    rows = rows_at(rules.signs.content, "levels") if rules.signs else ()
    return next((int(row["delay_h"]) for row in rows if row["code"] == level), 0)
