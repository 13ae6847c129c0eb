"""Pages of a day's register: typed from paper, kept as people come, closed and opened again."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from twiza.accounts.audit import record_audit
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.errors import DomainError
from twiza.documents.guard import GuardedFile
from twiza.documents.reading import read_table
from twiza.outreach.actions.register import (
    bring_back_line,
    close_day,
    put_back_to_wait,
    record_arrival,
    record_line,
    reopen_day,
    say_not_seen,
    see_person,
    take_back_line,
)
from twiza.outreach.actions.register_file import FileRecorded, record_file
from twiza.outreach.caravan_forms import ArrivalForm, LineForm, NotSeenForm, RegisterFileForm
from twiza.outreach.models import Attendance, CaravanDay, Consultation, NotSeen
from twiza.outreach.queries.register import lines_of, next_number, posts_of, waiting_at
from twiza.outreach.register_file import read_register
from twiza.outreach.register_line import understand_line
from twiza.outreach.rules import KEEP_REGISTER, KEEP_REGISTERS
from twiza.outreach.views.found import day_to_register
from twiza.outreach.views.taking import FilePage, file_page

LINES_SHOWN = 20


@policy(KEEP_REGISTERS)
@require_http_methods(["GET", "POST"])
def day_typing(request: Request, caravan_id: uuid.UUID, day_id: int) -> HttpResponse:
    """Type the lines of a paper register, one after the other."""
    day = day_to_register(request, caravan_id, day_id)
    form = LineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            keep_typed_line(request, day, form)
            if "hx-request" not in request.headers:
                return redirect("day_typing", caravan_id, day_id)
            form = LineForm()
        except DomainError as error:
            form.add_error("text", str(error))
    if request.method == "GET":
        note_read(request, day)
    return typing_page(request, day, form)


def keep_typed_line(request: Request, day: CaravanDay, form: LineForm) -> None:
    """Keep the line that was typed; one that is there already is said to be."""
    localities = day.caravan.localities.values_list("number", flat=True)
    line = understand_line(form.cleaned_data["text"], posts=posts_of(day.caravan), localities=set(localities))
    recorded = record_line(day=day, line=line, actor=request.actor, at=timezone.now(), id=form.cleaned_data["id"])
    if recorded.was_there:
        number = recorded.attendance.queue_number
        messages.info(request, _("Line %(number)d was there already, word for word.") % {"number": number})


def typing_page(request: Request, day: CaravanDay, form: LineForm) -> HttpResponse:
    """Show the line to type, what the digits mean, and the lines typed last."""
    day.refresh_from_db(fields=["closed_at", "opened_at"])
    context = {
        "caravan": day.caravan,
        "day": day,
        "form": form,
        "next_number": next_number(day),
        "posts": posts_of(day.caravan),
        "reasons": NotSeen.choices,
        "localities": day.caravan.localities.order_by("number"),
        "lines": lines_of(day)[:LINES_SHOWN],
        "taken_back": day.attendances.filter(taken_back_at__isnull=False).order_by("-taken_back_at")[:LINES_SHOWN],
    }
    is_part = "hx-request" in request.headers
    template = "typing_part" if is_part else "typing"
    shown = context | {"is_part": is_part}
    return render(request, f"outreach/caravans/{template}.html", shown, status=422 if form.errors else 200)


@policy(KEEP_REGISTERS)
@require_http_methods(["GET", "POST"])
def day_file(request: Request, caravan_id: uuid.UUID, day_id: int) -> HttpResponse:
    """Take a register typed in a spreadsheet: all of its lines, or everything that is wrong with it."""
    day, is_sent = day_to_register(request, caravan_id, day_id), request.method == "POST"
    form = RegisterFileForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    back = reverse("day_typing", args=[caravan_id, day_id])
    page = FilePage("outreach/caravans/file.html", {"caravan": day.caravan, "day": day}, back)
    return file_page(request, form, lambda file: recorded_said(recorded_from(request, day, file)), page)


def recorded_from(request: Request, day: CaravanDay, file: GuardedFile) -> FileRecorded:
    """Record the lines of a file. Raises DomainError."""
    known = dict(day.caravan.localities.values_list("name", "number"))
    lines = read_register(read_table(file), posts=list(posts_of(day.caravan)), localities=known)
    return record_file(day=day, file=file.name, lines=lines, actor=request.actor, at=timezone.now())


def recorded_said(recorded: FileRecorded) -> str:
    """Return what came of a file, as a sentence."""
    said = ngettext(
        "%(new)d line is new; %(there)d were there already.",
        "%(new)d lines are new; %(there)d were there already.",
        recorded.new,
    )
    return said % {"new": recorded.new, "there": recorded.was_there}


@policy(KEEP_REGISTERS)
@require_http_methods(["GET", "POST"])
def day_arrivals(request: Request, caravan_id: uuid.UUID, day_id: int) -> HttpResponse:
    """Register people as they come, and see who waits where."""
    day = day_to_register(request, caravan_id, day_id)
    posts, localities = posts_of(day.caravan), list(day.caravan.localities.order_by("number"))
    form = ArrivalForm(request.POST or None, posts=posts, localities=localities)
    if request.method == "POST" and form.is_valid():
        try:
            arrived = record_arrival(day=day, actor=request.actor, at=timezone.now(), **form.terms())
            messages.success(request, _("Number %(number)d") % {"number": arrived.queue_number})
            return redirect("day_arrivals", caravan_id, day_id)
        except DomainError as error:
            form.add_error(None, str(error))
    note_read(request, day)
    context = {
        "caravan": day.caravan,
        "day": day,
        "form": form,
        "next_number": next_number(day),
        "queues": [(post, list(waiting_at(day, post))) for post in posts.values()],
        "not_seen_form": NotSeenForm(),
    }
    return render(request, "outreach/caravans/arrivals.html", context, status=422 if form.errors else 200)


@policy(KEEP_REGISTERS)
@require_POST
def consultation_outcome(request: Request, caravan_id: uuid.UUID, day_id: int, consultation_id: int) -> HttpResponse:
    """Say what became of somebody at a post: seen, not seen and why, or waiting after all."""
    day = day_to_register(request, caravan_id, day_id)
    found = Consultation.objects.filter(attendance__day=day, attendance__taken_back_at__isnull=True)
    consultation = get_object_or_404(found.select_related("attendance__day"), pk=consultation_id)
    try:
        say_outcome(request, consultation)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("day_arrivals", caravan_id, day_id)


def say_outcome(request: Request, consultation: Consultation) -> None:
    """Record what was pressed. Raises DomainError."""
    number, outcome = consultation.attendance.queue_number, request.POST.get("outcome")
    if outcome == "seen":
        see_person(consultation=consultation, at=timezone.now())
        messages.success(request, _("Number %(number)d is seen.") % {"number": number})
    elif outcome == "waiting":
        put_back_to_wait(consultation=consultation, at=timezone.now())
    else:
        form = NotSeenForm(request.POST)
        if form.is_valid():
            say_not_seen(consultation=consultation, why=form.cleaned_data["why"], at=timezone.now())
        else:
            messages.error(request, _("Choose why number %(number)d is not seen.") % {"number": number})


@policy(KEEP_REGISTERS)
@require_POST
def line_take_back(request: Request, caravan_id: uuid.UUID, day_id: int, line_id: uuid.UUID) -> HttpResponse:
    """Take a line of the register back, or bring it back again."""
    day = day_to_register(request, caravan_id, day_id)
    line = get_object_or_404(Attendance.objects.select_related("day"), day=day, pk=line_id)
    change = bring_back_line if line.taken_back_at else take_back_line
    try:
        change(attendance=line, actor=request.actor, at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("day_typing", caravan_id, day_id)


@policy(KEEP_REGISTERS)
@require_POST
def day_close(request: Request, caravan_id: uuid.UUID, day_id: int) -> HttpResponse:
    """Close the register of a day, or open it again."""
    day = day_to_register(request, caravan_id, day_id)
    change = reopen_day if day.closed_at else close_day
    try:
        change(day=day, actor=request.actor, at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("day_typing", caravan_id, day_id)


@policy(KEEP_REGISTERS)
@require_GET
def day_sheet(request: Request, caravan_id: uuid.UUID, day_id: int) -> HttpResponse:
    """Give the paper register of a day to print."""
    from twiza.outreach.files.register_sheet import register_sheet  # noqa: PLC0415 -- slow import

    day = day_to_register(request, caravan_id, day_id)
    content = register_sheet(day, language=request.LANGUAGE_CODE)
    return HttpResponse(content, content_type="application/pdf")


def note_read(request: Request, day: CaravanDay) -> None:
    """Write in the audit chain that a register was read."""
    record_audit(
        actor=request.actor,
        action=KEEP_REGISTER,
        at=timezone.now(),
        outcome="read",
        object_kind="caravan_day",
        object_id=day.pk,
    )
