"""Files that leave, each noted in the audit chain."""

from __future__ import annotations

from django.utils import timezone

from twiza.accounts.audit import record_audit
from twiza.accounts.requests import Request
from twiza.care_supply.rules import SEE_PLAN

KINDS = ("xlsx", "csv", "json")


def note_export(request: Request, object_kind: str, object_id: object) -> None:
    """Write in the audit chain that something left as a file."""
    record_audit(
        actor=request.actor,
        action=SEE_PLAN,
        at=timezone.now(),
        outcome="exported",
        object_kind=object_kind,
        object_id=object_id,
    )
