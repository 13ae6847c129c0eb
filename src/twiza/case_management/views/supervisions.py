"""Pages of supervisions: the list, one of them, a day planned, what was seen written or corrected, own words."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import decide
from twiza.accounts.models import Person as Account
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.case_management.actions.supervisions import (
    add_own_words,
    plan_supervision,
    record_supervision,
    withdraw_supervision,
)
from twiza.case_management.child_forms import WithdrawForm
from twiza.case_management.files.supervision_sheet import supervision_sheet
from twiza.case_management.files.supervision_tables import supervisions_table
from twiza.case_management.models import Supervision, SupervisionRecord
from twiza.case_management.queries.supervisions import (
    agents_supervised,
    agents_to_supervise,
    checklist_on,
    facts_of_agent,
    newest_first,
    places_of_agent,
    records_of,
    supervisions_asked,
    supervisions_of,
    with_last_record,
)
from twiza.case_management.rules import FOLLOW_SUPERVISIONS, SEE_SUPERVISION, SUPERVISE_AGENT, SUPERVISE_AGENTS
from twiza.case_management.supervision_forms import (
    OwnWordsForm,
    PlanForm,
    RecordForm,
    SupervisionFilterForm,
    said_before,
)
from twiza.case_management.supervision_page import is_proposal, items_seen, seen_counts
from twiza.core.answering import is_kept
from twiza.documents.table_files import CONTENT_TYPES, table_as
from twiza.households.queries.households import households_of

SUPERVISIONS_PER_PAGE = 50


@policy(FOLLOW_SUPERVISIONS)
@require_GET
def supervision_list(request: Request) -> HttpResponse:
    """List the supervisions that the actor may read, the newest first."""
    form, found = asked_for(request)
    page = Paginator(with_last_record(found), SUPERVISIONS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": form,
        "is_filtered": any(form.cleaned_data.values()),
        "page": page,
        "page_numbers": page.paginator.get_elided_page_range(page.number),
        "rows": [row_of(one) for one in page.object_list],
        "may_supervise": bool(decide(request.actor, SUPERVISE_AGENTS)),
        "query": request.GET.urlencode(),
        "today": timezone.localdate(),
    }
    return render(request, "case_management/supervisions.html", context)


@policy(FOLLOW_SUPERVISIONS)
@require_GET
def supervisions_export(request: Request, kind: str) -> HttpResponse:
    """Send what is listed as a file."""
    if kind not in {"xlsx", "csv"}:
        raise Http404
    _form, found = asked_for(request)
    language = get_language() or "fr"
    table = supervisions_table(with_last_record(found), on=timezone.localdate(), language=language)
    note(request, "exported", None)
    headers = {"Content-Disposition": f'attachment; filename="twiza-supervisions.{kind}"'}
    return HttpResponse(table_as(kind, table, language=language), content_type=CONTENT_TYPES[kind], headers=headers)


def row_of(supervision: Supervision) -> tuple[Supervision, int, SupervisionRecord | None]:
    """Return a supervision as a line of the list: with how many items are to be improved, and its last record."""
    record = next(iter(supervision.written), None)  # type: ignore[attr-defined]
    _well, improve, _not_seen = seen_counts(record.marks.all() if record else ())
    return supervision, improve, record


def asked_for(request: Request) -> tuple[SupervisionFilterForm, QuerySet[Supervision]]:
    """Return the filter and what it asks for; what is not offered is not asked."""
    seen = supervisions_of(request.actor, timezone.localdate())
    form = SupervisionFilterForm(request.GET, auto_id="filter_%s")
    form.offer(agents_supervised(seen))
    form.is_valid()
    said = form.cleaned_data
    return form, newest_first(supervisions_asked(seen, said.get("state", ""), said.get("agent")))


@policy(FOLLOW_SUPERVISIONS)
@require_GET
def supervision_detail(request: Request, supervision_id: uuid.UUID) -> HttpResponse:
    """Show one supervision to the two sides."""
    supervision = supervision_for(request, supervision_id)
    note(request, "read", supervision)
    return supervision_shown(request, supervision, OwnWordsForm())


def supervision_shown(request: Request, supervision: Supervision, form: OwnWordsForm) -> HttpResponse:
    """Show a supervision with the form of own words as it was sent."""
    records, today = records_of(supervision), timezone.localdate()
    facts = facts_of_agent(supervision.agent, supervision.organisation_id, request.actor, today)
    context = {
        "supervision": supervision,
        "may_write": bool(decide(request.actor, SUPERVISE_AGENT, facts)),
        "record": records[0] if records else None,
        "items": items_seen(records[0]) if records else [],
        "is_proposal": bool(records) and is_proposal(records[0].checklist, records[0].held_on),
        "before": records[1:],
        "words": supervision.words.order_by("said_at"),
        "next": supervision.followed_by.filter(withdrawn_at=None).first(),
        "is_own": supervision.agent_id == request.actor.person_id,
        "form": form,
    }
    return render(request, "case_management/supervision.html", context, status=422 if form.errors else 200)


@policy(FOLLOW_SUPERVISIONS)
@require_GET
def supervision_sheet_pdf(request: Request, supervision_id: uuid.UUID) -> HttpResponse:
    """Send the sheet of a supervision: to be ticked before it is held, as it was written after."""
    supervision = supervision_for(request, supervision_id)
    record = next(iter(records_of(supervision)), None)
    checklist = record.checklist if record else checklist_on(timezone.localdate(), supervision.organisation_id)
    content = supervision_sheet(supervision, record, checklist, language=get_language() or "fr")
    note(request, "exported", supervision)
    headers = {"Content-Disposition": 'attachment; filename="twiza-supervision.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@policy(SUPERVISE_AGENTS)
@require_http_methods(["GET", "POST"])
def supervision_plan(request: Request, agent_id: int) -> HttpResponse:
    """Plan to go along with an agent."""
    agent = agent_for(request, agent_id)
    form = PlanForm(request.POST or None)
    if request.method == "POST" and is_kept(
        form,
        lambda: plan_supervision(
            id=form.cleaned_data["id"],
            agent=agent,
            planned_on=form.cleaned_data["planned_on"],
            actor=request.actor,
            at=timezone.now(),
        ),
    ):
        messages.success(request, _("The supervision is planned."))
        return redirect("supervision_needs")
    context = {"agent": agent, "form": form}
    return render(request, "case_management/supervision_plan.html", context, status=422 if form.errors else 200)


@policy(SUPERVISE_AGENTS)
@require_http_methods(["GET", "POST"])
def supervision_new(request: Request, agent_id: int) -> HttpResponse:
    """Write a supervision that nobody planned."""
    return record_page(request, agent_for(request, agent_id), None)


@policy(SUPERVISE_AGENTS)
@require_http_methods(["GET", "POST"])
def supervision_record(request: Request, supervision_id: uuid.UUID) -> HttpResponse:
    """Write what was seen at a supervision that was planned, or correct what was written."""
    supervision = supervision_for(request, supervision_id)
    return record_page(request, agent_for(request, supervision.agent_id), supervision)


def record_page(request: Request, agent: Account, supervision: Supervision | None) -> HttpResponse:
    """Show the form of a record, or keep it."""
    form = record_form(request, agent, supervision)
    if request.method == "POST" and is_kept(form, lambda: record_kept(request, agent, form)):
        messages.success(request, _("The supervision is written down."))
        return redirect("supervision", form.cleaned_data["supervision"])
    context = {
        "agent": agent,
        "supervision": supervision,
        "form": form,
        "is_proposal": is_proposal(form.checklist, timezone.localdate()),
    }
    return render(request, "case_management/supervision_record.html", context, status=422 if form.errors else 200)


def record_form(request: Request, agent: Account, supervision: Supervision | None) -> RecordForm:
    """Return the form of a record: a correction begins with what was written last, on its own checklist."""
    today = timezone.localdate()
    records = records_of(supervision) if supervision else []
    organisation_id = request.actor.grant.organisation_id if request.actor.grant else 0
    initial: dict[str, object] = {"held_on": today} | ({"supervision": supervision.pk} if supervision else {})
    form = RecordForm(request.POST or None, initial=initial | (said_before(records[0]) if records else {}))
    form.offer(
        places=places_of_agent(agent, organisation_id),
        households=households_of(request.actor),
        checklist=records[0].checklist if records else checklist_on(today, organisation_id),
        is_correction=bool(records),
    )
    return form


def record_kept(request: Request, agent: Account, form: RecordForm) -> object:
    """Keep what the form says."""
    return record_supervision(
        id=form.cleaned_data["id"],
        supervision_id=form.cleaned_data["supervision"],
        agent=agent,
        terms=form.terms(),
        actor=request.actor,
        at=timezone.now(),
    )


@policy(SUPERVISE_AGENTS)
@require_http_methods(["GET", "POST"])
def supervision_withdraw(request: Request, supervision_id: uuid.UUID) -> HttpResponse:
    """Say that a supervision was planned or written by mistake."""
    supervision = supervision_for(request, supervision_id)
    agent_for(request, supervision.agent_id)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and is_kept(
        form,
        lambda: withdraw_supervision(
            supervision=supervision, reason=form.cleaned_data["reason"], actor=request.actor, at=timezone.now()
        ),
    ):
        messages.success(request, _("The supervision counts no more."))
        return redirect("supervision", supervision.pk)
    context = {"supervision": supervision, "form": form}
    return render(request, "case_management/supervision_withdraw.html", context, status=422 if form.errors else 200)


@policy(FOLLOW_SUPERVISIONS)
@require_POST
def supervision_words(request: Request, supervision_id: uuid.UUID) -> HttpResponse:
    """Add what the agent says herself."""
    supervision = supervision_for(request, supervision_id)
    form = OwnWordsForm(request.POST)
    if is_kept(
        form,
        lambda: add_own_words(
            id=form.cleaned_data["id"],
            supervision=supervision,
            words=form.cleaned_data["words"],
            actor=request.actor,
            at=timezone.now(),
        ),
    ):
        messages.success(request, _("Your words are kept."))
        return redirect("supervision", supervision.pk)
    return supervision_shown(request, supervision, form)


def supervision_for(request: Request, supervision_id: uuid.UUID) -> Supervision:
    """Return a supervision that the actor may read. Raises Http404."""
    return get_object_or_404(supervisions_of(request.actor, timezone.localdate()), pk=supervision_id)


def agent_for(request: Request, agent_id: int) -> Account:
    """Return an agent whom the actor supervises. Raises Http404."""
    return get_object_or_404(agents_to_supervise(request.actor, timezone.localdate()), pk=agent_id)


def note(request: Request, outcome: str, supervision: Supervision | None) -> None:
    """Write in the audit chain that supervisions were read or left as a file."""
    record_audit(
        actor=request.actor,
        action=SEE_SUPERVISION,
        at=timezone.now(),
        outcome=outcome,
        object_kind="case_management.supervision",
        object_id=supervision.pk if supervision else "",
    )
