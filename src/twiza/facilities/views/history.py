"""Pages about what was: the changes of one facility, and facilities as they were on a day."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.facilities.facility_map import facilities_map, features_of_states, points_json
from twiza.facilities.fact_words import FactWords
from twiza.facilities.facts import changed_fields
from twiza.facilities.facts_form import date_input
from twiza.facilities.listed_states import listed_states
from twiza.facilities.models import FacilityChange
from twiza.facilities.queries.facility import facility_of
from twiza.facilities.queries.history import changes_of, listed_states_at, state_at
from twiza.facilities.queries.norms import norms_of
from twiza.facilities.views.facilities import filter_from
from twiza.facilities.views.facility import page_of
from twiza.territory.models import Place
from twiza.territory.queries.boundaries import box_around
from twiza.territory.queries.places import edition_of

ROWS_PER_PAGE = 50


class DayForm(forms.Form):
    """The day as of which something is shown."""

    on = forms.DateField(label=_("As it was on"), widget=date_input())


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change in words."""

    change: FacilityChange
    label: str
    old: str
    new: str


@policy("facilities.view")
@require_GET
def facility_history(request: Request, facility_id: uuid.UUID) -> HttpResponse:
    """Show what changed in a facility, who said so and when; or the facility as our records had it on a day."""
    facility = get_object_or_404(facility_of(request.actor, facility_id))
    form, words = DayForm(request.GET or None), FactWords(get_language() or "fr")
    day = form.cleaned_data["on"] if form.is_bound and form.is_valid() else None
    state = state_at(facility, end_of(day)) if day else None
    page = Paginator(changes_of(facility), ROWS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "facility": facility,
        "form": form if form.is_bound else DayForm(initial={"on": timezone.localdate()}),
        "day": day,
        "state": state,
        "shown": page_of(state, [], norms_of(request.actor, day), day, words) if state and day else None,
        "name": words.name(state) if state else "",
        "type": words.said("type", state.get("type")) if state else "",
        "place": words.said("place", state.get("place")) if state else "",
        "status": words.said("status", state.get("status")) if state else "",
        "page": page,
        "page_numbers": page.paginator.get_elided_page_range(page.number),
        "rows": change_rows(list(page.object_list), words),
    }
    return render(request, "facilities/history.html", context, status=422 if form.is_bound and form.errors else 200)


@policy("facilities.view")
@require_GET
def facilities_on(request: Request) -> HttpResponse:
    """Show the list and the map of facilities as our records had them on a day."""
    form, day = day_asked(request)
    filters, asked, area = filter_from(request)
    found = listed_states(listed_states_at(end_of(day)), asked, FactWords(get_language() or "fr"))
    page = Paginator(found, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    box = box_around(Place.objects.filter(pk=area.pk)) if area else None
    points = f"{reverse('facilities_on_points')}?{request.GET.urlencode()}"
    context = {
        "form": form if form.is_bound else DayForm(initial={"on": day}),
        "filter": filters,
        "day": day,
        "page": page,
        "page_numbers": page.paginator.get_elided_page_range(page.number),
        "map": facilities_map(box, area, edition_of(area.country), points) if area and box else None,
    }
    return render(request, "facilities/on.html", context, status=422 if form.errors else 200)


@policy("facilities.view")
@require_GET
def facilities_on_points(request: Request) -> HttpResponse:
    """Send facilities as our records had them on a day as points of the map."""
    _form, day = day_asked(request)
    _filters, asked, _area = filter_from(request)
    found = listed_states(listed_states_at(end_of(day)), asked, FactWords(get_language() or "fr"))
    return HttpResponse(points_json(features_of_states(found)), content_type="application/geo+json")


def day_asked(request: Request) -> tuple[DayForm, dt.date]:
    """Return the form of a day and the day asked for, today unless one is."""
    form = DayForm(request.GET if "on" in request.GET else None)
    is_said = form.is_bound and form.is_valid()
    return form, form.cleaned_data["on"] if is_said else timezone.localdate()


def end_of(day: dt.date) -> dt.datetime:
    """Return the last moment of a day where people live."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time.max))


def change_rows(changes: Sequence[FacilityChange], words: FactWords) -> list[ChangeRow]:
    """Return changes in words; a facility first written is a row per field."""
    rows = []
    for change in changes:
        if change.field == "":
            for field, new in changed_fields({}, change.new or {}).items():
                rows.append(ChangeRow(change, words.label(field), "", words.said(field, new)))
        else:
            said = (words.said(change.field, change.old), words.said(change.field, change.new))
            rows.append(ChangeRow(change, words.label(change.field), *said))
    return rows
