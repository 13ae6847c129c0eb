"""A plan as data and as files: layers of the map, workbook, GeoJSON, PDF, and the engine's own formats."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from twiza.accounts.audit import record_audit
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.outreach.files.geojson import plan_features
from twiza.outreach.files.pdf import plan_sheet
from twiza.outreach.files.workbook import plan_workbook
from twiza.outreach.models import Plan
from twiza.outreach.plan_map import area_values, collection, route_features, visit_features, waiting_features
from twiza.outreach.queries.plans import areas_in, routes_of
from twiza.outreach.rules import VIEW_PLAN, VIEW_PLANS
from twiza.outreach.views.found import plan_for
from twiza.territory.models import Place, PlaceBoundary
from twiza.territory.queries.boundaries import boundaries_geojson

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@policy(VIEW_PLANS)
@require_GET
def map_layer(request: Request, plan_id: uuid.UUID, layer: str) -> HttpResponse:
    """Answer with one layer of the plan's map."""
    plan = plan_for(request, plan_id)
    language = get_language() or "fr"
    if layer == "areas":
        return HttpResponse(outlines_of(plan, language), content_type="application/geo+json")
    if layer == "values":
        return JsonResponse(area_values(areas_in(plan)))
    if layer == "waiting":
        return JsonResponse(collection(waiting_features(plan)))
    if layer == "routes":
        return JsonResponse(collection(route_features(plan, list(routes_of(plan)))))
    if layer == "visits":
        return JsonResponse(collection(visit_features(list(routes_of(plan)), language)))
    raise Http404


def outlines_of(plan: Plan, language: str) -> str:
    """Return the outlines of the plan's communes."""
    communes = Place.objects.filter(pk__in=plan.areas.values("commune"))
    return boundaries_geojson(
        communes, detail=PlaceBoundary.Detail.OVERVIEW, language=language, href=lambda place_id: ""
    )


@policy(VIEW_PLANS)
@require_GET
def plan_xlsx(request: Request, plan_id: uuid.UUID) -> HttpResponse:
    """Answer with the plan as a workbook."""
    plan = plan_for(request, plan_id)
    note_export(request, plan)
    content = plan_workbook(plan, list(routes_of(plan)), list(areas_in(plan)), language=get_language() or "fr")
    return attachment(content, XLSX, f"{stem(plan)}.xlsx")


@policy(VIEW_PLANS)
@require_GET
def plan_geojson(request: Request, plan_id: uuid.UUID) -> HttpResponse:
    """Answer with the plan as GeoJSON, with what it rests on inside."""
    plan = plan_for(request, plan_id)
    note_export(request, plan)
    content = plan_features(plan, list(routes_of(plan)), list(areas_in(plan)), language=get_language() or "fr")
    return json_attachment(content, "application/geo+json", f"{stem(plan)}.geojson")


@policy(VIEW_PLANS)
@require_GET
def plan_pdf(request: Request, plan_id: uuid.UUID) -> HttpResponse:
    """Answer with the plan on one sheet of paper."""
    plan = plan_for(request, plan_id)
    note_export(request, plan)
    content = plan_sheet(plan, list(routes_of(plan)), list(areas_in(plan)), language=get_language() or "fr")
    return attachment(content, "application/pdf", f"{stem(plan)}.pdf")


@policy(VIEW_PLANS)
@require_GET
def plan_problem(request: Request, plan_id: uuid.UUID) -> HttpResponse:
    """Answer with the problem word for word, for `twiza plan caravans`."""
    plan = plan_for(request, plan_id)
    note_export(request, plan)
    return json_attachment(plan.problem, "application/json", f"{stem(plan)}-problem.json")


@policy(VIEW_PLANS)
@require_GET
def plan_answer(request: Request, plan_id: uuid.UUID) -> HttpResponse:
    """Answer with the plan word for word, for `twiza plan check`."""
    plan = plan_for(request, plan_id)
    note_export(request, plan)
    return json_attachment(plan.answer, "application/json", f"{stem(plan)}-plan.json")


def note_export(request: Request, plan: Plan) -> None:
    """Write in the audit chain that a plan left as a file."""
    record_audit(
        actor=request.actor,
        action=VIEW_PLAN,
        at=timezone.now(),
        outcome="exported",
        object_kind="plan",
        object_id=plan.pk,
    )


def stem(plan: Plan) -> str:
    """Return the beginning of a file's name: what was planned and which plan it is, in plain letters."""
    return f"twiza-{plan.area.code}-{plan.made_at:%Y%m%d}-{plan.number}".replace("/", "-")


def attachment(content: bytes, kind: str, name: str) -> HttpResponse:
    """Return bytes as a file to keep."""
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def json_attachment(content: dict[str, Any], kind: str, name: str) -> HttpResponse:
    """Return JSON as a file to keep, its letters as they are."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return JsonResponse(content, content_type=kind, headers=headers, json_dumps_params={"ensure_ascii": False})
