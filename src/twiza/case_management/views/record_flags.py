"""The desk of data quality: which records can hardly be so, and what was done about each."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor, decide
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.case_management.actions.record_flags import answer_flag, note_act, tell_of_flag
from twiza.case_management.files.flag_table import flags_table
from twiza.case_management.flag_forms import FlagAnswerForm, FlagFilterForm, FlagTellForm
from twiza.case_management.flag_page import flag_lines, rule_lines
from twiza.case_management.models import RecordFlag
from twiza.case_management.queries.children import children_of
from twiza.case_management.queries.record_flags import (
    agents_in,
    all_together,
    flags_asked,
    flags_by_agent,
    flags_of,
    places_in,
)
from twiza.case_management.queries.records_seen import version_for
from twiza.case_management.rules import ANSWER_RECORD_FLAGS, SEE_RECORD_FLAGS
from twiza.core.answering import is_kept
from twiza.documents.table_files import CONTENT_TYPES, table_as

FLAGS_PER_PAGE = 25


@policy(SEE_RECORD_FLAGS)
@require_GET
def flag_list(request: Request) -> HttpResponse:
    """List the records that are pointed out: a supervisor's, or those that an agent was asked about."""
    seen = flags_of(request.actor)
    form = filter_form(request)
    page = Paginator(flags_asked(seen, form.asked()), FLAGS_PER_PAGE).get_page(request.GET.get("page"))
    by_agent = flags_by_agent(seen)
    context = {
        "filter": form,
        "page": page,
        "page_numbers": page.paginator.get_elided_page_range(page.number),
        "lines": flag_lines(page.object_list),
        "by_agent": by_agent,
        "whole": all_together(by_agent),
        "rules": rule_lines(version_for(organisation_of(request.actor), timezone.localdate())),
        "is_supervisor": bool(decide(request.actor, ANSWER_RECORD_FLAGS)),
        "query": request.GET.urlencode(),
    }
    return render(request, "case_management/record_flags.html", context)


def filter_form(request: Request) -> FlagFilterForm:
    """Return the filter with what may be asked."""
    seen = flags_of(request.actor)
    form = FlagFilterForm(request.GET, auto_id="filter_%s")
    form.offer(agents_in(seen), places_in(seen))
    return form


def organisation_of(actor: Actor) -> int:
    """Return the organisation an actor acts for. Raises Http404 without one."""
    if actor.grant is None:
        raise Http404
    return actor.grant.organisation_id


@policy(SEE_RECORD_FLAGS)
@require_GET
def flags_export(request: Request, kind: str) -> HttpResponse:
    """Send what is listed as a file."""
    if kind not in {"xlsx", "csv"}:
        raise Http404
    found = flags_asked(flags_of(request.actor), filter_form(request).asked())
    table = flags_table(flag_lines(found), on=timezone.localdate())
    content = table_as(kind, table, language=get_language() or "fr")
    record_audit(
        actor=request.actor, action=SEE_RECORD_FLAGS, at=timezone.now(), outcome="exported", object_kind="record_flags"
    )
    headers = {"Content-Disposition": f'attachment; filename="twiza-data-quality.{kind}"'}
    return HttpResponse(content, content_type=CONTENT_TYPES[kind], headers=headers)


@policy(SEE_RECORD_FLAGS)
@require_http_methods(["GET", "POST"])
def flag_detail(request: Request, flag_id: uuid.UUID) -> HttpResponse:
    """Show one record with what was done about it; keep what is done or answered now."""
    flag = get_object_or_404(flags_of(request.actor).select_related("version", "child", "visit", "agent"), pk=flag_id)
    is_supervisor = bool(decide(request.actor, ANSWER_RECORD_FLAGS))
    form = form_for(request, flag) if is_supervisor else FlagTellForm(request.POST or None)
    if request.method == "POST" and is_kept(form, lambda: keep(request, flag, form)):
        messages.success(request, _("What was done is kept."))
        return redirect("record_flag", flag.pk)
    if request.method == "GET":
        note_act(request.actor, flag, "read", timezone.now())
    context = {
        "line": flag_lines([flag])[0],
        "acts": flag.acts.select_related("by").order_by("at", "id"),
        "form": form,
        "is_supervisor": is_supervisor,
        "is_child_open": is_open(request.actor, flag),
    }
    return render(request, "case_management/record_flag.html", context, status=422 if form.errors else 200)


def is_open(actor: Actor, flag: RecordFlag) -> bool:
    """Return whether the page of the child of a flag opens for an actor: she lives, and is a child still."""
    return flag.child is not None and children_of(actor, timezone.localdate()).filter(pk=flag.child.pk).exists()


def form_for(request: Request, flag: RecordFlag) -> FlagAnswerForm:
    """Return the form of a supervisor."""
    return FlagAnswerForm(request.POST or None, may_ask=flag.agent_id is not None)


def keep(request: Request, flag: RecordFlag, form: FlagAnswerForm | FlagTellForm) -> None:
    """Keep what was done by a supervisor, or answered by an agent."""
    said = form.cleaned_data
    if "act" in said:
        answer_flag(
            id=said["id"], flag=flag, act=said["act"], words=said["words"], actor=request.actor, at=timezone.now()
        )
    else:
        tell_of_flag(id=said["id"], flag=flag, words=said["words"], actor=request.actor, at=timezone.now())
