"""Pages of a caravan's partners: who takes part, and what each brings."""

from __future__ import annotations

import uuid
from functools import partial

from django.forms.models import model_to_dict
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.answering import act_and_go, is_kept
from twiza.outreach.actions.caravan import add_partner
from twiza.outreach.actions.partners import (
    add_contribution,
    bring_back_contribution,
    bring_back_partner,
    change_contribution,
    remove_contribution,
    remove_partner,
    say_brought,
)
from twiza.outreach.caravan_forms import PartnerForm
from twiza.outreach.currency import currency_of
from twiza.outreach.fields import said
from twiza.outreach.models import CaravanPartner, Contribution
from twiza.outreach.queries.partners import partners_of, removed_partners, removed_things
from twiza.outreach.rules import MAKE_CARAVAN, MAKE_CARAVANS, SEE_PREPARATION, VIEW_CARAVANS
from twiza.outreach.team_forms import ThingForm, ThingStateForm
from twiza.outreach.views.preparing import LinePage, caravan_allowed, line_page, may_change


@policy(VIEW_CARAVANS)
@require_http_methods(["GET", "POST"])
def caravan_partners(request: Request, caravan_id: uuid.UUID) -> HttpResponse:
    """Show the partners and what each brings; add one."""
    asked = MAKE_CARAVAN if request.method == "POST" else SEE_PREPARATION
    caravan = caravan_allowed(request, caravan_id, asked)
    form = PartnerForm(request.POST or None, caravan=caravan, auto_id="partner_%s")
    if request.method == "POST":
        add = partial(add_partner, caravan=caravan, actor=request.actor, at=timezone.now())
        if is_kept(form, lambda: add(**form.cleaned_data)):
            return redirect("caravan_partners", caravan.pk)
    context = {
        "caravan": caravan,
        "partners": partners_of(caravan),
        "removed_partners": removed_partners(caravan),
        "removed_things": removed_things(caravan),
        "may_change": may_change(request, caravan),
        "currency": currency_of(caravan.area.country),
        "form": form,
    }
    return render(request, "outreach/preparation/partners.html", context, status=422 if form.errors else 200)


@policy(MAKE_CARAVANS)
@require_POST
def partner_remove(request: Request, caravan_id: uuid.UUID, partner_id: int) -> HttpResponse:
    """Take a partner out of a caravan, or bring it back."""
    partner = partner_for(request, caravan_id, partner_id)
    change, done = (
        (bring_back_partner, _("%(name)s is a partner again."))
        if partner.removed_at
        else (remove_partner, _("%(name)s is no partner any more. It can be brought back at the end of this page."))
    )
    act = partial(change, partner=partner, actor=request.actor, at=timezone.now())
    back = reverse("caravan_partners", args=[caravan_id])
    return act_and_go(request, act, done % {"name": said(partner.organisation.names)}, back)


@policy(MAKE_CARAVANS)
@require_http_methods(["GET", "POST"])
def thing_new(request: Request, caravan_id: uuid.UUID, partner_id: int) -> HttpResponse:
    """Say one more thing that a partner brings."""
    partner = partner_for(request, caravan_id, partner_id)
    if partner.removed_at:
        raise Http404
    form = ThingForm(request.POST or None)
    add = partial(add_contribution, partner=partner, actor=request.actor, at=timezone.now())
    if request.method == "POST" and is_kept(form, lambda: add(terms=form.terms(), id=form.cleaned_data["id"])):
        return redirect("caravan_partners", caravan_id)
    back = reverse("caravan_partners", args=[caravan_id])
    return line_page(request, partner.caravan, form, LinePage(_("What else a partner brings"), back))


@policy(MAKE_CARAVANS)
@require_http_methods(["GET", "POST"])
def thing_change(request: Request, caravan_id: uuid.UUID, thing_id: uuid.UUID) -> HttpResponse:
    """Say otherwise what a partner brings."""
    thing = thing_for(request, caravan_id, thing_id)
    form = ThingForm(request.POST or None, initial={**model_to_dict(thing), "id": thing.pk})
    keep = partial(change_contribution, contribution=thing, actor=request.actor, at=timezone.now())
    if request.method == "POST" and is_kept(form, lambda: keep(terms=form.terms())):
        return redirect("caravan_partners", caravan_id)
    back = reverse("caravan_partners", args=[caravan_id])
    remove = reverse("thing_remove", args=[caravan_id, thing_id])
    return line_page(request, thing.partner.caravan, form, LinePage(_("What a partner brings"), back, remove))


@policy(MAKE_CARAVANS)
@require_POST
def thing_state(request: Request, caravan_id: uuid.UUID, thing_id: uuid.UUID) -> HttpResponse:
    """Say that a thing came, did not come, or is promised still."""
    thing, form = thing_for(request, caravan_id, thing_id), ThingStateForm(request.POST)
    if not form.is_valid():
        raise Http404
    state = form.cleaned_data["state"]
    act = partial(say_brought, contribution=thing, state=state, actor=request.actor, at=timezone.now())
    done = _("%(thing)s: %(state)s") % {"thing": thing.thing, "state": dict(form.fields["state"].choices)[state]}  # type: ignore[attr-defined]
    return act_and_go(request, act, done, reverse("caravan_partners", args=[caravan_id]))


@policy(MAKE_CARAVANS)
@require_POST
def thing_remove(request: Request, caravan_id: uuid.UUID, thing_id: uuid.UUID) -> HttpResponse:
    """Take out a thing that a partner brings, or bring it back."""
    thing = thing_for(request, caravan_id, thing_id)
    change, done = (
        (bring_back_contribution, _("The line is brought back."))
        if thing.removed_at
        else (remove_contribution, _("The line is taken out. It can be brought back at the end of this page."))
    )
    act = partial(change, contribution=thing, actor=request.actor, at=timezone.now())
    return act_and_go(request, act, done, reverse("caravan_partners", args=[caravan_id]))


def partner_for(request: Request, caravan_id: uuid.UUID, partner_id: int) -> CaravanPartner:
    """Return a partner of a caravan that the actor may change, also one that was taken out. Raises Http404."""
    caravan = caravan_allowed(request, caravan_id, MAKE_CARAVAN)
    found = CaravanPartner.kept.select_related("caravan__file__step", "organisation")
    partner: CaravanPartner = get_object_or_404(found, pk=partner_id, caravan=caravan)
    return partner


def thing_for(request: Request, caravan_id: uuid.UUID, thing_id: uuid.UUID) -> Contribution:
    """Return a thing that a partner of a caravan brings, also one that was taken out. Raises Http404."""
    caravan = caravan_allowed(request, caravan_id, MAKE_CARAVAN)
    found = Contribution.kept.filter(partner__caravan=caravan, partner__removed_at__isnull=True)
    thing: Contribution = get_object_or_404(found.select_related("partner__caravan__file__step"), pk=thing_id)
    return thing
