"""Questions about caseloads: how many families and children each agent follows, where, and whom nobody follows."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from twiza.accounts.decisions import Actor, decide
from twiza.accounts.models import Person as Account
from twiza.case_management.queries.children import children_of, followed
from twiza.case_management.rules import FOLLOW_CASELOADS
from twiza.households.models import Assignment, Household, Member
from twiza.households.queries.agents import agents_of
from twiza.households.queries.households import households_of
from twiza.territory.models import Place


@dataclass(slots=True)
class Caseload:
    """What one agent follows now among the open households that the actor sees; `agent` is None for nobody's."""

    agent: Account | None
    may_follow: bool = True
    households: int = 0
    children: int = 0
    late: int = 0
    places: list[Place] = field(default_factory=list)


def caseloads_of(actor: Actor, on: dt.date) -> list[Caseload]:
    """
    Return the caseload of every agent of the organisation by name, and last what nobody follows, if anything.

    Who may follow households no longer but still holds some is there too, and said to be so.
    """
    if actor.grant is None or not decide(actor, FOLLOW_CASELOADS):
        return []
    homes = households_of(actor).filter(merged_into=None, closed_on=None)
    loads: dict[int | None, Caseload] = {one.pk: Caseload(one) for one in agents_of(actor.grant.organisation_id, on)}
    count_households(loads, homes)
    count_children(loads, homes, actor, on)
    name_the_gone(loads)
    nobodys = loads.pop(None, None)
    named = sorted(loads.values(), key=lambda one: (one.agent.name, one.agent.pk) if one.agent else ("", 0))
    return [*named, nobodys] if nobodys else named


def count_households(loads: dict[int | None, Caseload], homes: QuerySet[Household]) -> None:
    """Add the households and the places of each agent, those with most households first."""
    counted: dict[int | None, list[tuple[int, int]]] = defaultdict(list)
    rows = homes.order_by().annotate(agent=holder("pk")).values_list("agent", "place").annotate(n=Count("pk"))
    for agent, place, number in rows:
        counted[agent].append((-number, place))
    places = Place.objects.in_bulk({place for held in counted.values() for _number, place in held})
    for agent, held in counted.items():
        load = loads.setdefault(agent, Caseload(None))
        load.households = -sum(number for number, _place in held)
        load.places = [places[place] for _number, place in sorted(held)]


def count_children(loads: dict[int | None, Caseload], homes: QuerySet[Household], actor: Actor, on: dt.date) -> None:
    """Add the children followed at home and those whose visit is late; who lives in a double lives in its original."""
    living = Member.objects.filter(until=None, person__in=followed(children_of(actor, on)).values("pk"))
    living = living.annotate(home=Coalesce("household__merged_into", "household")).filter(home__in=homes.values("pk"))
    is_late = Q(person__follow__due_on__lt=on)
    rows = living.annotate(agent=holder("home")).values_list("agent")
    for agent, children, late in rows.annotate(
        n=Count("person", distinct=True), late=Count("person", distinct=True, filter=is_late)
    ):
        loads[agent].children, loads[agent].late = children, late


def holder(household: str) -> Subquery:
    """Return who follows a household now, None for nobody."""
    held = Assignment.objects.filter(household=OuterRef(household), ended_at=None)
    return Subquery(held.values("agent")[:1])


def name_the_gone(loads: dict[int | None, Caseload]) -> None:
    """Name those who hold households and may not follow them any more."""
    gone = [pk for pk, load in loads.items() if pk is not None and load.agent is None]
    for one in Account.objects.filter(pk__in=gone):
        loads[one.pk].agent, loads[one.pk].may_follow = one, False
