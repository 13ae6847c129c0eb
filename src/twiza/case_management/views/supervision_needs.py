"""Whom to accompany and why: the agents in a stated order, the records behind each reason, the list as a file."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import decide
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.case_management.files.supervision_tables import needs_table
from twiza.case_management.queries.children import children_of
from twiza.case_management.queries.supervisions import agents_to_supervise
from twiza.case_management.queries.whom_to_supervise import AgentNeed, whom_to_supervise
from twiza.case_management.rules import SEE_WHOM_TO_SUPERVISE, SUPERVISE_AGENTS
from twiza.case_management.supervision_page import PAGES, order_said, reasons_of
from twiza.documents.table_files import CONTENT_TYPES, table_as

RECORDS_PER_PAGE = 50


@policy(SEE_WHOM_TO_SUPERVISE)
@require_GET
def supervision_needs(request: Request) -> HttpResponse:
    """Show the agents, who needs company most first, each with its reasons."""
    context = {
        "rows": [(one, reasons_of(one)) for one in needs_now(request)],
        "may_supervise": bool(decide(request.actor, SUPERVISE_AGENTS)),
        "order": order_said(),
        "today": timezone.localdate(),
    }
    return render(request, "case_management/supervision_needs.html", context)


@policy(SEE_WHOM_TO_SUPERVISE)
@require_GET
def supervision_needs_export(request: Request, kind: str) -> HttpResponse:
    """Send the agents and their counts as a file."""
    if kind not in {"xlsx", "csv"}:
        raise Http404
    table = needs_table(needs_now(request), on=timezone.localdate())
    content = table_as(kind, table, language=get_language() or "fr")
    record_audit(
        actor=request.actor,
        action=SEE_WHOM_TO_SUPERVISE,
        at=timezone.now(),
        outcome="exported",
        object_kind="case_management.supervision",
    )
    headers = {"Content-Disposition": f'attachment; filename="twiza-whom-to-supervise.{kind}"'}
    return HttpResponse(content, content_type=CONTENT_TYPES[kind], headers=headers)


def needs_now(request: Request) -> list[AgentNeed]:
    """Return what speaks today for going along with each agent."""
    return whom_to_supervise(request.actor, timezone.now(), timezone.localdate())


@policy(SUPERVISE_AGENTS)
@require_GET
def supervision_reason(request: Request, agent_id: int, reason: str) -> HttpResponse:
    """Show the records behind one reason to accompany an agent; children whom the actor does not see have no name."""
    today, now = timezone.localdate(), timezone.now()
    agent = get_object_or_404(agents_to_supervise(request.actor, today), pk=agent_id)
    if reason not in PAGES:
        raise Http404
    shown = PAGES[reason]
    page = Paginator(shown.rows(request.actor, agent.pk, now, today), RECORDS_PER_PAGE).get_page(
        request.GET.get("page")
    )
    behind = [shown.behind(one) for one in page.object_list]
    seen = children_of(request.actor, today).filter(pk__in=[one.child.pk for one in behind])
    context = {
        "agent": agent,
        "reason": shown,
        "page": page,
        "page_numbers": page.paginator.get_elided_page_range(page.number),
        "behind": behind,
        "seen": set(seen.values_list("pk", flat=True)),
    }
    return render(request, "case_management/supervision_reason.html", context)
