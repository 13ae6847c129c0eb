"""Pages of conventions: the list, one convention, opened, changed, signed, renewed, as it was."""

from __future__ import annotations

import datetime as dt
import uuid
from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from twiza.accounts.decisions import decide
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.answering import is_kept
from twiza.core.errors import DomainError
from twiza.core.text import sounds_asked
from twiza.documents.table_files import table_as
from twiza.funding.actions.convention import (
    change_terms,
    make_convention,
    record_signature,
    renew_convention,
    take_back_signature,
)
from twiza.funding.convention_page import page_of
from twiza.funding.files.tables import conventions_table
from twiza.funding.forms import ConventionFilterForm, ConventionForm, DayForm, SignatureForm
from twiza.funding.models import Convention, Subject
from twiza.funding.queries.conventions import (
    ConventionFilter,
    conventions_asked,
    conventions_of,
    lines_on,
    listed,
    step_choices,
)
from twiza.funding.queries.deadlines import deadlines_of, kept_by
from twiza.funding.queries.removed import removed_lines
from twiza.funding.rules import KEEP_CONVENTIONS, VIEW_CONVENTIONS
from twiza.funding.views.found import convention_for, convention_to_change, may_change
from twiza.funding.views.sending import KINDS, note_export, sent
from twiza.funding.wording import FIELD_WORDS, word_said

CONVENTIONS_PER_PAGE = 25


@policy(VIEW_CONVENTIONS)
@require_GET
def convention_list(request: Request) -> HttpResponse:
    """List the conventions that the actor may see, the newest first."""
    form, asked = filter_from(request)
    found = listed(conventions_asked(conventions_of(request.actor), asked), timezone.localdate())
    page = Paginator(found, CONVENTIONS_PER_PAGE).get_page(request.GET.get("page"))
    is_asked = any(form.cleaned_data.values())
    context = {
        "filter": form,
        "page": page,
        "page_numbers": page.paginator.get_elided_page_range(page.number),
        "has_conventions": bool(page.object_list) or is_asked,
        "kept": kept_by(deadlines_of(request.actor), timezone.localdate()) if page.object_list else None,
        "may_keep": bool(decide(request.actor, KEEP_CONVENTIONS)),
        "query": request.GET.urlencode(),
    }
    return render(request, "funding/conventions.html", context)


@policy(VIEW_CONVENTIONS)
@require_GET
def conventions_export(request: Request, kind: str) -> HttpResponse:
    """Send the list as a file."""
    if kind not in KINDS:
        raise Http404
    _form, asked = filter_from(request)
    today = timezone.localdate()
    found = listed(conventions_asked(conventions_of(request.actor), asked), today)
    table = conventions_table(found, today)
    note_export(request, "conventions", "")
    return sent(table_as(kind, table, language=get_language() or "fr"), kind, "twiza-conventions")


def filter_from(request: Request) -> tuple[ConventionFilterForm, ConventionFilter]:
    """Return the filter as a form and as a question; what is not understood asks nothing, and says so."""
    form = ConventionFilterForm(request.GET, auto_id="filter_%s")
    form.offer(step_choices())
    form.is_valid()
    given = form.cleaned_data
    asked = ConventionFilter(
        sounds=sounds_asked(given.get("q", "")),
        step_code=given.get("step", ""),
        late_on=timezone.localdate() if given.get("late") else None,
    )
    return form, asked


@policy(KEEP_CONVENTIONS)
@require_http_methods(["GET", "POST"])
def convention_create(request: Request) -> HttpResponse:
    """Open a convention."""
    form = ConventionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            convention = make_convention(
                terms=form.terms(), actor=request.actor, at=timezone.now(), id=form.cleaned_data["id"]
            )
            messages.success(request, _("The convention is opened. Add its parties, then what they owe."))
            return redirect("convention", convention.pk)
        except DomainError as error:
            form.add_error(None, str(error))
    context = {"form": form, "convention": None, "verb": _("Open this convention")}
    return render(request, "funding/convention_form.html", context, status=422 if form.errors else 200)


@policy(VIEW_CONVENTIONS)
@require_GET
def convention_detail(request: Request, convention_id: uuid.UUID) -> HttpResponse:
    """Show a convention: where it stands, what is owed, by whom, its committees, amendments and history."""
    return convention_shown(request, convention_for(request, convention_id), SignatureForm())


def convention_shown(request: Request, convention: Convention, form: SignatureForm) -> HttpResponse:
    """Show a convention with the form of its signature as it was sent."""
    changes = may_change(request, convention)
    amendment = convention.amendments.filter(closed_at=None).first()
    is_over = convention.file.closed_at is not None
    context = {
        **page_of(convention, timezone.localdate()),
        "may_change": changes and not is_over,
        "may_change_lines": changes and not is_over and (convention.signed_on is None or amendment is not None),
        "may_renew": changes and not hasattr(convention, "renewed_by"),
        "open_amendment": amendment,
        "removed": removed_lines(convention) if changes and not is_over else [],
        "signature_form": form,
        "day_form": DayForm(initial={"on": timezone.localdate()}),
    }
    return render(request, "funding/convention.html", context, status=422 if form.errors else 200)


