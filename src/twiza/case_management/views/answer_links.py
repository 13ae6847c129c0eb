"""Links by which a facility without an account answers a referral: made, withdrawn, and the page they open."""

from __future__ import annotations

import uuid
from http import HTTPStatus

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from twiza.accounts.decisions import NOBODY, decide
from twiza.accounts.policies import PUBLIC, policy
from twiza.accounts.private_pages import private
from twiza.accounts.requests import Request
from twiza.case_management.actions.answer_links import (
    AnswerTerms,
    answer_by_link,
    make_answer_link,
    withdraw_answer_link,
)
from twiza.case_management.models import AnswerLink
from twiza.case_management.queries.answer_links import HELD, link_of
from twiza.case_management.referral_forms import AnswerForm
from twiza.case_management.rules import ANSWER_REFERRAL, FOLLOW_REFERRALS
from twiza.case_management.views.found import referral_for
from twiza.core.answering import act_and_go, is_kept
from twiza.core.ids import new_id
from twiza.messaging.links import LinkExpired, LinkNotValid


@policy(FOLLOW_REFERRALS)
@require_POST
def referral_link(request: Request, referral_id: uuid.UUID) -> HttpResponse:
    """Make a link for a facility."""
    referral = referral_for(request, referral_id)
    return act_and_go(
        request,
        lambda: make_answer_link(id=new_id(), referral=referral, actor=request.actor, at=timezone.now()),
        _("The link is made: send it, or print the slip that carries it."),
        reverse("referral", args=[referral.pk]),
    )


@policy(FOLLOW_REFERRALS)
@require_POST
def referral_link_withdraw(request: Request, referral_id: uuid.UUID) -> HttpResponse:
    """Let the link of a referral open nothing any more."""
    referral = referral_for(request, referral_id)
    return act_and_go(
        request,
        lambda: withdraw_answer_link(referral=referral, actor=request.actor, at=timezone.now()),
        _("The link opens nothing any more."),
        reverse("referral", args=[referral.pk]),
    )


@policy(PUBLIC)
@require_http_methods(["GET", "POST"])
@private
def facility_answer(request: Request, token: str) -> HttpResponse:
    """Let whoever holds the link of a referral answer it; without one that is open, say why."""
    try:
        link = link_of(token, timezone.now())
    except LinkNotValid as error:
        return shut(request, str(error), HTTPStatus.NOT_FOUND)
    except LinkExpired as error:
        return shut(request, str(error), HTTPStatus.GONE)
    if not decide(NOBODY, ANSWER_REFERRAL, HELD):
        raise Http404
    form = AnswerForm(request.POST or None, initial={"id": new_id(), "happened_on": timezone.localdate()})
    if request.method == "POST" and is_kept(form, lambda: answered(form, link)):
        return render(request, "case_management/facility_answered.html", {"referral": link.referral})
    context = {"form": form, "referral": link.referral}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "case_management/facility_answer.html", context, status=status)


def answered(form: AnswerForm, link: AnswerLink) -> None:
    """Keep an answer. Raises what the action raises."""
    answer_by_link(id=form.cleaned_data["id"], link=link, terms=AnswerTerms(**form.terms()), at=timezone.now())


def shut(request: Request, sentence: str, status: HTTPStatus) -> HttpResponse:
    """Say why a link opens nothing."""
    return render(request, "case_management/facility_shut.html", {"sentence": sentence}, status=status)
