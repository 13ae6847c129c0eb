"""Pages of one day of a training: who was there, by ticks, by file, on paper."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from functools import partial

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.activities.actions.attendance_file import Kept, keep_attendance_file
from twiza.activities.actions.participants import take_attendance
from twiza.activities.files.sheet import attendance_sheet
from twiza.activities.models import TrainingDay
from twiza.activities.queries.training import participants_of
from twiza.activities.rules import KEEP_TRAININGS, SEE_TRAINING
from twiza.activities.training_forms import SheetFileForm, ids_in
from twiza.activities.views.found import noted, pdf
from twiza.activities.views.training_found import day_for
from twiza.core.answering import is_kept
from twiza.core.errors import DomainError
from twiza.core.ids import new_id
from twiza.documents.guard import Kind, guard_upload
from twiza.documents.reading import read_table

KINDS = (Kind.XLSX, Kind.CSV)
MAX_BYTES = 2_000_000


@policy(KEEP_TRAININGS)
@require_http_methods(["GET", "HEAD", "POST"])
def training_day(request: Request, training_id: uuid.UUID, day_id: uuid.UUID) -> HttpResponse:
    """Show who was there on a day, and keep the ticks."""
    day = day_for(request, training_id, day_id)
    if request.method == "POST":
        try:
            ticked(request, day, timezone.now())
            messages.success(request, _("The attendance is kept."))
            return redirect("training", training_id)
        except DomainError as error:
            messages.error(request, str(error))
            return day_shown(request, day, SheetFileForm(), status=422)
    return day_shown(request, day, SheetFileForm())


def ticked(request: Request, day: TrainingDay, at: dt.datetime) -> None:
    """Keep the ticks of a page: whoever stands on it without one was not there."""
    shown, present = (ids_in(request.POST.getlist(name)[:2_000]) for name in ("on_sheet", "present"))
    sheet_id = next(iter(ids_in([request.POST.get("id", "")])), None) or new_id()
    marks = {pk: pk in present for pk in shown}
    take_attendance(id=sheet_id, day=day, present=marks, taken_at=at, actor=request.actor, at=at)


def day_shown(
    request: Request, day: TrainingDay, form: SheetFileForm, *, kept: Kept | None = None, status: int = 200
) -> HttpResponse:
    """Show a day with the file that was sent for it, if one was."""
    marks = dict(day.attendances.values_list("participation", "is_present"))
    context = {
        "day": day,
        "training": day.training,
        "rows": [(one, marks.get(one.pk)) for one in participants_of(day.training)],
        "form": form,
        "kept": kept,
        "sheet_id": new_id(),
        "is_to_come": day.held_on > timezone.localdate(),
    }
    return render(request, "activities/training_day.html", context, status=status)


@policy(KEEP_TRAININGS)
@require_POST
def training_day_file(request: Request, training_id: uuid.UUID, day_id: uuid.UUID) -> HttpResponse:
    """Keep an attendance sheet that comes as a file; what cannot be kept is said line by line."""
    day = day_for(request, training_id, day_id)
    form = SheetFileForm(request.POST, request.FILES)
    results: list[Kept] = []

    def keep() -> None:
        file = form.cleaned_data["file"]
        sheet_id = uuid.uuid5(form.cleaned_data["id"], digest_of(file))
        table = read_table(guard_upload(file, kinds=KINDS, max_bytes=MAX_BYTES))
        kept = partial(keep_attendance_file, id=sheet_id, day=day, table=table)
        results.append(kept(actor=request.actor, at=timezone.now()))

    if not is_kept(form, keep):
        return day_shown(request, day, form, status=422)
    lines = results[0].lines
    said = ngettext("%(lines)s line is kept.", "%(lines)s lines are kept.", lines)
    messages.success(request, said % {"lines": lines})
    if results[0].problems:
        return day_shown(request, day, SheetFileForm(), kept=results[0], status=422)
    return redirect("training", training_id)


def digest_of(file: UploadedFile) -> str:
    """Return what tells a file's content from any other's."""
    file.seek(0)
    digest = hashlib.sha256(file.read()).hexdigest()
    file.seek(0)
    return digest


@policy(KEEP_TRAININGS)
@require_GET
def training_day_sheet(request: Request, training_id: uuid.UUID, day_id: uuid.UUID) -> HttpResponse:
    """Send the attendance sheet of a day to print: a line to sign for each, and empty ones."""
    day = day_for(request, training_id, day_id)
    content = attendance_sheet(day, list(participants_of(day.training)), language=get_language() or "fr")
    noted(request, SEE_TRAINING, "attendance_sheet", day.pk)
    return pdf(content, "twiza-attendance")
