"""Pages of the lines of a convention: add one, change it, take it out and bring it back; amendments."""

from __future__ import annotations

import uuid
from functools import partial
from typing import Any

from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.answering import act_and_go, is_kept
from twiza.funding.actions.amendments import begin_amendment, close_amendment, take_back_amendment
from twiza.funding.actions.lines import add_line, bring_back_line, change_line, remove_line
from twiza.funding.forms import AmendmentForm, AxisForm, CommitteeForm, ConventionPartyForm, LineForm, ObligationForm
from twiza.funding.line_words import Line
from twiza.funding.models import Convention, Obligation
from twiza.funding.rules import KEEP_CONVENTIONS
from twiza.funding.views.found import amendment_for, convention_to_change, line_for, meeting_for, sort_named

FORMS: dict[str, type[LineForm]] = {
    "parties": ConventionPartyForm,
    "axes": AxisForm,
    "obligations": ObligationForm,
    "committees": CommitteeForm,
}
TITLES = {
    "parties": gettext_lazy("Party"),
    "axes": gettext_lazy("Line of action"),
    "obligations": gettext_lazy("Obligation"),
    "committees": gettext_lazy("Committee"),
}


@policy(KEEP_CONVENTIONS)
@require_http_methods(["GET", "POST"])
def line_new(request: Request, convention_id: uuid.UUID, sort: str) -> HttpResponse:
    """Add a line to a convention."""
    convention = convention_to_change(request, convention_id)
    model = sort_named(sort)
    return line_page(request, convention, sort, model(convention=convention), {})


@policy(KEEP_CONVENTIONS)
@require_http_methods(["GET", "POST"])
def decision_new(request: Request, convention_id: uuid.UUID, meeting_id: uuid.UUID) -> HttpResponse:
    """Write down what a committee decided at a meeting: who does what until when."""
    convention = convention_to_change(request, convention_id)
    meeting = meeting_for(convention, meeting_id)
    return line_page(
        request, convention, "obligations", Obligation(convention=convention, meeting=meeting), {"meeting": meeting}
    )


@policy(KEEP_CONVENTIONS)
@require_http_methods(["GET", "POST"])
def line_change(request: Request, convention_id: uuid.UUID, sort: str, line_id: uuid.UUID) -> HttpResponse:
    """Change a line of a convention."""
    convention = convention_to_change(request, convention_id)
    line = line_for(convention, sort, line_id)
    return line_page(request, convention, sort, line, {"line": line})


def line_page(
    request: Request, convention: Convention, sort: str, line: Line, context: dict[str, Any]
) -> HttpResponse:
    """Show the form of a line, and keep what is sent."""
    known = "line" in context
    form = FORMS[sort](request.POST or None, initial=initial_of(line) if known else None, convention=convention)
    if request.method == "POST" and is_kept(form, lambda: keep_line(request, form, line, is_known=known)):
        messages.success(request, _("The line is kept.") if known else _("The line is added."))
        return redirect("convention", convention.pk)
    shown = {"convention": convention, "sort": sort, "form": form, "what": TITLES[sort], **context}
    return render(request, "funding/line_form.html", shown, status=422 if form.errors else 200)


def initial_of(line: Line) -> dict[str, Any]:
    """Return a line as its form shows it."""
    return {**model_to_dict(line), "id": line.pk}


def keep_line(request: Request, form: LineForm, line: Line, *, is_known: bool) -> None:
    """Store a line as its form says. Raises DomainError."""
    for name, value in form.values().items():
        setattr(line, name, value)
    if is_known:
        change_line(line=line, actor=request.actor, at=timezone.now())
    else:
        line.pk = form.cleaned_data["id"]
        add_line(line=line, actor=request.actor, at=timezone.now())


@policy(KEEP_CONVENTIONS)
@require_POST
def line_remove(request: Request, convention_id: uuid.UUID, sort: str, line_id: uuid.UUID) -> HttpResponse:
    """Take a line out of a convention, or bring it back."""
    convention = convention_to_change(request, convention_id)
    line = line_for(convention, sort, line_id)
    change, said = (
        (bring_back_line, _("The line is brought back."))
        if line.removed_at
        else (remove_line, _("The line is taken out. It can be brought back at the end of this page."))
    )
    act = partial(change, line=line, actor=request.actor, at=timezone.now())
    return act_and_go(request, act, said, reverse("convention", args=[convention.pk]))


@policy(KEEP_CONVENTIONS)
@require_http_methods(["GET", "POST"])
def amendment_new(request: Request, convention_id: uuid.UUID) -> HttpResponse:
    """Begin to write down an amendment."""
    convention = convention_to_change(request, convention_id)
    form = AmendmentForm(request.POST or None, initial={"signed_on": timezone.localdate()})
    begin = partial(begin_amendment, convention=convention, actor=request.actor, at=timezone.now())
    if request.method == "POST" and is_kept(form, lambda: begin(**form.cleaned_data)):
        messages.success(request, _("The amendment is begun: change the lines, then close it."))
        return redirect("convention", convention.pk)
    context = {"convention": convention, "form": form}
    return render(request, "funding/amendment_form.html", context, status=422 if form.errors else 200)


@policy(KEEP_CONVENTIONS)
@require_POST
def amendment_close(request: Request, convention_id: uuid.UUID, amendment_id: uuid.UUID) -> HttpResponse:
    """Close an amendment, or take back one that changed nothing."""
    convention = convention_to_change(request, convention_id)
    amendment = amendment_for(convention, amendment_id)
    change, said = (
        (take_back_amendment, _("The amendment is taken back."))
        if "take_back" in request.POST
        else (close_amendment, _("The amendment is closed; its differences stay on this page."))
    )
    act = partial(change, amendment=amendment, actor=request.actor, at=timezone.now())
    return act_and_go(request, act, said, reverse("convention", args=[convention.pk]))
