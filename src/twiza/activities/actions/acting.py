"""What every decision of the house asks first, and leaves behind."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor, Facts, decide
from twiza.core.errors import DomainError


class NotYours(DomainError):
    """The thing, or the place it is at, is not the actor's to record."""


class KnownElsewhere(DomainError):
    """The id sent is that of something else."""


def refuse_others(actor: Actor, action: str, facts: Facts) -> None:
    """Raise NotYours for who may not do this to that."""
    if actor.person_id is None or not decide(actor, action, facts):
        raise NotYours(_("This is not yours to record: it belongs to somebody else, or lies outside your territory."))


def refuse_known_elsewhere(*, is_same: bool) -> None:
    """Raise KnownElsewhere unless what has this id is what was sent before."""
    if not is_same:
        raise KnownElsewhere(_("Something else was recorded under this number: open the form again."))


def person_of(actor: Actor) -> int:
    """Return the person who acts. Raises NotYours for nobody."""
    if actor.person_id is None:
        raise NotYours(_("Sign in to record something."))
    return actor.person_id


def organisation_of(actor: Actor) -> int:
    """Return the organisation acted for. Raises NotYours for nobody."""
    if actor.grant is None:
        raise NotYours(_("Sign in to record something."))
    return actor.grant.organisation_id


def note(actor: Actor, action: str, kind: str, object_id: object, outcome: str, at: dt.datetime) -> None:
    """Write in the audit chain what was done."""
    record_audit(actor=actor, action=action, at=at, outcome=outcome, object_kind=kind, object_id=object_id)
