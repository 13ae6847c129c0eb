"""Pages of the places of a caravan's days: the site sheet, on screen and on paper."""

from __future__ import annotations

import uuid
from functools import partial

from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.answering import is_kept
from twiza.outreach.actions.site import write_site_sheet
from twiza.outreach.models import CaravanDay, SiteSheet
from twiza.outreach.queries.caravans import days_of
from twiza.outreach.queries.nearby import nearest_facilities
from twiza.outreach.rules import MAKE_CARAVAN, SEE_PREPARATION, VIEW_CARAVANS
from twiza.outreach.site_forms import SiteForm
from twiza.outreach.views.preparing import caravan_allowed, may_change
from twiza.outreach.views.sending import attachment, note_sent


@policy(VIEW_CARAVANS)
@require_http_methods(["GET", "POST"])
def site(request: Request, caravan_id: uuid.UUID, day_id: int) -> HttpResponse:
    """Show what is known of the place of a day, and keep what is sent."""
    day = day_with_site(request, caravan_id, day_id, MAKE_CARAVAN if request.method == "POST" else SEE_PREPARATION)
    sheet = SiteSheet.objects.filter(day=day).select_related("hospital", "written_by").first()
    hospitals, others = nearest_facilities(day, request.actor)
    initial = model_to_dict(sheet) if sheet else {}
    form = SiteForm(request.POST or None, initial=initial, hospitals=hospitals, sheet=sheet)
    write = partial(write_site_sheet, day=day, actor=request.actor, at=timezone.now())
    if request.method == "POST" and is_kept(form, lambda: write(said=form.cleaned_data)):
        messages.success(request, _("The site sheet is kept."))
        return redirect("site", caravan_id, day_id)
    context = {
        "caravan": day.caravan,
        "day": day,
        "sheet": sheet,
        "form": form,
        "hospitals": hospitals,
        "others": others,
        "may_change": may_change(request, day.caravan),
    }
    return render(request, "outreach/preparation/site.html", context, status=422 if form.errors else 200)


@policy(VIEW_CARAVANS)
@require_GET
def site_pdf(request: Request, caravan_id: uuid.UUID, day_id: int) -> HttpResponse:
    """Give the site sheet to print."""
    from twiza.outreach.files.site_sheet import site_sheet  # noqa: PLC0415 -- slow import

    day = day_with_site(request, caravan_id, day_id, SEE_PREPARATION)
    sheet = SiteSheet.objects.filter(day=day).select_related("hospital").first()
    hospitals, others = nearest_facilities(day, request.actor)
    content = site_sheet(day, sheet, hospitals, others, language=request.LANGUAGE_CODE)
    note_sent(request, day.caravan, SEE_PREPARATION, "site_sheet_printed")
    return attachment(content, "application/pdf", "site.pdf")


def day_with_site(request: Request, caravan_id: uuid.UUID, day_id: int, rule: str) -> CaravanDay:
    """Return a day of a caravan with which the actor may do something. Raises Http404."""
    caravan = caravan_allowed(request, caravan_id, rule)
    found = days_of(caravan).select_related("caravan__organisation", "caravan__area", "caravan__file__step")
    return get_object_or_404(found, pk=day_id)
