"""What every change of a plan asks first and leaves behind: who may, and whether the version still changes."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor, decide
from twiza.care_supply.models import CareSupplyPlan, PlanVersion
from twiza.care_supply.queries.plans import facts_of_plan, may_be_changed
from twiza.care_supply.rules import WRITE_PLAN
from twiza.core.errors import DomainError, InputError


class PlanNotYours(DomainError):
    """The plan is not the actor's to change."""


class VersionFrozen(DomainError):
    """The version was adopted, published or given up: it stands as it is."""


class ChangedMeanwhile(DomainError):
    """Somebody else changed the same thing since the page was read."""


class NoSuchPlan(InputError):
    """What was asked for cannot be part of a plan: the sentence says why, and the way out."""


def plan_to_change(plan: CareSupplyPlan, actor: Actor) -> CareSupplyPlan:
    """Return a plan as it is now, whoever changes it at the same time waiting. Raises PlanNotYours."""
    CareSupplyPlan.objects.select_for_update(no_key=True).get(pk=plan.pk)
    held = CareSupplyPlan.objects.select_related("area").get(pk=plan.pk)
    if actor.person_id is None or not decide(actor, WRITE_PLAN, facts_of_plan(held, actor)):
        raise PlanNotYours(_("Only the organisation that began this plan changes it."))
    return held


def version_to_change(version: PlanVersion, actor: Actor) -> PlanVersion:
    """Return a version whose lines may be changed, its plan held. Raises PlanNotYours, VersionFrozen."""
    plan = plan_to_change(version.plan, actor)
    held = PlanVersion.objects.select_related("file__step").get(pk=version.pk)
    held.plan = plan
    if not may_be_changed(held):
        raise VersionFrozen(_("This version stands as it was adopted: begin the next one to change its lines."))
    return held


def refuse_other_revision(seen: int, kept: int) -> None:
    """Raise ChangedMeanwhile when something is not as the page showed it."""
    if seen != kept:
        raise ChangedMeanwhile(
            _("Somebody changed this meanwhile, nothing was overwritten. Read it again, then change it.")
        )


def person_of(actor: Actor) -> int:
    """Return the person who acts. Raises PlanNotYours for nobody."""
    if actor.person_id is None:
        raise PlanNotYours(_("Only the organisation that began this plan changes it."))
    return actor.person_id


def note_plan(actor: Actor, plan: CareSupplyPlan, outcome: str, at: dt.datetime) -> None:
    """Write in the audit chain what was done with a plan."""
    record_audit(
        actor=actor, action=WRITE_PLAN, at=at, outcome=outcome, object_kind="care_supply_plan", object_id=plan.pk
    )
