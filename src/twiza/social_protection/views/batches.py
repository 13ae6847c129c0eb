"""Lists for offices: made, printed, answered by hand or by file, and followed by the files."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.answering import act_and_go, is_kept
from twiza.core.ids import new_id
from twiza.core.names import name_in
from twiza.documents.table_files import CONTENT_TYPES, table_as
from twiza.jobs.once import id_asked_under
from twiza.social_protection.actions.batches import cancel_batch, make_batch
from twiza.social_protection.batch_forms import BatchForm, DeskForm
from twiza.social_protection.batch_page import batch_context
from twiza.social_protection.files.batch_list import batch_pdf, batch_table
from twiza.social_protection.models import Batch, Enrolment
from twiza.social_protection.queries.batches import (
    Desk,
    batches_of,
    desks_of,
    files_to_send,
    lines_of,
    step_of_batch,
)
from twiza.social_protection.rules import FOLLOW_RIGHTS
from twiza.social_protection.views.found import note_read

ROWS_PER_PAGE = 50
STATUS_REFUSED = 422


@policy(FOLLOW_RIGHTS)
@require_GET
def batch_list(request: Request) -> HttpResponse:
    """List the lists that were made, and where files wait for an office."""
    page = Paginator(batches_of(request.actor), ROWS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "page_numbers": page.paginator.get_elided_page_range(page.number),
        "desks": [one for one in desks_of(request.actor) if one.waiting],
    }
    return render(request, "social_protection/batches.html", context)


@policy(FOLLOW_RIGHTS)
def batch_new(request: Request) -> HttpResponse:
    """Choose an office, then the files that wait for it, and make the list."""
    desks, today = desks_of(request.actor), timezone.localdate()
    desk = next((one for one in desks if one.key == request.GET.get("desk")), None)
    files = list(files_to_send(request.actor, desk.scheme, desk.step.code)) if desk else []
    unsent = [str(one.pk) for one in files if one.on_list is None]  # type: ignore[attr-defined]  # annotated
    form = BatchForm(request.POST or None, initial={"made_on": today, "enrolments": unsent})
    form.offer([(str(one.pk), one.household.code) for one in files])
    id = id_asked_under(request) or new_id()
    if request.method == "POST" and desk and is_kept(form, lambda: made(id, form, desk, files, request)):
        messages.success(request, _("The list is made: print it, or send the workbook."))
        return redirect("rights_batch", id)
    context = {
        "desks": desk_form(request, desks),
        "desk": desk,
        "form": form,
        "rows": [(one, str(one.pk) in chosen(form), (today - one.file.entered_on).days) for one in files],
    }
    status = STATUS_REFUSED if request.method == "POST" else 200
    return render(request, "social_protection/batch_new.html", context, status=status)


def made(id: uuid.UUID, form: forms.Form, desk: Desk, files: list[Enrolment], request: Request) -> Batch:
    """Make the list of the files that were chosen. Raises what `make_batch` raises."""
    asked = set(form.cleaned_data["enrolments"])
    return make_batch(
        id=id,
        scheme=desk.scheme,
        step=desk.step.code,
        enrolments=[one for one in files if str(one.pk) in asked],
        made_on=form.cleaned_data["made_on"],
        actor=request.actor,
        at=timezone.now(),
    )


def chosen(form: BatchForm) -> set[str]:
    """Return the files that are ticked: those sent with the form, or those it begins with."""
    return set(form["enrolments"].value() or ())


def desk_form(request: Request, desks: list[Desk]) -> DeskForm:
    """Return the form that chooses an office, each with how many files wait there."""
    language = get_language() or "fr"
    form = DeskForm(request.GET if "desk" in request.GET else None, auto_id="desk_%s")
    form.offer([(one.key, desk_said(one, language)) for one in desks])
    return form


def desk_said(desk: Desk, language: str) -> str:
    """Return an office, the step that waits for it and how many files are there."""
    words = (desk.scheme.names, desk.step.owner_names, desk.step.names)
    said = " · ".join(name_in(one, language) for one in words)
    return _("%(desk)s (%(count)s)") % {"desk": said, "count": desk.waiting}


def batch_for(request: Request, batch_id: uuid.UUID) -> Batch:
    """Return a list that the actor may see. Raises Http404."""
    return get_object_or_404(batches_of(request.actor), pk=batch_id)


@policy(FOLLOW_RIGHTS)
@require_GET
def batch_detail(request: Request, batch_id: uuid.UUID) -> HttpResponse:
    """Show one list with what was answered."""
    batch = batch_for(request, batch_id)
    note_read(request, "batch", batch.pk, "read")
    return batch_shown(request, batch)


def batch_shown(request: Request, batch: Batch, *, status: int = 200, **shown: Any) -> HttpResponse:
    """Return the page of a list, with the form that was refused or the lines that were."""
    context = batch_context(batch, request.actor, today=timezone.localdate()) | shown
    return render(request, "social_protection/batch.html", context, status=status)


@policy(FOLLOW_RIGHTS)
@require_GET
def batch_export(request: Request, batch_id: uuid.UUID, kind: str) -> HttpResponse:
    """Send a list for the office: on paper, or to be filled in."""
    batch, language = batch_for(request, batch_id), get_language() or "fr"
    lines = lines_of(batch, request.actor)
    if kind == "pdf":
        content, content_type = batch_pdf(batch, lines, step_of_batch(batch), language=language), "application/pdf"
    elif kind in {"xlsx", "csv"}:
        content = table_as(kind, batch_table(batch, lines, language=language), language=language)
        content_type = CONTENT_TYPES[kind]
    else:
        raise Http404
    note_read(request, "batch", batch.pk, "exported")
    headers = {"Content-Disposition": f'attachment; filename="twiza-list-{batch.number}.{kind}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)


@policy(FOLLOW_RIGHTS)
@require_POST
def batch_cancel(request: Request, batch_id: uuid.UUID) -> HttpResponse:
    """Cancel a list that nobody answered."""
    batch = batch_for(request, batch_id)
    return act_and_go(
        request,
        lambda: cancel_batch(batch=batch, actor=request.actor, at=timezone.now()),
        _("The list is cancelled: its files can be put on another one."),
        reverse("rights_batch", args=[batch.pk]),
    )
