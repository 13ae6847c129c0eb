"""What is protected at a visit: read by who wrote it and by those she names, each reading noted."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from twiza.accounts.decisions import decide
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.case_management.actions.answers import end_reading, name_reader, note_protected
from twiza.case_management.actions.visits import rules_of
from twiza.case_management.answers_page import answers_said
from twiza.case_management.child_forms import ReaderForm
from twiza.case_management.models import ChildVisit
from twiza.case_management.queries.answers import facts_of_protected, readers_now, readers_offered
from twiza.case_management.rules import FOLLOW_PROTECTED, NAME_READERS, READ_PROTECTED_ANSWERS
from twiza.core.answering import act_and_go, is_kept


@policy(FOLLOW_PROTECTED)
@require_GET
def protected_detail(request: Request, visit_id: uuid.UUID) -> HttpResponse:
    """Show what is protected at a visit, and who reads it."""
    visit = protected_for(request, visit_id)
    note_protected(request.actor, visit, "read", timezone.now())
    return protected_shown(request, visit, reader_form(visit))


@policy(FOLLOW_PROTECTED)
@require_POST
def protected_name(request: Request, visit_id: uuid.UUID) -> HttpResponse:
    """Let a colleague read it."""
    visit = protected_for(request, visit_id)
    form = reader_form(visit, request.POST)
    if is_kept(form, lambda: name_reader(visit=visit, person=form.chosen(), actor=request.actor, at=timezone.now())):
        messages.success(request, _("This colleague may read it now."))
        return redirect("child_protected", visit.pk)
    return protected_shown(request, visit, form)


@policy(FOLLOW_PROTECTED)
@require_POST
def protected_end(request: Request, visit_id: uuid.UUID, person_id: int) -> HttpResponse:
    """Let a colleague read it no more."""
    visit = protected_for(request, visit_id)
    reader = get_object_or_404(readers_now().select_related("visit"), visit=visit, person=person_id)
    return act_and_go(
        request,
        lambda: end_reading(reader=reader, actor=request.actor, at=timezone.now()),
        _("This colleague reads it no more."),
        reverse("child_protected", args=[visit.pk]),
    )


def protected_for(request: Request, visit_id: uuid.UUID) -> ChildVisit:
    """Return a visit whose protected answers the actor reads. Raises Http404."""
    kept = ChildVisit.objects.exclude(protectedanswers=None).select_related("child", "visited_by").distinct()
    visit = get_object_or_404(kept, pk=visit_id)
    if not decide(request.actor, READ_PROTECTED_ANSWERS, facts_of_protected(visit, request.actor)):
        raise Http404
    return visit


def reader_form(visit: ChildVisit, given: Mapping[str, Any] | None = None) -> ReaderForm:
    """Return the form that names a colleague."""
    form = ReaderForm(given)
    form.offer(readers_offered(visit, timezone.localdate()))
    return form


def protected_shown(request: Request, visit: ChildVisit, form: ReaderForm) -> HttpResponse:
    """Return the page, with the form as it came back."""
    rules, language = rules_of(visit.child, visit.visited_on), get_language() or "fr"
    context = {
        "visit": visit,
        "child": visit.child,
        "answers": answers_said(visit.protectedanswers.order_by("id"), rules, visit.visited_on, language),
        "readers": readers_now().filter(visit=visit).select_related("person").order_by("named_at"),
        "may_name": bool(decide(request.actor, NAME_READERS, facts_of_protected(visit, request.actor))),
        "form": form,
    }
    return render(request, "case_management/protected.html", context, status=422 if form.errors else 200)
