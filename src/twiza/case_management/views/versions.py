"""Pages about versions of rounds: somebody absent, what that moves, accept, go back."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.case_management.actions.versions import accept_version, go_back, start_replanning
from twiza.case_management.forms import AbsenceForm
from twiza.case_management.models import RoundsVersion
from twiza.case_management.moves import Move, moves_between
from twiza.case_management.queries.rounds import version_that_holds
from twiza.case_management.rules import PLAN_ROUNDS
from twiza.case_management.views.found import held_version_for, rounds_for, version_for, with_plan
from twiza.case_management.views.rounds import page_of
from twiza.case_management.wording import absences_said, changes_said
from twiza.core.answering import act_and_go
from twiza.core.errors import DomainError
from twiza.jobs.once import id_asked_under


@policy(PLAN_ROUNDS)
@require_POST
def rounds_absence(request: Request, plan_id: uuid.UUID) -> HttpResponse:
    """Ask for rounds without somebody absent, and show how far they are."""
    version = held_version_for(request, plan_id)
    form = AbsenceForm(request.POST, version=version, auto_id="absence_%s")
    if form.is_valid():
        try:
            job = start_replanning(
                version=version,
                agent=form.cleaned_data["agent"],
                days=form.days(),
                actor=request.actor,
                at=timezone.now(),
                id=id_asked_under(request),
            )
            return redirect("rounds_running", job.pk)
        except DomainError as error:
            form.add_error(None, str(error))
    context = {"plan": version.plan, "version": version, "absence_form": form}
    return render(request, "case_management/rounds_absence.html", context, status=422)


@policy(PLAN_ROUNDS)
@require_GET
def rounds_version(request: Request, plan_id: uuid.UUID, number: int) -> HttpResponse:
    """Show a version: what it moves, and its calendar; a proposal can be accepted."""
    plan = rounds_for(request, plan_id)
    version = version_for(plan, number)
    held = version_that_holds(plan)
    moves = moves_of(version)
    context = page_of(version) | {
        "moves": moves,
        "changes_said": changes_said(moves),
        "absences": absences_said(version),
        "held": held,
        "is_held": held is not None and held.pk == version.pk,
        "may_accept": held is not None and version.based_on_id == held.pk,
    }
    return render(request, "case_management/rounds_version.html", context)


def moves_of(version: RoundsVersion) -> list[Move]:
    """Return what a version moves against the one it is based on; nothing for a first one."""
    if version.based_on is None:
        return []
    return moves_between(with_plan(version.based_on, version.plan), version)


@policy(PLAN_ROUNDS)
@require_POST
def rounds_accept(request: Request, plan_id: uuid.UUID, number: int) -> HttpResponse:
    """Let a version hold from now on."""
    plan = rounds_for(request, plan_id)
    version = version_for(plan, number)
    return act_and_go(
        request,
        lambda: accept_version(version=version, actor=request.actor, at=timezone.now()),
        _("This version holds now. The one before is kept, and can be gone back to."),
        reverse("rounds", args=[plan.pk]),
    )


@policy(PLAN_ROUNDS)
@require_POST
def rounds_back(request: Request, plan_id: uuid.UUID) -> HttpResponse:
    """Go back to the version before."""
    plan = rounds_for(request, plan_id)
    try:
        version = go_back(plan=plan, actor=request.actor, at=timezone.now())
        messages.success(request, _("Version %(number)s holds again.") % {"number": version.number})
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("rounds", plan.pk)
