"""Pages of caravans: the list, one caravan, who takes part, where people come from."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from twiza.accounts.decisions import decide
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.errors import DomainError
from twiza.core.text import sounds_asked
from twiza.outreach.actions.caravan import (
    add_locality,
    add_member,
    add_partner,
    cancel_caravan,
    make_caravan,
    organise_route,
)
from twiza.outreach.caravan_forms import CaravanFilterForm, CaravanForm, LocalityForm, MemberForm, PartnerForm
from twiza.outreach.fields import LONGEST_ID
from twiza.outreach.models import Caravan
from twiza.outreach.queries.caravans import caravans_found, caravans_of, days_of
from twiza.outreach.queries.register import counts_of, median_wait_minutes, people_of
from twiza.outreach.register_counts import shown_counts, shown_people
from twiza.outreach.rules import KEEP_REGISTER, MAKE_CARAVAN, MAKE_CARAVANS, VIEW_CARAVANS
from twiza.outreach.views.found import caravan_for, caravan_to_change, may, plan_to_change
from twiza.procedures.queries.files import files_of

CARAVANS_PER_PAGE = 25


@policy(VIEW_CARAVANS)
@require_GET
def caravan_list(request: Request) -> HttpResponse:
    """List the caravans that the actor may see, the latest first; `?q=…` those that are looked for."""
    form = CaravanFilterForm(request.GET, auto_id="filter_%s")
    form.is_valid()
    asked = form.cleaned_data.get("q", "")
    paginator = Paginator(caravans_found(caravans_of(request.actor), sounds=sounds_asked(asked)), CARAVANS_PER_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    context = {
        "filter": form,
        "page": page,
        "page_numbers": paginator.get_elided_page_range(page.number),
        "has_caravans": bool(page.object_list) or bool(asked),
        "may_make": bool(decide(request.actor, MAKE_CARAVANS)),
    }
    return render(request, "outreach/caravans/list.html", context)


@policy(MAKE_CARAVANS)
@require_http_methods(["GET", "POST"])
def caravan_create(request: Request) -> HttpResponse:
    """Make a caravan of one day at one place."""
    form = CaravanForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            caravan = make_caravan(
                actor=request.actor,
                area=form.cleaned_data["commune"],
                days=[form.day()],
                specialties=list(form.cleaned_data["specialties"]),
                names=form.names(),
                at=timezone.now(),
                id=form.cleaned_data["id"],
            )
            return redirect("caravan", caravan.pk)
        except DomainError as error:
            form.add_error(None, str(error))
    return render(request, "outreach/caravans/new.html", {"form": form}, status=422 if form.errors else 200)


@policy(MAKE_CARAVANS)
@require_POST
def caravan_from_route(request: Request, plan_id: uuid.UUID) -> HttpResponse:
    """Make the caravan that a plan foresees for one team on one day: the `route` that is sent."""
    plan, asked = plan_to_change(request, plan_id), request.POST.get("route", "")
    number = int(asked) if asked.isdecimal() and len(asked) <= LONGEST_ID else None
    route = get_object_or_404(plan.routes.select_related("plan__area"), pk=number)
    try:
        return redirect("caravan", organise_route(route=route, actor=request.actor, at=timezone.now()).pk)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("plan", plan.pk)


@policy(VIEW_CARAVANS)
@require_GET
def caravan_detail(request: Request, caravan_id: uuid.UUID) -> HttpResponse:
    """Show a caravan: its days, what its posts did, who takes part, where people come from."""
    return page_of(request, caravan_for(request, caravan_id))


def page_of(
    request: Request,
    caravan: Caravan,
    *,
    member: MemberForm | None = None,
    partner: PartnerForm | None = None,
    locality: LocalityForm | None = None,
) -> HttpResponse:
    """Show a caravan, with forms as they were sent where something is wrong in them."""
    days, keeps_register = list(days_of(caravan)), may(request, caravan, KEEP_REGISTER)
    came = [(day, people_of([day])) for day in days]
    by_day, people = shown_people(came, sees_persons=keeps_register)
    is_wrong = any(form is not None for form in (member, partner, locality))
    context = {
        "caravan": caravan,
        "days": list(zip(days, by_day, strict=True)),
        "counts": shown_counts(counts_of(caravan, days), sees_persons=keeps_register),
        "people": people,
        "wait_minutes": median_wait_minutes(days),
        "members": caravan.members.select_related("specialty").order_by("id"),
        "partners": caravan.partners.select_related("organisation").order_by("id"),
        "localities": caravan.localities.order_by("number"),
        "may_change": may(request, caravan, MAKE_CARAVAN) and caravan.cancelled_at is None,
        "sees_file": caravan.file_id is not None and files_of(request.actor).filter(pk=caravan.file_id).exists(),
        "keeps_register": keeps_register,
        "member_form": member or MemberForm(caravan=caravan, auto_id="member_%s"),
        "partner_form": partner or PartnerForm(caravan=caravan, auto_id="partner_%s"),
        "locality_form": locality or LocalityForm(auto_id="locality_%s"),
    }
    return render(request, "outreach/caravans/caravan.html", context, status=422 if is_wrong else 200)


@policy(MAKE_CARAVANS)
@require_POST
def caravan_member(request: Request, caravan_id: uuid.UUID) -> HttpResponse:
    """Add somebody who takes part."""
    caravan = caravan_to_change(request, caravan_id)
    form = MemberForm(request.POST, caravan=caravan, auto_id="member_%s")
    return (
        back_to(caravan) if has_added(request, caravan, form, add_member) else page_of(request, caravan, member=form)
    )


@policy(MAKE_CARAVANS)
@require_POST
def caravan_partner(request: Request, caravan_id: uuid.UUID) -> HttpResponse:
    """Add an organisation that takes part, or change what it brings."""
    caravan = caravan_to_change(request, caravan_id)
    form = PartnerForm(request.POST, caravan=caravan, auto_id="partner_%s")
    is_added = has_added(request, caravan, form, add_partner)
    return back_to(caravan) if is_added else page_of(request, caravan, partner=form)


@policy(MAKE_CARAVANS)
@require_POST
def caravan_locality(request: Request, caravan_id: uuid.UUID) -> HttpResponse:
    """Add a place that people come from."""
    caravan, form = caravan_to_change(request, caravan_id), LocalityForm(request.POST, auto_id="locality_%s")
    is_added = has_added(request, caravan, form, add_locality)
    return back_to(caravan) if is_added else page_of(request, caravan, locality=form)


def has_added(request: Request, caravan: Caravan, form: forms.Form, add: Callable[..., object]) -> bool:
    """Add to a caravan what a form says; where it cannot be, say in the form why."""
    if not form.is_valid():
        return False
    try:
        add(caravan=caravan, actor=request.actor, at=timezone.now(), **form.cleaned_data)
    except DomainError as error:
        form.add_error(None, str(error))
    return form.is_valid()


def back_to(caravan: Caravan) -> HttpResponse:
    """Lead back to a caravan's page."""
    return redirect("caravan", caravan.pk)


@policy(MAKE_CARAVANS)
@require_POST
def caravan_cancel(request: Request, caravan_id: uuid.UUID) -> HttpResponse:
    """Cancel a caravan, with a reason."""
    caravan = caravan_to_change(request, caravan_id)
    try:
        cancel_caravan(caravan=caravan, why=request.POST.get("why", ""), actor=request.actor, at=timezone.now())
        messages.success(request, _("The caravan is cancelled."))
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("caravan", caravan.pk)
