"""Questions about records that are pointed out: which ones an actor may see, which she asks for, and how many."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from twiza.accounts.decisions import Actor, decide
from twiza.accounts.models import Person as Account
from twiza.case_management.models import ENDS, FlagAct, FlagKind, RecordFlag, RecordFlagAct
from twiza.case_management.rules import ANSWER_RECORD_FLAGS, SEE_RECORD_FLAGS
from twiza.households.models import Assignment, Household, Member
from twiza.households.queries.households import households_of
from twiza.territory.models import Place

WAITS, ANSWERED = ~Q(last_act__in=ENDS) & Q(gone_at=None), Q(last_act__in=ENDS)
STATES = {
    "open": WAITS,
    "asked": WAITS & Q(last_act=FlagAct.ASKED),
    "told": WAITS & Q(last_act=FlagAct.TOLD),
    "answered": ANSWERED,
    "gone": Q(gone_at__isnull=False),
}


@dataclass(frozen=True, slots=True)
class FlagFilter:
    """What somebody asks of a list of flags; empty parts ask nothing. Both days are included."""

    state: str = ""
    kind: str = ""
    agent_id: int | None = None
    place_id: int | None = None
    since: dt.date | None = None
    until: dt.date | None = None


def flags_of(actor: Actor) -> QuerySet[RecordFlag]:
    """
    Return the flags that an actor may see.

    A supervisor sees those about children of the households she sees, and about the agents who follow one of them;
    anybody else those that she was asked about, as long as she follows the family.
    """
    if actor.grant is None or not decide(actor, SEE_RECORD_FLAGS):
        return RecordFlag.objects.none()
    ours = RecordFlag.objects.filter(organisation=actor.grant.organisation_id)
    about_seen = about_children_in(households_of(actor))
    if decide(actor, ANSWER_RECORD_FLAGS):
        return ours.filter(about_seen | (Q(child=None) & about_agents_in(households_of(actor))))
    asked = RecordFlagAct.objects.filter(flag=OuterRef("pk"), act=FlagAct.ASKED)
    return ours.filter(Exists(asked), about_seen | Q(child=None), agent=actor.person_id)


def about_children_in(homes: QuerySet[Household]) -> Q:
    """Return the condition that the child of a flag lives in one of some households, or did when she died."""
    of_child = Member.objects.filter(person=OuterRef("child"), household__in=homes.order_by().values("pk"))
    return Q(Exists(of_child.filter(Q(until=None) | Q(person__died_on__isnull=False))))


def about_agents_in(homes: QuerySet[Household]) -> Q:
    """Return the condition that the agent of a flag follows one of some households."""
    held = Assignment.objects.filter(agent=OuterRef("agent"), ended_at=None)
    return Q(Exists(held.filter(household__in=homes.order_by().values("pk"))))


def flags_asked(flags: QuerySet[RecordFlag], asked: FlagFilter) -> QuerySet[RecordFlag]:
    """Return the flags that match every part of a filter, the latest day first."""
    found = flags.filter(STATES.get(asked.state, Q()))
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.agent_id is not None:
        found = found.filter(agent=asked.agent_id)
    if asked.place_id is not None:
        found = found.filter(about_children_in(Household.objects.filter(place=asked.place_id)))
    if asked.since is not None:
        found = found.filter(on__gte=asked.since)
    if asked.until is not None:
        found = found.filter(on__lte=asked.until)
    return found.select_related("version", "child", "agent").order_by("-on", "-id")


def agents_in(flags: QuerySet[RecordFlag]) -> QuerySet[Account]:
    """Return the agents whose records are pointed out, by name."""
    return Account.objects.filter(pk__in=flags.order_by().values("agent")).order_by("name", "pk")


def places_in(flags: QuerySet[RecordFlag]) -> QuerySet[Place]:
    """Return the places where the children whose records are pointed out live."""
    living = Member.objects.filter(person__in=flags.order_by().values("child"), until=None)
    return Place.objects.filter(pk__in=living.values("household__place")).order_by("path", "pk")


@dataclass(slots=True)
class AgentFlags:
    """How many records of one agent are pointed out, by kind; `agent` None is for what is nobody's record."""

    agent: Account | None
    by_kind: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FlagKind.values, 0))
    flags: int = 0
    answered: int = 0

    def by_label(self) -> list[tuple[str, int]]:
        """Return how many flags there are of each kind, with its words."""
        return [(str(label), self.by_kind[kind]) for kind, label in FlagKind.choices]

    def share_answered(self) -> float | None:
        """Return the share of the flags that were answered; None where there is none."""
        return self.answered / self.flags if self.flags else None


def flags_by_agent(flags: QuerySet[RecordFlag]) -> list[AgentFlags]:
    """Return how many flags each agent has, and how many were answered, by name; nobody's last."""
    counted: dict[int | None, AgentFlags] = defaultdict(lambda: AgentFlags(None))
    rows = flags.order_by().values_list("agent", "kind")
    for agent, kind, many, answered in rows.annotate(many=Count("pk"), done=Count("pk", filter=ANSWERED)):
        one = counted[agent]
        one.by_kind[kind] += many
        one.flags, one.answered = one.flags + many, one.answered + answered
    for account in Account.objects.filter(pk__in=[pk for pk in counted if pk is not None]):
        counted[account.pk].agent = account
    named = sorted((one for one in counted.values() if one.agent), key=lambda one: (one.agent.name, one.agent.pk))  # type: ignore[union-attr]
    return [*named, *(one for one in counted.values() if one.agent is None)]


def all_together(rows: list[AgentFlags]) -> AgentFlags:
    """Return the sum of some agents' flags."""
    whole = AgentFlags(None, flags=sum(one.flags for one in rows), answered=sum(one.answered for one in rows))
    whole.by_kind = {kind: sum(one.by_kind[kind] for one in rows) for kind in FlagKind.values}
    return whole
