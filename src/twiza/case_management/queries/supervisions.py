"""Questions about supervisions: whom an actor supervises, and which supervisions she may read."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce

from twiza.accounts.decisions import Actor, Facts, decide
from twiza.accounts.models import Person as Account
from twiza.accounts.rules import Role
from twiza.accounts.territories import within
from twiza.case_management.models import Supervision, SupervisionRecord
from twiza.case_management.rules import FOLLOW_SUPERVISIONS, SEE_WHOM_TO_SUPERVISE, SUPERVISED, SUPERVISES
from twiza.households.models import Assignment
from twiza.households.queries.agents import agents_of
from twiza.organisations.models import Membership
from twiza.organisations.queries import not_over
from twiza.rulesets.models import RulesetVersion
from twiza.rulesets.queries.versions import version_to_show
from twiza.territory.models import Place

CHECKLIST, EVERYWHERE = "supervision_checklist", "INT"


def agents_to_supervise(actor: Actor, on: dt.date) -> QuerySet[Account]:
    """
    Return the agents whom an actor supervises, or counts, by name: nobody supervises herself.

    They are the field agents of her organisation and whoever follows families; to who acts in some places only, those
    who follow families there.
    """
    if actor.grant is None or not decide(actor, SEE_WHOM_TO_SUPERVISE):
        return Account.objects.none()
    organisation = actor.grant.organisation_id
    there = within(actor.grant.territory, "household__place__path")
    follows = Assignment.objects.filter(
        there, agent=OuterRef("pk"), ended_at=None, household__organisation=organisation
    )
    role = Membership.objects.filter(
        not_over(on), person=OuterRef("pk"), organisation=organisation, role=Role.FIELD_AGENT, valid_from__lte=on
    )
    is_hers = Exists(follows) if actor.grant.territory else Exists(follows) | Exists(role)
    return agents_of(organisation, on).filter(is_hers).exclude(pk=actor.person_id or 0)


def supervisions_of(actor: Actor, on: dt.date) -> QuerySet[Supervision]:
    """
    Return the supervisions that an actor may read: her own, and those of the agents she supervises.

    To who supervises everywhere, those of agents who left are among them.
    """
    if actor.grant is None or not decide(actor, FOLLOW_SUPERVISIONS):
        return Supervision.objects.none()
    ours = Supervision.objects.filter(organisation=actor.grant.organisation_id).select_related("agent")
    own = Q(agent=actor.person_id)
    if actor.role != Role.SUPERVISOR:
        return ours.filter(own)
    if not actor.grant.territory:
        return ours
    return ours.filter(own | Q(agent__in=agents_to_supervise(actor, on).order_by().values("pk")))


def newest_first(supervisions: QuerySet[Supervision]) -> QuerySet[Supervision]:
    """Return supervisions by their day, held or else planned, the newest first."""
    return supervisions.annotate(day=Coalesce("held_on", "planned_on")).order_by(F("day").desc(), "pk")


def facts_of_agent(agent: Account, organisation_id: int, actor: Actor, on: dt.date) -> Facts:
    """Return what the rules need to know of an agent and somebody."""
    if agent.pk == actor.person_id:
        return Facts(organisation_id, "", frozenset({SUPERVISED}))
    supervises = agents_to_supervise(actor, on).filter(pk=agent.pk).exists()
    return Facts(organisation_id, "", frozenset({SUPERVISES} if supervises else ()))


def records_of(supervision: Supervision) -> list[SupervisionRecord]:
    """Return what was written of a supervision, the record that counts first."""
    rows = supervision.records.select_related("place", "checklist", "written_by")
    return list(rows.prefetch_related("marks", "households").order_by("-written_at", "-pk"))


def with_last_record(supervisions: QuerySet[Supervision]) -> QuerySet[Supervision]:
    """Return supervisions with their records and marks, the record that counts first."""
    records = (
        SupervisionRecord.objects.select_related("place").prefetch_related("marks").order_by("-written_at", "-pk")
    )
    return supervisions.prefetch_related(Prefetch("records", records, to_attr="written"), "words")


def checklist_on(on: dt.date, organisation_id: int) -> RulesetVersion | None:
    """Return the checklist of a day: the organisation's in force, else what came with Twiza; or None."""
    return version_to_show(CHECKLIST, EVERYWHERE, on, organisation_id=organisation_id)


def supervisions_asked(supervisions: QuerySet[Supervision], state: str, agent_id: int | None) -> QuerySet[Supervision]:
    """Return supervisions of an agent, or of all, in a state: held, planned, withdrawn; "" is not withdrawn."""
    states = {"held": Q(held_on__isnull=False), "planned": Q(held_on=None)}
    is_withdrawn = Q(withdrawn_at__isnull=False)
    found = supervisions.filter(is_withdrawn if state == "withdrawn" else ~is_withdrawn & states.get(state, Q()))
    return found.filter(agent=agent_id) if agent_id else found


def agents_supervised(supervisions: QuerySet[Supervision]) -> QuerySet[Account]:
    """Return the agents of some supervisions, by name."""
    return Account.objects.filter(pk__in=supervisions.order_by().values("agent")).order_by("name", "pk")


def places_of_agent(agent: Account, organisation_id: int) -> QuerySet[Place]:
    """Return the places where an agent follows families."""
    held = Assignment.objects.filter(agent=agent, ended_at=None, household__organisation=organisation_id)
    return Place.objects.filter(pk__in=held.values("household__place")).order_by("path")
