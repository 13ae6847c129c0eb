"""Decisions about who follows a household."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor, decide
from twiza.accounts.models import Person as Account
from twiza.core.errors import DomainError
from twiza.households.actions.keeping import HouseholdNotYours, note, open_household, person_of
from twiza.households.models import Assignment, Household
from twiza.households.queries.agents import agents_of
from twiza.households.queries.households import facts_of
from twiza.households.rules import DECIDE_SAMENESS


class NotAnAgent(DomainError):
    """A household is followed by somebody of the organisation who may keep households."""


@transaction.atomic
def assign_household(*, household: Household, agent: Account, actor: Actor, at: dt.datetime) -> Assignment:
    """
    Let somebody else follow a household from now on; what others recorded stays theirs.

    Raises HouseholdNotYours, HouseholdClosed, NotAnAgent.
    """
    kept = open_household(household, actor)
    if not decide(actor, DECIDE_SAMENESS, facts_of(kept, actor)):
        raise HouseholdNotYours(_("Only the supervisor says who follows a household."))
    if not agents_of(kept.organisation_id, at.date()).filter(pk=agent.pk).exists():
        raise NotAnAgent(_("%(name)s may not follow households here.") % {"name": agent.name})
    held = kept.assignments.filter(ended_at=None).first()
    if held is not None and held.agent_id == agent.pk:
        return held
    kept.assignments.filter(ended_at=None).update(ended_at=at)
    note(actor, kept, "assigned", at)
    return Assignment.objects.create(household=kept, agent=agent, assigned_by_id=person_of(actor), assigned_at=at)
