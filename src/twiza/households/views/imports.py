"""Pages of a file of families: sent, looked at, registered."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.answering import is_kept
from twiza.core.ids import new_id
from twiza.documents.guard import guard_upload
from twiza.documents.table_files import CONTENT_TYPES
from twiza.households.actions.imports import ask_for_households, forget_import, receive_households
from twiza.households.files.imports import empty_file, rows_left_out
from twiza.households.forms import HouseholdFileForm
from twiza.households.import_page import import_page
from twiza.households.models import HouseholdImport
from twiza.households.queries.imports import KINDS, MAX_BYTES, imports_of
from twiza.households.rules import KEEP_HOUSEHOLDS
from twiza.households.views.found import note_read
from twiza.jobs.models import JobState


@policy(KEEP_HOUSEHOLDS)
@require_http_methods(["GET", "HEAD", "POST"])
def household_import_new(request: Request) -> HttpResponse:
    """Take a file of families in, to look at it."""
    form = HouseholdFileForm(request.POST or None, request.FILES or None, initial={"id": new_id()})
    if request.method == "POST" and is_kept(form, lambda: received(request, form)):
        return redirect("household_import", form.cleaned_data["id"])
    context = {"form": form, "files": imports_of(request.actor).defer("content").order_by("-received_at")}
    return render(request, "households/household_import_new.html", context, status=422 if form.errors else 200)


def received(request: Request, form: HouseholdFileForm) -> HouseholdImport:
    """Keep the file of a form. Raises what the guard and the action raise."""
    file = guard_upload(form.cleaned_data["file"], kinds=KINDS, max_bytes=MAX_BYTES)
    return receive_households(id=form.cleaned_data["id"], file=file, actor=request.actor, at=timezone.now())


def import_for(request: Request, import_id: uuid.UUID) -> HouseholdImport:
    """Return a file that the actor sent. Raises Http404."""
    return get_object_or_404(imports_of(request.actor), pk=import_id)


@policy(KEEP_HOUSEHOLDS)
@require_GET
def household_import(request: Request, import_id: uuid.UUID) -> HttpResponse:
    """Show what a file says, how far it is registered, or what was."""
    kept = import_for(request, import_id)
    if kept.job and kept.job.state in {JobState.WAITING, JobState.RUNNING}:
        return render(request, "households/household_import_job.html", {"kept": kept, "job": kept.job})
    note_read(request, "import", kept.pk)
    context = {"kept": kept, "page": import_page(kept, request.actor)}
    done = kept.job is not None and kept.job.state == JobState.DONE
    return render(request, f"households/household_import{'_done' if done else ''}.html", context)


@policy(KEEP_HOUSEHOLDS)
@require_POST
def household_import_start(request: Request, import_id: uuid.UUID) -> HttpResponse:
    """Register the households of a file."""
    ask_for_households(kept=import_for(request, import_id), actor=request.actor, at=timezone.now())
    return redirect("household_import", import_id)


@policy(KEEP_HOUSEHOLDS)
@require_POST
def household_import_forget(request: Request, import_id: uuid.UUID) -> HttpResponse:
    """Forget a file."""
    forget_import(kept=import_for(request, import_id), actor=request.actor, at=timezone.now())
    messages.success(request, _("The file is forgotten."))
    return redirect("household_import_new")


@policy(KEEP_HOUSEHOLDS)
@require_GET
def household_import_rows(request: Request, import_id: uuid.UUID) -> HttpResponse:
    """Send the rows that were left out, with why."""
    kept = import_for(request, import_id)
    file = import_page(kept, request.actor).file
    if file is None:
        raise Http404
    note_read(request, "import", kept.pk)
    return workbook(rows_left_out(file, get_language() or "fr"), "rows-left-out.xlsx")


@policy(KEEP_HOUSEHOLDS)
@require_GET
def household_import_empty(request: Request) -> HttpResponse:
    """Send an empty file to fill."""
    return workbook(empty_file(get_language() or "fr"), "families.xlsx")


def workbook(content: bytes, name: str) -> HttpResponse:
    """Return a workbook to save."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=CONTENT_TYPES["xlsx"], headers=headers)
