"""Pages of children followed at home: who waits, one child, a visit recorded or withdrawn, an alert answered."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import decide
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.case_management.actions.visits import answer_alert, record_visit, rules_of, withdraw_visit
from twiza.case_management.child_forms import AnswerForm, ChildFilterForm, VisitForm, WithdrawForm
from twiza.case_management.child_page import page_of
from twiza.case_management.child_questions import doses_to_ask, signs_to_ask
from twiza.case_management.models import ChildAlert, ChildVisit
from twiza.case_management.module_questions import modules_to_ask
from twiza.case_management.queries.children import (
    agrees_to_visits,
    children_of,
    follow_counts,
    followed_first,
    late,
    never_visited,
    waiting_first,
    with_open_alert,
)
from twiza.case_management.rules import ANSWER_ALERTS, FOLLOW_CHILDREN
from twiza.core.answering import is_kept
from twiza.core.text import sounds_asked
from twiza.households.models import Person

CHILDREN_PER_PAGE = 25
COUNTED = {"visit": "late", "answer": "alerts"}
"""Which count is that of the children who wait for something."""


@policy(FOLLOW_CHILDREN)
@require_GET
def child_list(request: Request) -> HttpResponse:
    """List the children of the households that the actor sees: who waits longest first."""
    today = timezone.localdate()
    form = ChildFilterForm(request.GET, auto_id="filter_%s")
    form.is_valid()
    seen = children_of(request.actor, today)
    counts = follow_counts(seen, today)
    wait, sounds = form.cleaned_data.get("wait", ""), sounds_asked(form.cleaned_data.get("q", ""))
    is_asked = bool(wait or sounds)
    asked = children_asked(seen, wait, sounds, today) if is_asked else followed_first(seen, counts)
    paginator: Paginator[Person] = Paginator(asked, CHILDREN_PER_PAGE)  # type: ignore[arg-type]  # a page is a slice
    if not sounds and wait in COUNTED:  # how many there are is known: to count many again takes long
        paginator.count = counts[COUNTED[wait]]
    page = paginator.get_page(request.GET.get("page"))
    context = {
        "filter": form,
        "page": page,
        "page_numbers": page.paginator.get_elided_page_range(page.number),
        "counts": counts,
        "is_asked": is_asked,
        "today": today,
    }
    return render(request, "case_management/children.html", context)


def children_asked(children: QuerySet[Person], wait: str, sounds: Sequence[str], on: dt.date) -> QuerySet[Person]:
    """Return the children of a name, visited or not, who wait for something when that is asked."""
    for sound in sounds:
        children = children.filter(search_text__contains=sound)
    asked = waiting_first(children)
    if wait == "first":
        return never_visited(asked).order_by("pk")
    if wait == "visit":
        return late(asked, on).order_by("follow__due_on", "pk")
    return with_open_alert(asked) if wait == "answer" else asked


@policy(FOLLOW_CHILDREN)
@require_GET
def child_detail(request: Request, person_id: uuid.UUID) -> HttpResponse:
    """Show a child: what waits, how it grows, its vaccines and its visits."""
    child = child_for(request, person_id)
    record_audit(
        actor=request.actor,
        action=FOLLOW_CHILDREN,
        at=timezone.now(),
        outcome="read",
        object_kind="households.person",
        object_id=child.pk,
    )
    return child_shown(request, child, AnswerForm(), None)


def child_for(request: Request, person_id: uuid.UUID) -> Person:
    """Return a child that the actor sees. Raises Http404."""
    return get_object_or_404(children_of(request.actor, timezone.localdate()), pk=person_id)


def child_shown(request: Request, child: Person, form: AnswerForm, answering: ChildAlert | None) -> HttpResponse:
    """Show a child with the form of an alert as it was sent."""
    today = timezone.localdate()
    context = page_of(child, rules_of(child, today), today, request.actor) | {
        "form": form,
        "answering": answering,
        "may_answer": bool(decide(request.actor, ANSWER_ALERTS)),
        "may_visit": agrees_to_visits(child, today),
    }
    return render(request, "case_management/child.html", context, status=422 if form.errors else 200)


@policy(FOLLOW_CHILDREN)
@require_http_methods(["GET", "POST"])
def visit_new(request: Request, person_id: uuid.UUID) -> HttpResponse:
    """Record a visit to a child."""
    child, today = child_for(request, person_id), timezone.localdate()
    rules = rules_of(child, today)
    form = VisitForm(
        request.POST or None,
        initial={"visited_on": today},
        signs=signs_to_ask(child, rules, today),
        doses=doses_to_ask(child, rules, today),
        modules=modules_to_ask(child, rules, today, get_language() or "fr"),
    )
    if request.method == "POST" and is_kept(
        form,
        lambda: record_visit(
            id=form.cleaned_data["id"],
            child=child,
            terms=form.terms(),
            actor=request.actor,
            at=timezone.now(),
        ),
    ):
        messages.success(request, _("The visit is recorded."))
        return redirect("child", child.pk)
    context = {"child": child, "form": form, "rules": rules}
    return render(request, "case_management/visit_new.html", context, status=422 if form.errors else 200)


@policy(FOLLOW_CHILDREN)
@require_http_methods(["GET", "POST"])
def visit_withdraw(request: Request, visit_id: uuid.UUID) -> HttpResponse:
    """Say that a visit was recorded by mistake."""
    visit = get_object_or_404(ChildVisit.objects.select_related("child"), pk=visit_id)
    child = child_for(request, visit.child_id)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and is_kept(
        form,
        lambda: withdraw_visit(
            visit=visit, reason=form.cleaned_data["reason"], actor=request.actor, at=timezone.now()
        ),
    ):
        messages.success(request, _("The visit counts no more."))
        return redirect("child", child.pk)
    context = {"child": child, "visit": visit, "form": form}
    return render(request, "case_management/visit_withdraw.html", context, status=422 if form.errors else 200)


@policy(ANSWER_ALERTS)
@require_http_methods(["GET", "POST"])
def alert_answer(request: Request, alert_id: uuid.UUID) -> HttpResponse:
    """Answer an alert; read anew, the page of the child shows it."""
    alert = get_object_or_404(ChildAlert.objects.select_related("child", "visit"), pk=alert_id)
    child = child_for(request, alert.child_id)
    if request.method != "POST":
        return redirect("child", child.pk)
    form = AnswerForm(request.POST)
    if is_kept(
        form,
        lambda: answer_alert(alert=alert, words=form.cleaned_data["words"], actor=request.actor, at=timezone.now()),
    ):
        messages.success(request, _("The alert is answered."))
        return redirect("child", child.pk)
    return child_shown(request, child, form, alert)
