"""Decisions of a person about a scheme: taken with a reason, and taken back."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from types import MappingProxyType

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor
from twiza.core.errors import DomainError
from twiza.households.actions.keeping import held_household, open_household, person_of
from twiza.rulesets.evaluation.evidence import Plain
from twiza.social_protection.models import Choice, Enquiry, Orientation, Scheme
from twiza.social_protection.orienting import advice_on
from twiza.social_protection.queries.enquiries import facts_in, rules_for
from twiza.social_protection.rules import FOLLOW_RIGHTS


class NoRules(DomainError):
    """No rules speak of this scheme."""


class ReasonUnsaid(DomainError):
    """A decision has a reason."""


class DecidedBefore(DomainError):
    """A decision about this scheme holds: it is taken back first."""


class DecisionNotYours(DomainError):
    """This id is of somebody else's decision."""


class TakenBack(DomainError):
    """The decision does not hold any more."""


@transaction.atomic
def decide_orientation(
    *,
    id: uuid.UUID,
    enquiry: Enquiry,
    scheme: Scheme,
    choice: str,
    reason: str,
    actor: Actor,
    at: dt.datetime,
    to_come: Mapping[str, Plain] = MappingProxyType({}),
) -> Orientation:
    """
    Keep what a person decides about a scheme after an enquiry, with what the rules say now; once per `id`.

    `to_come` are facts that will be so when the right begins, whatever was answered: another right has ended.
    Raises HouseholdNotYours, HouseholdClosed, DecisionNotYours, ReasonUnsaid, DecidedBefore, NoRules.
    """
    household = open_household(enquiry.household, actor)
    known = Orientation.objects.filter(pk=id).first()
    if known is not None:
        return decided_before(known, enquiry, actor)
    if choice not in Choice.values or not reason.strip():
        raise ReasonUnsaid(_("Choose what you decide, and give a reason."))
    if enquiry.orientations.filter(scheme=scheme, taken_back_at=None).exists():
        raise DecidedBefore(_("A decision about this scheme is kept already: take it back first."))
    rules = rules_for(scheme, household.organisation_id, at.date())
    if rules is None or scheme.country != household.place.country:
        raise NoRules(_("No rules about this scheme are here: ask the technical administrator."))
    advice = advice_on(scheme, rules, {**facts_in(enquiry), **to_come}, at.date())
    orientation = Orientation.objects.create(
        id=id,
        enquiry=enquiry,
        scheme=scheme,
        choice=choice,
        reason=reason.strip(),
        rules=rules,
        rule=advice.ruling.use.rule_id or "",
        outcome=advice.outcome,
        to_be_validated=advice.ruling.use.to_be_validated,
        inputs=list(advice.ruling.use.inputs),
        made_by_id=person_of(actor),
        made_at=at,
    )
    note_orientation(actor, orientation, "decided", at)
    return orientation


@transaction.atomic
def take_back_orientation(*, orientation: Orientation, actor: Actor, at: dt.datetime) -> Orientation:
    """Take a decision back; it is kept and marked. Raises HouseholdNotYours, TakenBack."""
    held_household(orientation.enquiry.household, actor)
    standing = Orientation.objects.filter(pk=orientation.pk, taken_back_at=None)
    if not standing.update(taken_back_at=at, taken_back_by=person_of(actor)):
        raise TakenBack(_("This decision was taken back already."))
    note_orientation(actor, orientation, "taken_back", at)
    return Orientation.objects.get(pk=orientation.pk)


def decided_before(orientation: Orientation, enquiry: Enquiry, actor: Actor) -> Orientation:
    """Return a decision that was sent twice. Raises DecisionNotYours when this id is another one's."""
    if orientation.enquiry_id != enquiry.pk or orientation.made_by_id != actor.person_id:
        raise DecisionNotYours(_("This decision was kept by somebody else, or for another family."))
    return orientation


def note_orientation(actor: Actor, orientation: Orientation, outcome: str, at: dt.datetime) -> None:
    """Write in the audit chain what was decided, by ids only."""
    record_audit(
        actor=actor,
        action=FOLLOW_RIGHTS,
        at=at,
        outcome=outcome,
        object_kind="social_protection.orientation",
        object_id=orientation.pk,
    )
