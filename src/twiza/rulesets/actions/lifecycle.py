"""The way of a version: draft, under review, active, superseded; and the ways back. Every step says who and why."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor
from twiza.accounts.models import Person
from twiza.core.errors import DomainError
from twiza.rulesets.models import Ruleset, RulesetVersion, State, StepKind, VersionStep

AUTHORITY_CHARACTERS = 200


class NotInThisState(DomainError):
    """The version is not where this step begins: somebody may have moved it meanwhile."""


class ReasonMissing(DomainError):
    """A step that takes something back, or puts something in force, says why."""


class AuthorityMissing(DomainError):
    """Rules are put in force on the word of a named authority."""


class SecondPersonNeeded(DomainError):
    """Who made a version does not put it in force while somebody else could."""


class RulesRanOut(DomainError):
    """The legal effect of the rules is over."""


class UndoneTooLate(DomainError):
    """An activation is undone on its own day only: decisions rest on it afterwards."""


@transaction.atomic
def submit_version(*, version: RulesetVersion, by: Person, actor: Actor, at: dt.datetime) -> RulesetVersion:
    """Hand a draft in for review. Raises NotInThisState."""
    moved = locked_in(version, State.DRAFT)
    moved.submitted_by, moved.submitted_at = by, at
    return moved_to(moved, State.UNDER_REVIEW, StepKind.SUBMITTED, by=by, actor=actor, at=at)


@transaction.atomic
def send_back_version(
    *, version: RulesetVersion, reason: str, by: Person, actor: Actor, at: dt.datetime
) -> RulesetVersion:
    """Make a draft again of a version under review. Raises NotInThisState, ReasonMissing."""
    refuse_no_reason(reason)
    moved = locked_in(version, State.UNDER_REVIEW)
    return moved_to(moved, State.DRAFT, StepKind.SENT_BACK, by=by, actor=actor, at=at, reason=reason)


@transaction.atomic
def withdraw_version(
    *, version: RulesetVersion, reason: str, by: Person, actor: Actor, at: dt.datetime, today: dt.date
) -> RulesetVersion:
    """
    Take a version out of use; one in force stops to be so today, and nothing takes its place.

    Raises NotInThisState, ReasonMissing.
    """
    refuse_no_reason(reason)
    moved = locked_in(version, State.DRAFT, State.UNDER_REVIEW, State.ACTIVE)
    if moved.in_force_from is not None:
        moved.in_force_until = max(moved.in_force_from, today)
    return moved_to(moved, State.WITHDRAWN, StepKind.WITHDRAWN, by=by, actor=actor, at=at, reason=reason)


@transaction.atomic
def restore_version(*, version: RulesetVersion, by: Person, actor: Actor, at: dt.datetime) -> RulesetVersion:
    """Make a draft again of a withdrawn version that was never in force. Raises NotInThisState."""
    moved = locked_in(version, State.WITHDRAWN)
    if moved.in_force_from is not None:
        raise NotInThisState(_("This version was in force: what it was stays. Make a new version of it."))
    return moved_to(moved, State.DRAFT, StepKind.RESTORED, by=by, actor=actor, at=at)


@transaction.atomic
def activate_version(
    *,
    version: RulesetVersion,
    authority: str,
    reason: str,
    others_may_activate: int,
    by: Person,
    actor: Actor,
    at: dt.datetime,
    today: dt.date,
) -> RulesetVersion:
    """
    Put a version in force on the word of a named authority; the one before is superseded from that day.

    It is in force from today, or from the first day of its legal effect when that is to come, until the last day
    of that effect. `others_may_activate` counts the people of the organisation, but for `by`, who could do this:
    while there are any, who made the version does not. Raises NotInThisState, ReasonMissing, AuthorityMissing,
    SecondPersonNeeded, RulesRanOut.
    """
    refuse_no_authority(authority)
    refuse_no_reason(reason)
    moved = locked_in(version, State.UNDER_REVIEW)
    if moved.made_by_id == by.pk and others_may_activate > 0:
        raise SecondPersonNeeded(_("You made this version: somebody else of your organisation puts it in force."))
    if moved.valid_to is not None and moved.valid_to < today:
        raise RulesRanOut(_("The legal effect of these rules is over: make a version with other dates."))
    begin = max(today, moved.valid_from or today)
    supersede_active(moved, from_day=begin, by=by, at=at)
    moved.validated_by, moved.activation_reason = authority.strip(), reason.strip()
    moved.activated_by, moved.activated_at = by, at
    moved.in_force_from, moved.in_force_until = begin, day_after(moved.valid_to)
    return moved_to(
        moved, State.ACTIVE, StepKind.ACTIVATED, by=by, actor=actor, at=at, reason=reason, authority=authority
    )


@transaction.atomic
def undo_activation(
    *, version: RulesetVersion, by: Person, actor: Actor, at: dt.datetime, today: dt.date, activated_on: dt.date
) -> RulesetVersion:
    """
    Bring a version back under review on the day it was activated, and the one it superseded back in force.

    Decisions taken with it in between keep it. Raises NotInThisState, UndoneTooLate.
    """
    moved = locked_in(version, State.ACTIVE)
    if activated_on != today:
        raise UndoneTooLate(_("An activation is undone on its own day only. Withdraw the version, with a reason."))
    moved.in_force_from = moved.in_force_until = moved.activated_at = moved.activated_by = None
    moved.validated_by = moved.activation_reason = ""
    undone = moved_to(moved, State.UNDER_REVIEW, StepKind.ACTIVATION_UNDONE, by=by, actor=actor, at=at)
    for earlier in RulesetVersion.objects.filter(replaced_by=moved, state=State.SUPERSEDED):
        earlier.replaced_by, earlier.in_force_until = None, day_after(earlier.valid_to)
        earlier.state = State.ACTIVE
        earlier.save()
        VersionStep.objects.create(version=earlier, kind=StepKind.RESTORED, by=by, at=at)
    return undone


def supersede_active(version: RulesetVersion, *, from_day: dt.date, by: Person, at: dt.datetime) -> None:
    """End the version that is active in the same ruleset, on the day the other one begins."""
    for earlier in RulesetVersion.objects.filter(ruleset=version.ruleset_id, state=State.ACTIVE):
        ends = [day for day in (earlier.in_force_until, from_day) if day is not None]
        earlier.state, earlier.replaced_by, earlier.in_force_until = State.SUPERSEDED, version, min(ends)
        earlier.save()
        VersionStep.objects.create(version=earlier, kind=StepKind.SUPERSEDED, by=by, at=at)


def locked_in(version: RulesetVersion, *states: State) -> RulesetVersion:
    """Return the version as it stands, its ruleset locked, in one of these states. Raises NotInThisState."""
    Ruleset.objects.select_for_update().get(pk=version.ruleset_id)
    fresh = RulesetVersion.objects.get(pk=version.pk)
    if fresh.state not in states:
        raise NotInThisState(
            _("This version is in another state meanwhile (%(state)s): look at it again.")
            % {"state": fresh.get_state_display()}
        )
    return fresh


def moved_to(
    version: RulesetVersion,
    state: State,
    kind: StepKind,
    *,
    by: Person,
    actor: Actor,
    at: dt.datetime,
    reason: str = "",
    authority: str = "",
) -> RulesetVersion:
    """Keep a version in its new state, with the step that led there."""
    version.state = state
    version.save()
    VersionStep.objects.create(
        version=version, kind=kind, by=by, at=at, reason=reason.strip(), authority=authority.strip()
    )
    record_audit(
        actor=actor, action="rulesets.change", at=at, outcome=kind, object_kind="ruleset_version", object_id=version.pk
    )
    return version


def day_after(day: dt.date | None) -> dt.date | None:
    """Return the day after one, None for none."""
    return None if day is None else day + dt.timedelta(days=1)


def refuse_no_reason(reason: str) -> None:
    """Raise ReasonMissing for a reason that says nothing."""
    if not reason.strip():
        raise ReasonMissing(_("Say why: the reason stays beside the version."))


def refuse_no_authority(authority: str) -> None:
    """Raise AuthorityMissing for an authority without a name."""
    if not 0 < len(authority.strip()) <= AUTHORITY_CHARACTERS:
        raise AuthorityMissing(_("Name the authority that validated these rules."))
