"""Finding what a request is about, and files that leave: what the actor may not see does not exist."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from twiza.access.views.files import file_response
from twiza.accounts.audit import record_audit
from twiza.accounts.requests import Request
from twiza.activities.models import AwarenessSession, Topic
from twiza.activities.queries.awareness import sessions_of, topics_of
from twiza.documents.table_files import TableFile

KINDS = ("xlsx", "csv")


def session_for(request: Request, session_id: uuid.UUID) -> AwarenessSession:
    """Return a session that the actor may see. Raises Http404."""
    return get_object_or_404(sessions_of(request.actor), pk=session_id)


def topic_for(request: Request, topic_id: uuid.UUID) -> Topic:
    """Return a topic of the actor's organisation. Raises Http404."""
    return get_object_or_404(topics_of(request.actor), pk=topic_id)


def refuse_kind(kind: str) -> None:
    """Raise Http404 for a kind of file that is not written here."""
    if kind not in KINDS:
        raise Http404


def sent(request: Request, kind: str, table: TableFile, *, name: str, action: str) -> HttpResponse:
    """Return a table as a file, noted in the audit chain."""
    return file_response(request, kind, table, name=name, action=action)


def noted(request: Request, action: str, kind: str, object_id: object) -> None:
    """Write in the audit chain that something left as a file."""
    record_audit(
        actor=request.actor,
        action=action,
        at=timezone.now(),
        outcome="exported",
        object_kind=kind,
        object_id=object_id,
    )


def pdf(content: bytes, stem: str) -> HttpResponse:
    """Return a PDF to keep; its name is ours, in plain letters."""
    headers = {"Content-Disposition": f'attachment; filename="{stem}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
