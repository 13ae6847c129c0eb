"""The page of a caravan on which the facilities of its communes are said to be as listed, or otherwise."""

from __future__ import annotations

import datetime as dt
import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.errors import DomainError
from twiza.outreach.actions.facilities_seen import confirm_facility
from twiza.outreach.models import Caravan, CaravanDay
from twiza.outreach.queries.caravans import days_of
from twiza.outreach.queries.facilities_seen import facilities_where, on_the_way
from twiza.outreach.rules import CONFIRM_FACILITIES, VIEW_CARAVANS
from twiza.outreach.views.found import caravan_for, may


@policy(VIEW_CARAVANS)
@require_GET
def caravan_facilities(request: Request, caravan_id: uuid.UUID) -> HttpResponse:
    """Show the facilities where a caravan comes, and what of them waits to be verified."""
    caravan = caravan_to_confirm(request, caravan_id)
    days = list(days_of(caravan))
    context = {
        "caravan": caravan,
        "rows": on_the_way(days, timezone.localdate()),
        "days_begun": days_begun(days),
    }
    return render(request, "outreach/caravans/facilities.html", context)


@policy(VIEW_CARAVANS)
@require_POST
def caravan_facility_seen(request: Request, caravan_id: uuid.UUID, facility_id: uuid.UUID) -> HttpResponse:
    """Note that a facility was seen to be as it is listed, on the day that is sent."""
    caravan = caravan_to_confirm(request, caravan_id)
    facility = get_object_or_404(facilities_where(list(days_of(caravan))), pk=facility_id)
    try:
        renewed = confirm_facility(
            caravan=caravan,
            facility=facility,
            by=request.user.name,
            on=day_sent(request),
            actor=request.actor,
            at=timezone.now(),
        )
        said = ngettext("%(count)d fact is verified.", "%(count)d facts are verified.", len(renewed))
        messages.success(request, said % {"count": len(renewed)})
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("caravan_facilities", caravan.pk)


def day_sent(request: Request) -> dt.date:
    """Return the day that was sent; one on which nothing happened when it is none."""
    try:
        return dt.date.fromisoformat(request.POST.get("on", ""))
    except ValueError:
        return dt.date.min


def caravan_to_confirm(request: Request, caravan_id: uuid.UUID) -> Caravan:
    """Return a caravan on whose way the actor may confirm facilities. Raises Http404."""
    caravan = caravan_for(request, caravan_id)
    if not may(request, caravan, CONFIRM_FACILITIES):
        raise Http404
    return caravan


def days_begun(days: list[CaravanDay]) -> list[CaravanDay]:
    """Return the days whose register was begun, the last one first."""
    return sorted((day for day in days if day.opened_at is not None), key=lambda day: day.on, reverse=True)
