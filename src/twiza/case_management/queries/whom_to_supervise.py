"""Which agent needs somebody to go along with her first: what is late, unanswered or odd, counted by agent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from twiza.accounts.decisions import Actor
from twiza.accounts.models import Person as Account
from twiza.accounts.territories import within
from twiza.case_management.models import ChildAlert, ChildVisit, Presence, RecordFlag, Supervision
from twiza.case_management.queries.caseloads import holder
from twiza.case_management.queries.record_flags import WAITS, about_agents_in, about_children_in
from twiza.case_management.queries.supervisions import agents_to_supervise
from twiza.households.models import Household, Member

RECENT_DAYS = 30
"""Over how many days, today among them, visits are looked at: what is shown says so."""


@dataclass(slots=True)
class AgentNeed:
    """
    What speaks for going along with one agent.

    `alerts` wait past their delay, `late` are children, `flags` are her records that
    data quality points out and nobody answered; `busiest_on` is the day, among the last ones, on which she made most
    visits.
    """

    agent: Account
    alerts: int = 0
    late: int = 0
    flags: int = 0
    busiest: int = 0
    busiest_on: dt.date | None = None
    last_on: dt.date | None = None
    next_on: dt.date | None = None


def whom_to_supervise(actor: Actor, at: dt.datetime, on: dt.date) -> list[AgentNeed]:
    """
    Return an actor's agents, who needs company most first.

    The order is the stated one: alerts past their delay, then late visits, then records pointed out, most
    first; then who was never accompanied or longest ago; then the name.
    """
    needs = {one.pk: AgentNeed(one) for one in agents_to_supervise(actor, on)}
    count_families(needs, actor, at, on)
    count_visits(needs, actor, on)
    note_supervisions(needs, actor)
    return sorted(needs.values(), key=order_of)


def order_of(need: AgentNeed) -> tuple[int, int, int, dt.date, str, int]:
    """Return where an agent stands in the order."""
    return (-need.alerts, -need.late, -need.flags, need.last_on or dt.date.min, need.agent.name, need.agent.pk)


def count_families(needs: Mapping[int, AgentNeed], actor: Actor, at: dt.datetime, on: dt.date) -> None:
    """Add what waits in the families that each agent follows now."""
    for agent, number in late_children(actor, on).values_list("agent").annotate(n=Count("person", distinct=True)):
        if agent in needs:
            needs[agent].late = number
    for agent, number in alerts_past_delay(actor, at).values_list("agent").annotate(n=Count("pk", distinct=True)):
        if agent in needs:
            needs[agent].alerts = number


def count_visits(needs: Mapping[int, AgentNeed], actor: Actor, on: dt.date) -> None:
    """Add what is odd in the visits that each agent made lately."""
    for agent, number in flags_waiting(actor).values_list("agent").annotate(n=Count("pk")):
        if agent in needs:
            needs[agent].flags = number
    days = recent_visits(actor, on).filter(visited_by__in=needs).values_list("visited_by", "visited_on")
    for agent, day, number in days.annotate(n=Count("pk")).order_by("visited_on"):
        if number >= needs[agent].busiest:
            needs[agent].busiest, needs[agent].busiest_on = number, day


def note_supervisions(needs: Mapping[int, AgentNeed], actor: Actor) -> None:
    """Add when somebody last went along with each agent, and the first day planned that was not held."""
    kept = Supervision.objects.filter(agent__in=needs, withdrawn_at=None).order_by()
    kept = kept.filter(organisation=actor.grant.organisation_id if actor.grant else None)
    for agent, last_on, next_on in kept.values_list("agent").annotate(
        last=Max("held_on"), next=Min("planned_on", filter=Q(held_on=None))
    ):
        needs[agent].last_on, needs[agent].next_on = last_on, next_on


def homes_of(actor: Actor) -> QuerySet[Household]:
    """Return the open households of an actor's organisation, where she acts."""
    if actor.grant is None:
        return Household.objects.none()
    there = within(actor.grant.territory, "place__path")
    ours = Household.objects.filter(there, organisation=actor.grant.organisation_id)
    return ours.filter(merged_into=None, closed_on=None).order_by()


def lives_there(actor: Actor) -> Exists:
    """Return whether a `home` is one of these households: asked home by home, it takes a third of the time."""
    return Exists(homes_of(actor).filter(pk=OuterRef("home")))


def late_children(actor: Actor, on: dt.date) -> QuerySet[Any]:
    """Return the children whose planned visit lies before a day, with their agent; a double is its original."""
    waiting = Member.objects.filter(
        until=None,
        person__merged_into=None,
        person__erased_at=None,
        person__died_on=None,
        person__follow__due_on__lt=on,
        person__follow__organisation=F("person__organisation"),
    )
    waiting = waiting.annotate(home=Coalesce("household__merged_into", "household")).filter(lives_there(actor))
    return waiting.annotate(agent=holder("home")).order_by()


def alerts_past_delay(actor: Actor, at: dt.datetime) -> QuerySet[Any]:
    """Return the alerts that nobody answered in the delay that a rule sets, with the agent of the child."""
    if actor.grant is None:
        return ChildAlert.objects.none()
    late = ChildAlert.objects.filter(
        organisation=actor.grant.organisation_id,
        answered_at=None,
        due_at__lt=at,
        child__merged_into=None,
        child__erased_at=None,
        child__died_on=None,
        child__memberships__until=None,
    )
    home = Coalesce("child__memberships__household__merged_into", "child__memberships__household")
    return late.annotate(home=home).filter(lives_there(actor)).annotate(agent=holder("home")).order_by()


def recent_visits(actor: Actor, on: dt.date) -> QuerySet[ChildVisit]:
    """Return the visits at which a child was seen lately, to children who live where an actor acts."""
    if actor.grant is None:
        return ChildVisit.objects.none()
    made = ChildVisit.objects.filter(
        organisation=actor.grant.organisation_id,
        presence=Presence.SEEN,
        withdrawn_at=None,
        visited_on__gt=on - dt.timedelta(days=RECENT_DAYS),
        visited_on__lte=on,
    ).order_by()
    if not actor.grant.territory:
        return made
    there = within(actor.grant.territory, "household__place__path")
    return made.filter(Exists(Member.objects.filter(there, person=OuterRef("child"), until=None)))


def flags_waiting(actor: Actor) -> QuerySet[RecordFlag]:
    """Return the records that are pointed out and that nobody answered, of families where an actor acts."""
    if actor.grant is None:
        return RecordFlag.objects.none()
    waiting = RecordFlag.objects.filter(WAITS, organisation=actor.grant.organisation_id).order_by()
    if not actor.grant.territory:
        return waiting
    there = Household.objects.filter(within(actor.grant.territory, "place__path"))
    return waiting.filter(about_children_in(there) | (Q(child=None) & about_agents_in(there)))
