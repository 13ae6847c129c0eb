"""Pages of caravans: the list, one caravan, how it is made and cancelled."""

from __future__ import annotations

import uuid
from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from twiza.accounts.decisions import decide
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.answering import act_and_go
from twiza.core.errors import DomainError
from twiza.core.text import sounds_asked
from twiza.outreach.actions.caravan import cancel_caravan, make_caravan, organise_route, take_back_cancelling
from twiza.outreach.caravan_forms import CaravanFilterForm, CaravanForm
from twiza.outreach.fields import LONGEST_ID
from twiza.outreach.queries.cancelled import is_cancelled, why_cancelled
from twiza.outreach.queries.caravans import caravans_found, caravans_of, days_of
from twiza.outreach.queries.register import counts_of, median_wait_minutes, people_of
from twiza.outreach.register_counts import shown_counts, shown_people
from twiza.outreach.rules import KEEP_REGISTER, MAKE_CARAVAN, MAKE_CARAVANS, VIEW_CARAVANS
from twiza.outreach.views.found import caravan_for, caravan_to_change, may, plan_to_change
from twiza.outreach.views.preparing import may_change
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
    """Show a caravan: where it stands, its days, what its posts did."""
    caravan = caravan_for(request, caravan_id)
    days, keeps_register = list(days_of(caravan)), may(request, caravan, KEEP_REGISTER)
    came = [(day, people_of([day])) for day in days]
    by_day, people = shown_people(came, sees_persons=keeps_register)
    context = {
        "caravan": caravan,
        "days": list(zip(days, by_day, strict=True)),
        "counts": shown_counts(counts_of(caravan, days), sees_persons=keeps_register),
        "people": people,
        "wait_minutes": median_wait_minutes(days),
        "may_change": may_change(request, caravan),
        "may_take_back": may(request, caravan, MAKE_CARAVAN) and is_cancelled(caravan),
        "is_cancelled": is_cancelled(caravan),
        "why_cancelled": why_cancelled(caravan),
        "sees_file": caravan.file_id is not None and files_of(request.actor).filter(pk=caravan.file_id).exists(),
        "keeps_register": keeps_register,
    }
    return render(request, "outreach/caravans/caravan.html", context)


@policy(MAKE_CARAVANS)
@require_POST
def caravan_cancel(request: Request, caravan_id: uuid.UUID) -> HttpResponse:
    """Cancel a caravan, with a reason."""
    caravan, why = caravan_to_change(request, caravan_id), request.POST.get("why", "")
    act = partial(cancel_caravan, caravan=caravan, why=why, actor=request.actor, at=timezone.now())
    return act_and_go(request, act, _("The caravan is cancelled."), reverse("caravan", args=[caravan.pk]))


@policy(MAKE_CARAVANS)
@require_POST
def caravan_cancel_take_back(request: Request, caravan_id: uuid.UUID) -> HttpResponse:
    """Let a cancelled caravan take place after all."""
    caravan = caravan_to_change(request, caravan_id)
    act = partial(take_back_cancelling, caravan=caravan, actor=request.actor, at=timezone.now())
    return act_and_go(request, act, _("The caravan takes place after all."), reverse("caravan", args=[caravan.pk]))
