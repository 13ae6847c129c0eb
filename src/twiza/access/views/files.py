"""Sending a table as a file, and noting that it went out."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

from twiza.accounts.audit import record_audit
from twiza.accounts.requests import Request
from twiza.documents.table_files import CONTENT_TYPES, TableFile, table_as


def refuse_other_kind(kind: str) -> None:
    """Say that nothing is here when a kind of file is asked for that we do not write."""
    if kind not in CONTENT_TYPES:
        raise Http404


def file_response(
    request: Request, kind: str, table: TableFile, *, name: str, action: str, object_id: object = ""
) -> HttpResponse:
    """Return a table as a file to save."""
    content = table_as(kind, table, language=get_language() or "fr")
    record_audit(
        actor=request.actor,
        action=action,
        at=timezone.now(),
        outcome="exported",
        object_kind=name,
        object_id=object_id,
    )
    response = HttpResponse(content, content_type=CONTENT_TYPES[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="twiza-{name}.{kind}"'
    return response
