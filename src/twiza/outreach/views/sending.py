"""Files that leave a caravan: each with its name, and noted in the audit chain."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone

from twiza.accounts.audit import record_audit
from twiza.accounts.requests import Request
from twiza.documents.table_files import CONTENT_TYPES
from twiza.outreach.models import Caravan


def table_sent(content: bytes, kind: str, stem: str) -> HttpResponse:
    """Return a table as a file to keep."""
    return attachment(content, CONTENT_TYPES[kind], f"{stem}.{kind}")


def attachment(content: bytes, content_type: str, name: str) -> HttpResponse:
    """Return bytes as a file to keep; its name is ours, in plain letters."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)


def note_sent(request: Request, caravan: Caravan, action: str, outcome: str) -> None:
    """Write in the audit chain that something of a caravan left as a file, or was read."""
    record_audit(
        actor=request.actor,
        action=action,
        at=timezone.now(),
        outcome=outcome,
        object_kind="caravan",
        object_id=caravan.pk,
    )
