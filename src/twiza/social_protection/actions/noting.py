"""What the audit chain keeps of decisions about files of schemes."""

from __future__ import annotations

import datetime as dt

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor
from twiza.social_protection.models import Enrolment
from twiza.social_protection.rules import FOLLOW_RIGHTS


def note_enrolment(actor: Actor, enrolment: Enrolment, outcome: str, at: dt.datetime) -> None:
    """Write in the audit chain what was done with a file, by ids only."""
    record_audit(
        actor=actor,
        action=FOLLOW_RIGHTS,
        at=at,
        outcome=outcome,
        object_kind="social_protection.enrolment",
        object_id=enrolment.pk,
    )
