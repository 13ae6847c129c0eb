"""Rounds as files: workbook, CSV, GeoJSON, and the engine's own formats."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from twiza.accounts.audit import record_audit
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.case_management.files.tables import rounds_workbook, visits_table
from twiza.case_management.models import RoundsPlan, RoundsVersion
from twiza.case_management.rules import PLAN_ROUNDS, PLAN_THESE_ROUNDS
from twiza.case_management.views.found import held_version_for
from twiza.documents.table_files import CONTENT_TYPES, table_as

XLSX = CONTENT_TYPES["xlsx"]


@policy(PLAN_ROUNDS)
@require_GET
def rounds_export(request: Request, plan_id: uuid.UUID, kind: str) -> HttpResponse:
    """Answer with the rounds that hold as a workbook, as CSV or as GeoJSON."""
    version = held_version_for(request, plan_id)
    if kind not in CONTENT_TYPES:
        raise Http404
    note_export(request, version.plan)
    language = get_language() or "fr"
    content = (
        rounds_workbook(version, language=language)
        if kind == "xlsx"
        else table_as(kind, visits_table(version, language=language), language=language)
    )
    return attachment(content, CONTENT_TYPES[kind], f"{stem(version)}.{kind}")


@policy(PLAN_ROUNDS)
@require_GET
def rounds_problem(request: Request, plan_id: uuid.UUID) -> HttpResponse:
    """Answer with the problem word for word, for `twiza plan rounds`."""
    version = held_version_for(request, plan_id)
    note_export(request, version.plan)
    headers = {"Content-Disposition": f'attachment; filename="{stem(version)}-problem.json"'}
    return JsonResponse(version.problem, headers=headers, json_dumps_params={"ensure_ascii": False})


def note_export(request: Request, plan: RoundsPlan) -> None:
    """Write in the audit chain that rounds left as a file."""
    record_audit(
        actor=request.actor,
        action=PLAN_THESE_ROUNDS,
        at=timezone.now(),
        outcome="exported",
        object_kind="rounds",
        object_id=plan.pk,
    )


def stem(version: RoundsVersion) -> str:
    """Return the beginning of a file's name: the month and the version, in plain letters."""
    return f"twiza-rounds-{version.plan.starts_on:%Y%m}-{version.number}"


def attachment(content: bytes, kind: str, name: str) -> HttpResponse:
    """Return bytes as a file to keep."""
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
