"""Files that leave: each with its name, and noted in the audit chain."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone

from twiza.accounts.audit import record_audit
from twiza.accounts.requests import Request
from twiza.documents.table_files import CONTENT_TYPES
from twiza.funding.rules import SEE_CONVENTION

KINDS = ("xlsx", "csv")


def sent(content: bytes, kind: str, stem: str) -> HttpResponse:
    """Return a table as a file to keep."""
    return attachment(content, CONTENT_TYPES[kind], f"{stem}.{kind}")


def attachment(content: bytes, content_type: str, name: str) -> HttpResponse:
    """Return bytes as a file to keep; its name is ours, in plain letters."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)


def note_export(request: Request, object_kind: str, object_id: object) -> None:
    """Write in the audit chain that something left as a file."""
    record_audit(
        actor=request.actor,
        action=SEE_CONVENTION,
        at=timezone.now(),
        outcome="exported",
        object_kind=object_kind,
        object_id=object_id,
    )