@policy(KEEP_CONVENTIONS)
@require_http_methods(["GET", "POST"])
def convention_change(request: Request, convention_id: uuid.UUID) -> HttpResponse:
    """Change what a convention says of itself."""
    convention = convention_to_change(request, convention_id)
    form = ConventionForm(request.POST or None, initial=terms_in_form(convention))
    change = partial(change_terms, convention=convention, actor=request.actor, at=timezone.now())
    if request.method == "POST" and is_kept(form, lambda: change(terms=form.terms())):
        messages.success(request, _("The terms are changed; what they were is kept in the history."))
        return redirect("convention", convention.pk)
    context = {"form": form, "convention": convention, "verb": _("Save")}
    return render(request, "funding/convention_form.html", context, status=422 if form.errors else 200)


def terms_in_form(convention: Convention) -> dict[str, object]:
    """Return the terms of a convention as the form shows them."""
    return {
        "title": convention.file.title,
        "purpose": convention.purpose,
        "starts_on": convention.starts_on,
        "ends_on": convention.ends_on,
        "renewal_terms": convention.renewal_terms,
    }


@policy(KEEP_CONVENTIONS)
@require_POST
def convention_sign(request: Request, convention_id: uuid.UUID) -> HttpResponse:
    """Record the signature, or take it back."""
    convention = convention_to_change(request, convention_id)
    form = SignatureForm(request.POST)
    try:
        if convention.signed_on is not None:
            take_back_signature(convention=convention, actor=request.actor, at=timezone.now())
            messages.success(request, _("The signature is taken back."))
            return redirect("convention", convention.pk)
        if form.is_valid():
            day = form.cleaned_data["signed_on"]
            record_signature(convention=convention, signed_on=day, actor=request.actor, at=timezone.now())
            messages.success(request, _("The signature is recorded. From now on, lines change by amendment."))
            return redirect("convention", convention.pk)
    except DomainError as error:
        if convention.signed_on is not None:
            messages.error(request, str(error))
            return redirect("convention", convention.pk)
        form.add_error("signed_on", str(error))
    return convention_shown(request, convention_for(request, convention_id), form)


@policy(KEEP_CONVENTIONS)
@require_http_methods(["GET", "POST"])
def convention_renew(request: Request, convention_id: uuid.UUID) -> HttpResponse:
    """Open the convention that follows this one."""
    convention = convention_to_change(request, convention_id)
    following = Convention.objects.filter(renews=convention).first()
    if following is not None and request.method == "GET":
        return redirect("convention", following.pk)
    form = ConventionForm(request.POST or None, initial=terms_to_renew(convention))
    if request.method == "POST" and form.is_valid():
        try:
            made = renew_convention(
                convention=convention,
                terms=form.terms(),
                actor=request.actor,
                at=timezone.now(),
                id=form.cleaned_data["id"],
            )
            messages.success(request, _("The next convention is opened, with the same parties and lines of action."))
            return redirect("convention", made.pk)
        except DomainError as error:
            form.add_error(None, str(error))
    context = {"form": form, "convention": convention, "verb": _("Open the next convention"), "is_renewal": True}
    return render(request, "funding/convention_form.html", context, status=422 if form.errors else 200)


def terms_to_renew(convention: Convention) -> dict[str, object]:
    """Return what the next convention would say: the same, as long again."""
    ends_on = convention.ends_on
    if ends_on is None:
        return terms_in_form(convention) | {"starts_on": None}
    following = ends_on + dt.timedelta(days=1)
    until = following + (ends_on - convention.starts_on)
    return terms_in_form(convention) | {"starts_on": following, "ends_on": until}


@policy(VIEW_CONVENTIONS)
@require_GET
def convention_on(request: Request, convention_id: uuid.UUID) -> HttpResponse:
    """Show the lines of a convention as they held on a day."""
    convention = convention_for(request, convention_id)
    form = DayForm(request.GET or {"on": timezone.localdate()})
    lines = lines_on(convention, form.cleaned_data["on"]) if form.is_valid() else {}
    shown = [
        (
            subject.label,
            [[(FIELD_WORDS[field], word_said(field, word)) for field, word in one.items()] for one in rows],
        )
        for subject in Subject
        if (rows := lines.get(subject))
    ]
    context = {"convention": convention, "form": form, "sections": shown, "on": form.cleaned_data.get("on")}
    return render(request, "funding/convention_on.html", context, status=200 if form.is_valid() else 422)
