"""Decisions about the risk class of a child: given with a reason from a day on, and taken back."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor
from twiza.case_management.actions.visits import plan_next, refuse_stranger, rules_of
from twiza.case_management.child_rules import ChildRules
from twiza.case_management.models import ChildFollow, ChildRisk
from twiza.case_management.queries.children import follow_of, visits_of
from twiza.case_management.queries.risks import risks_of
from twiza.case_management.rules import FOLLOW_CHILDREN
from twiza.core.errors import DomainError
from twiza.households.models import Person
from twiza.procedures.actions.details import person_of
from twiza.rulesets.evaluation.paths import rows_at


class RiskNotPossible(DomainError):
    """A class of the rules is given, with a reason, to a child who is followed, from a day that has come."""


@transaction.atomic
def give_risk(
    *, id: uuid.UUID, child: Person, risk: str, since: dt.date, reason: str, actor: Actor, at: dt.datetime
) -> ChildRisk:
    """
    Give a child a risk class from a day on, once per `id`; her next visit is planned by it.

    A class given for the same day before is replaced. Raises ChildNotYours, RiskNotPossible.
    """
    refuse_stranger(child, actor)
    known = ChildRisk.objects.filter(pk=id, child=child, given_by=actor.person_id).first()
    if known is not None:
        return known
    rules = rules_of(child, at.date())
    follow = followed(child)
    refuse_impossible(risk, since, reason, follow, rules, at)
    holding = child.risks.filter(since=since, taken_back_at=None)
    holding.update(taken_back_at=at, taken_back_by=person_of(actor))
    given = ChildRisk.objects.create(
        id=id,
        child=child,
        organisation_id=child.organisation_id,
        risk=risk,
        since=since,
        reason=reason.strip(),
        given_by_id=person_of(actor),
        given_at=at,
    )
    plan_by_risks(child, rules, at)
    note_risk(actor, given, "risk_given", at)
    return given


@transaction.atomic
def take_back_risk(*, given: ChildRisk, actor: Actor, at: dt.datetime) -> None:
    """Take a class back: what held before holds again. Raises ChildNotYours."""
    refuse_stranger(given.child, actor)
    if ChildRisk.objects.filter(pk=given.pk, taken_back_at=None).update(
        taken_back_at=at, taken_back_by=person_of(actor)
    ):
        plan_by_risks(given.child, rules_of(given.child, at.date()), at)
        note_risk(actor, given, "risk_taken_back", at)


def followed(child: Person) -> ChildFollow:
    """Return how a child is followed. Raises RiskNotPossible."""
    follow = follow_of(child)
    if follow is None:
        raise RiskNotPossible(_("Record a first visit: a class is given to a child who is followed."))
    return follow


def refuse_impossible(
    risk: str, since: dt.date, reason: str, follow: ChildFollow, rules: ChildRules, at: dt.datetime
) -> None:
    """Raises RiskNotPossible."""
    classes = rows_at(rules.schedule.content, "risk_classes") if rules.schedule else ()
    if risk not in {row["code"] for row in classes}:
        raise RiskNotPossible(_("Choose one of the risk classes."))
    if not reason.strip():
        raise RiskNotPossible(_("Write why."))
    if since > at.date() or since < follow.since:
        raise RiskNotPossible(_("Choose a day since the child is followed, today at the latest."))


def plan_by_risks(child: Person, rules: ChildRules, at: dt.datetime) -> None:
    """Keep the class that holds now, and when the next visit is due by the classes at each time."""
    follow = followed(child)
    now = risks_of(child, follow)[-1]
    ChildFollow.objects.filter(pk=follow.pk).update(risk=now.code, risk_since=now.since)
    plan_next(child, visits_of(child), rules, at.date())


def note_risk(actor: Actor, given: ChildRisk, outcome: str, at: dt.datetime) -> None:
    """Write in the audit chain what was decided, by ids only."""
    record_audit(
        actor=actor,
        action=FOLLOW_CHILDREN,
        at=at,
        outcome=outcome,
        object_kind="case_management.childrisk",
        object_id=given.pk,
    )
