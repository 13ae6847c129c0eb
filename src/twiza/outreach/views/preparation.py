"""The page of a caravan's preparation: what is still to do, boxes to tick, the list of the day before on paper."""

from __future__ import annotations

import uuid
from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.answering import act_and_go, is_kept
from twiza.outreach.actions.tasks import add_task, bring_back_task, remove_task, tick, tick_usual
from twiza.outreach.currency import currency_of
from twiza.outreach.models import Caravan, PreparationTask, UsualTask
from twiza.outreach.queries.partners import partners_of
from twiza.outreach.queries.team import team_of
from twiza.outreach.readiness import readiness_of
from twiza.outreach.rules import MAKE_CARAVAN, MAKE_CARAVANS, SEE_PREPARATION, VIEW_CARAVANS
from twiza.outreach.task_forms import TaskForm
from twiza.outreach.views.found import caravan_for, may
from twiza.outreach.views.preparing import caravan_allowed, may_change
from twiza.outreach.views.sending import attachment, note_sent
from twiza.procedures.queries.files import files_of


@policy(VIEW_CARAVANS)
@require_GET
def caravan_preparation(request: Request, caravan_id: uuid.UUID) -> HttpResponse:
    """Show how ready a caravan is; to a partner, how many confirmed, and what it brings itself."""
    caravan = caravan_for(request, caravan_id)
    if may(request, caravan, SEE_PREPARATION):
        return preparation_page(request, caravan, TaskForm())
    grant = request.actor.grant
    ours = [one for one in partners_of(caravan) if grant and one.organisation_id == grant.organisation_id]
    context = {
        "caravan": caravan,
        "team": team_of(caravan),
        "partners": ours,
        "currency": currency_of(caravan.area.country),
    }
    return render(request, "outreach/preparation/for_partner.html", context)


def preparation_page(request: Request, caravan: Caravan, form: TaskForm) -> HttpResponse:
    """Show how ready a caravan is, with the form of one more box as it was sent."""
    sees_file = caravan.file_id is not None and files_of(request.actor).filter(pk=caravan.file_id).exists()
    context = {
        "caravan": caravan,
        "ready": readiness_of(caravan),
        "form": form,
        "removed": PreparationTask.kept.filter(caravan=caravan, removed_at__isnull=False).order_by("-removed_at"),
        "sees_file": sees_file,
        "may_change": may_change(request, caravan),
    }
    return render(request, "outreach/preparation/preparation.html", context, status=422 if form.errors else 200)


@policy(VIEW_CARAVANS)
@require_GET
def caravan_preparation_pdf(request: Request, caravan_id: uuid.UUID) -> HttpResponse:
    """Give the list of the day before to print."""
    from twiza.outreach.files.ready_sheet import ready_sheet  # noqa: PLC0415 -- slow import

    caravan = caravan_allowed(request, caravan_id, SEE_PREPARATION)
    content = ready_sheet(caravan, timezone.localdate(), language=request.LANGUAGE_CODE)
    note_sent(request, caravan, SEE_PREPARATION, "list_printed")
    return attachment(content, "application/pdf", "preparation.pdf")


@policy(MAKE_CARAVANS)
@require_POST
def task_new(request: Request, caravan_id: uuid.UUID) -> HttpResponse:
    """Add a box to tick."""
    caravan, form = caravan_allowed(request, caravan_id, MAKE_CARAVAN), TaskForm(request.POST)
    add = partial(add_task, caravan=caravan, actor=request.actor, at=timezone.now())
    if is_kept(form, lambda: add(**form.cleaned_data)):
        return redirect("caravan_preparation", caravan_id)
    return preparation_page(request, caravan, form)


@policy(VIEW_CARAVANS)
@require_POST
def task_tick_usual(request: Request, caravan_id: uuid.UUID) -> HttpResponse:
    """Tick one of the usual boxes, or untick it."""
    caravan, code = caravan_allowed(request, caravan_id, SEE_PREPARATION), request.POST.get("code", "")
    if code not in UsualTask.values:
        raise Http404
    act = partial(tick_usual, caravan=caravan, code=code, actor=request.actor, at=timezone.now())
    return act_and_go(request, act, str(UsualTask(code).label), reverse("caravan_preparation", args=[caravan_id]))


@policy(VIEW_CARAVANS)
@require_POST
def task_tick(request: Request, caravan_id: uuid.UUID, task_id: uuid.UUID) -> HttpResponse:
    """Tick a box, or untick it."""
    caravan = caravan_allowed(request, caravan_id, SEE_PREPARATION)
    task = get_object_or_404(PreparationTask.objects.select_related("caravan"), pk=task_id, caravan=caravan)
    act = partial(tick, task=task, actor=request.actor, at=timezone.now())
    said = task.text or task.get_code_display()
    return act_and_go(request, act, said, reverse("caravan_preparation", args=[caravan_id]))


@policy(MAKE_CARAVANS)
@require_POST
def task_remove(request: Request, caravan_id: uuid.UUID, task_id: uuid.UUID) -> HttpResponse:
    """Take a box out, or bring it back."""
    caravan = caravan_allowed(request, caravan_id, MAKE_CARAVAN)
    found = PreparationTask.kept.filter(code="").select_related("caravan")
    task = get_object_or_404(found, pk=task_id, caravan=caravan)
    change, done = (
        (bring_back_task, _("The line is brought back."))
        if task.removed_at
        else (remove_task, _("The line is taken out. It can be brought back at the end of this page."))
    )
    act = partial(change, task=task, actor=request.actor, at=timezone.now())
    return act_and_go(request, act, done, reverse("caravan_preparation", args=[caravan_id]))
