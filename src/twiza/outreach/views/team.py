"""Pages of a caravan's team: who takes part by specialty, what each answered, who is taken out."""

from __future__ import annotations

import uuid
from functools import partial

from django.forms.models import model_to_dict
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.answering import act_and_go, is_kept
from twiza.outreach.actions.caravan import add_member
from twiza.outreach.actions.team import (
    bring_back_member,
    describe_member,
    keep_answer,
    remove_member,
    take_back_answer,
)
from twiza.outreach.caravan_forms import MemberForm
from twiza.outreach.models import CaravanMember
from twiza.outreach.queries.team import numbers_checked, removed_members, team_of
from twiza.outreach.rules import MAKE_CARAVAN, MAKE_CARAVANS, SEE_PREPARATION, VIEW_CARAVANS
from twiza.outreach.team_forms import AnswerForm, MemberDetailsForm
from twiza.outreach.views.preparing import LinePage, caravan_allowed, line_page, may_change


@policy(VIEW_CARAVANS)
@require_http_methods(["GET", "POST"])
def caravan_team(request: Request, caravan_id: uuid.UUID) -> HttpResponse:
    """Show who takes part, by specialty; add somebody."""
    asked = MAKE_CARAVAN if request.method == "POST" else SEE_PREPARATION
    caravan = caravan_allowed(request, caravan_id, asked)
    form = MemberForm(request.POST or None, caravan=caravan, auto_id="member_%s")
    if request.method == "POST":
        add = partial(add_member, caravan=caravan, actor=request.actor, at=timezone.now())
        if is_kept(form, lambda: add(**form.cleaned_data)):
            return redirect("caravan_team", caravan.pk)
    team = team_of(caravan)
    context = {
        "caravan": caravan,
        "team": team,
        "numbers": numbers_checked(team),
        "removed": removed_members(caravan),
        "may_change": may_change(request, caravan),
        "form": form,
    }
    return render(request, "outreach/preparation/team.html", context, status=422 if form.errors else 200)


@policy(MAKE_CARAVANS)
@require_http_methods(["GET", "POST"])
def member_change(request: Request, caravan_id: uuid.UUID, member_id: int) -> HttpResponse:
    """Say what is known of somebody who takes part: her task, her number with the council, the charter."""
    member = member_for(request, caravan_id, member_id)
    caravan = member.caravan
    form = MemberDetailsForm(request.POST or None, initial=model_to_dict(member), caravan=caravan)
    keep = partial(describe_member, member=member, actor=request.actor, at=timezone.now())
    if request.method == "POST" and is_kept(form, lambda: keep(terms=form.terms())):
        return redirect("caravan_team", caravan.pk)
    remove = reverse("member_remove", args=[caravan.pk, member.pk])
    return line_page(request, caravan, form, LinePage(member.name, reverse("caravan_team", args=[caravan.pk]), remove))


@policy(MAKE_CARAVANS)
@require_http_methods(["GET", "POST"])
def member_answer(request: Request, caravan_id: uuid.UUID, member_id: int) -> HttpResponse:
    """Keep what somebody answered; pressed in the list, it is told by who pressed, today."""
    member = member_for(request, caravan_id, member_id)
    today = {"answered_on": timezone.localdate(), "told_by": request.user.name}
    sent = {**today, **request.POST.dict()} if request.method == "POST" else None
    form = AnswerForm(sent, initial=today)
    keep = partial(keep_answer, member=member, actor=request.actor, at=timezone.now())
    if request.method == "POST" and is_kept(form, lambda: keep(**form.cleaned_data)):
        return redirect("caravan_team", caravan_id)
    title = _("Answer of %(name)s") % {"name": member.name}
    return line_page(request, member.caravan, form, LinePage(title, reverse("caravan_team", args=[caravan_id])))


@policy(MAKE_CARAVANS)
@require_POST
def member_answer_take_back(request: Request, caravan_id: uuid.UUID, member_id: int) -> HttpResponse:
    """Take back the last answer of a member."""
    member = member_for(request, caravan_id, member_id)
    take_back = partial(take_back_answer, member=member, actor=request.actor, at=timezone.now())
    return act_and_go(request, take_back, _("The answer is taken back."), reverse("caravan_team", args=[caravan_id]))


@policy(MAKE_CARAVANS)
@require_POST
def member_remove(request: Request, caravan_id: uuid.UUID, member_id: int) -> HttpResponse:
    """Take somebody out of the team, or bring her back."""
    member = member_for(request, caravan_id, member_id)
    change, done = (
        (bring_back_member, _("%(name)s takes part again."))
        if member.removed_at
        else (remove_member, _("%(name)s takes part no more. She can be brought back at the end of this page."))
    )
    act = partial(change, member=member, actor=request.actor, at=timezone.now())
    return act_and_go(request, act, done % {"name": member.name}, reverse("caravan_team", args=[caravan_id]))


def member_for(request: Request, caravan_id: uuid.UUID, member_id: int) -> CaravanMember:
    """Return a member of a caravan that the actor may change, also one that was taken out. Raises Http404."""
    caravan = caravan_allowed(request, caravan_id, MAKE_CARAVAN)
    member: CaravanMember = get_object_or_404(
        CaravanMember.kept.select_related("caravan__file__step", "specialty"), pk=member_id, caravan=caravan
    )
    return member
