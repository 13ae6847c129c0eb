"""Pages of what is shared: agreed to, withdrawn, and the person's own file on paper with its code."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from twiza.accompaniment.actions.agreements import share, withdraw_agreement
from twiza.accompaniment.actions.own_file import make_code, revoke_code
from twiza.accompaniment.files.sheet import sheet_of
from twiza.accompaniment.forms import AgreedForm, NameReaderForm, ShareForm, SheetForm
from twiza.accompaniment.models import Accompaniment
from twiza.accompaniment.own_page import is_whole
from twiza.accompaniment.queries.accompaniments import called
from twiza.accompaniment.queries.own_file import readers_offered
from twiza.accompaniment.rules import FOLLOW
from twiza.accompaniment.views.found import agreement_for, kept_for
from twiza.accompaniment.views.writing import Words, form_page
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.answering import act_and_go, is_kept
from twiza.households.births import is_child_on
from twiza.households.queries.people import adults_of
from twiza.organisations.models import Organisation


@policy(FOLLOW)
@require_http_methods(["GET", "POST"])
def share_new(request: Request, accompaniment_id: uuid.UUID) -> HttpResponse:
    """Keep which parts somebody lets another organisation read."""
    accompaniment = kept_for(request, accompaniment_id)
    form = ShareForm(request.POST or None, initial={"spoken": accompaniment.language})
    form.offer(Organisation.objects.exclude(pk=accompaniment.organisation_id).order_by("pk"))
    offer_guardians(form, accompaniment)
    words = Words(
        title=_("Let another organisation read"),
        intro=_("Explain each part in a language she speaks. What she does not agree to is not shown."),
        button=_("Keep what she agrees to"),
        done=_("What was agreed is kept."),
    )
    return form_page(request, accompaniment, form, lambda: shared(request, accompaniment, form), words)


@policy(FOLLOW)
@require_http_methods(["GET", "POST"])
def reader_new(request: Request, accompaniment_id: uuid.UUID) -> HttpResponse:
    """Keep which one person somebody lets read what is protected."""
    accompaniment = kept_for(request, accompaniment_id)
    form = NameReaderForm(request.POST or None, initial={"spoken": accompaniment.language})
    form.offer(readers_offered(accompaniment, timezone.localdate()))
    offer_guardians(form, accompaniment)
    words = Words(
        title=_("Let one person read what is protected"),
        intro=_("By name, among the people of the organisations that accompany her. Nobody else will read it."),
        button=_("Keep what she agrees to"),
        done=_("What was agreed is kept."),
    )
    return form_page(request, accompaniment, form, lambda: shared(request, accompaniment, form), words)


def shared(request: Request, accompaniment: Accompaniment, form: ShareForm | NameReaderForm) -> object:
    """Keep the agreement that the form says. Raises what the action raises."""
    now = timezone.now()
    return share(accompaniment=accompaniment, terms=form.terms(), agreed=form.agreed(now), actor=request.actor, at=now)


def offer_guardians(form: AgreedForm, accompaniment: Accompaniment) -> None:
    """Offer who may answer for somebody: the adults of her household."""
    today, person = timezone.localdate(), called(accompaniment)
    adults = [one for one in adults_of(accompaniment.household, today) if one.pk != person.pk]
    form.offer_guardians(adults, is_child=is_child_on(person, today))


@policy(FOLLOW)
@require_http_methods(["GET", "POST"])
def agreement_withdraw(request: Request, agreement_id: uuid.UUID) -> HttpResponse:
    """Say what withdrawing an agreement does, then withdraw it."""
    agreement = agreement_for(request, agreement_id)
    accompaniment = agreement.accompaniment
    if request.method == "POST":
        page = reverse("accompaniments") if is_whole(agreement) else reverse("accompaniment", args=[accompaniment.pk])
        return act_and_go(
            request,
            lambda: withdraw_agreement(agreement=agreement, actor=request.actor, at=timezone.now()),
            _("The agreement is withdrawn."),
            page,
        )
    context = {
        "accompaniment": accompaniment,
        "person": called(accompaniment),
        "agreement": agreement,
        "is_whole": is_whole(agreement),
    }
    return render(request, "accompaniment/withdraw.html", context)


@policy(FOLLOW)
@require_http_methods(["GET", "POST"])
def own_sheet(request: Request, accompaniment_id: uuid.UUID) -> HttpResponse:
    """Print a person's own file with a new code: the code before it opens nothing any more."""
    accompaniment = kept_for(request, accompaniment_id)
    form = SheetForm(request.POST or None, initial={"language": get_language() or "fr"})
    codes: list[str] = []
    if request.method == "POST" and is_kept(form, lambda: codes.append(coded(request, accompaniment))):
        return printed(request, accompaniment, codes[0], form.cleaned_data["language"])
    context = {
        "accompaniment": accompaniment,
        "person": called(accompaniment),
        "form": form,
        "code": accompaniment.codes.filter(revoked_at=None).first(),
    }
    return render(request, "accompaniment/own_sheet.html", context, status=422 if form.errors else 200)


def coded(request: Request, accompaniment: Accompaniment) -> str:
    """Return a new code. Raises what the action raises."""
    return make_code(accompaniment=accompaniment, actor=request.actor, at=timezone.now())


def printed(request: Request, accompaniment: Accompaniment, code: str, language: str) -> HttpResponse:
    """Return the file on paper, in a language."""
    with override(language):
        address = request.build_absolute_uri(reverse("own_file"))
    content = sheet_of(accompaniment, code, address, today=timezone.localdate(), language=language)
    headers = {"Content-Disposition": 'inline; filename="twiza-my-file.pdf"', "Cache-Control": "no-store, private"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@policy(FOLLOW)
@require_POST
def code_revoke(request: Request, accompaniment_id: uuid.UUID) -> HttpResponse:
    """Let the code on a person's paper open nothing any more."""
    accompaniment = kept_for(request, accompaniment_id)
    return act_and_go(
        request,
        lambda: revoke_code(accompaniment=accompaniment, actor=request.actor, at=timezone.now()),
        _("The code opens nothing any more."),
        reverse("accompaniment", args=[accompaniment.pk]),
    )
