"""Pages on which many families change agents: what would move is shown first, and all of it can be taken back."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from twiza.accounts.models import Person as Account
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.case_management.handover_forms import HandoverForm, HandoverReasonForm
from twiza.case_management.queries.caseloads import caseloads_of, children_in
from twiza.case_management.rules import FOLLOW_CASELOADS
from twiza.core.answering import is_kept
from twiza.core.errors import DomainError
from twiza.households.actions.handovers import hand_over, take_back_handover
from twiza.households.models import Household
from twiza.households.queries.handovers import digest_of, handovers_of, households_left_by, shared
from twiza.territory.models import Place


@dataclass(frozen=True, slots=True)
class ShareShown:
    """What one agent would get."""

    agent: Account
    households: int
    children: int
    late: int
    places: list[Place]


@policy(FOLLOW_CASELOADS)
@require_http_methods(["GET", "POST"])
def handover_new(request: Request) -> HttpResponse:
    """Choose whose families go to whom, look at what would move, and let it be so."""
    form = HandoverForm(request.GET or None, auto_id="handover_%s")
    form.offer(caseloads_of(request.actor, timezone.localdate()))
    moving = moving_of(request, form) if form.is_bound and form.is_valid() else []
    shares = shares_of(request, form, moving) if moving else []
    given: Any = request.POST if request.method == "POST" else None
    reason = HandoverReasonForm(given, initial={"expected": digest_of(moving)})
    if given is not None and is_made(request, reason):
        return redirect("caseloads")
    if given is not None and form.is_valid() and is_kept(reason, lambda: handed_over(request, form, reason)):
        messages.success(request, moved_said(len(moving)))
        return redirect("caseloads")
    context = {"form": form, "reason_form": reason, "shares": shares, "moving": len(moving)}
    is_wrong = bool(form.errors or reason.errors)
    return render(request, "case_management/handover.html", context, status=422 if is_wrong else 200)


def is_made(request: Request, reason: HandoverReasonForm) -> bool:
    """Return whether this was sent before: the families are others' by now, and nothing is wrong."""
    hers = handovers_of(request.actor).filter(made_by=request.actor.person_id)
    return reason.is_valid() and hers.filter(pk=reason.cleaned_data["id"]).exists()


def moving_of(request: Request, form: HandoverForm) -> list[Household]:
    """Return the families that would change agents."""
    leaving = form.leaving_agent()
    return households_left_by(leaving.pk if leaving else None, form.cleaned_data["place"], request.actor)


def shares_of(request: Request, form: HandoverForm, moving: Sequence[Household]) -> list[ShareShown]:
    """Return what each agent would get."""
    today = timezone.localdate()
    return [
        ShareShown(
            agent,
            len(hers),
            *children_in(hers, request.actor, today),
            list({one.place_id: one.place for one in hers}.values()),
        )
        for agent, hers in shared(moving, form.taking_agents())
        if hers
    ]


def handed_over(request: Request, form: HandoverForm, reason: HandoverReasonForm) -> object:
    """Do what was looked at."""
    return hand_over(
        id=reason.cleaned_data["id"],
        leaving=form.leaving_agent(),
        place_id=form.cleaned_data["place"],
        taking=form.taking_agents(),
        expected=reason.cleaned_data["expected"],
        reason=reason.cleaned_data["reason"],
        actor=request.actor,
        at=timezone.now(),
    )


def moved_said(many: int) -> str:
    """Return how many families changed agents, in words."""
    said = ngettext(
        "%(count)d family has another agent now. It can be taken back from this page.",
        "%(count)d families have another agent now. It can be taken back from this page.",
        many,
    )
    return said % {"count": many}


@policy(FOLLOW_CASELOADS)
@require_POST
def handover_take_back(request: Request, handover_id: uuid.UUID) -> HttpResponse:
    """Let those follow the families who did before."""
    handover = get_object_or_404(handovers_of(request.actor), pk=handover_id)
    try:
        left = take_back_handover(handover=handover, actor=request.actor, at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("caseloads")
    messages.success(request, _("Taken back: who followed these families before follows them again."))
    if left:
        codes = " · ".join(one.code for one in left)
        messages.warning(request, _("Given to somebody else since, and left there: %(codes)s") % {"codes": codes})
    return redirect("caseloads")
