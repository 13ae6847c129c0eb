"""Pages about the list of facilities, one facility, and how complete the list is believed to be."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Facts, decide
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.errors import DomainError
from twiza.documents.table_files import CONTENT_TYPES, TableFile, table_as
from twiza.facilities.actions.completeness import state_completeness
from twiza.facilities.facility_map import facilities_map, features_of, points_json
from twiza.facilities.fact_words import OF_PLACES, FactWords
from twiza.facilities.facts import line_of
from twiza.facilities.files import facilities_file, facilities_table, sheet_table
from twiza.facilities.finding import sounds_asked
from twiza.facilities.forms import CompletenessForm, FacilityFilterForm
from twiza.facilities.models import Completeness, Facility, FacilityType, Service
from twiza.facilities.queries.completeness import last_statement, statements_on
from twiza.facilities.queries.facility import (
    FacilityFilter,
    facilities_asked,
    facilities_of,
    has_facilities,
    with_services,
)
from twiza.facilities.queries.freshness import cut_offs, facts_by_facility
from twiza.facilities.queries.norms import norms_of
from twiza.facilities.queries.proposals import waiting_for
from twiza.facilities.queries.states import states_of
from twiza.facilities.sheets import SHEETS, Teller, told_of
from twiza.organisations.models import Organisation
from twiza.territory.models import Place
from twiza.territory.queries.boundaries import box_around
from twiza.territory.queries.places import edition_of, place_by_code, places_of

ROWS_PER_PAGE = 50
DEEPEST_RANK_TO_CHOOSE = 2


@policy("facilities.view")
@require_GET
def facilities(request: Request) -> HttpResponse:
    """Show the list of facilities on a map and in a table, and how complete it is believed to be."""
    form, asked, area = filter_from(request)
    found = facilities_asked(facilities_of(request.actor), asked)
    page = Paginator(found, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": form,
        "area": area,
        "page": page,
        "page_numbers": page.paginator.get_elided_page_range(page.number),
        "statement": last_statement(area.path) if area else None,
        "has_facilities": page.paginator.count > 0 or (area is not None and has_facilities(area)),
        "may_keep": bool(decide(request.actor, "facilities.keep")),
        "waiting": waiting_for(request.actor),
        "query": request.GET.urlencode(),
        "sheets": SHEETS.items(),
        **map_context(area, request.GET.urlencode()),
    }
    return render(request, "facilities/facilities.html", context)


@policy("facilities.view")
@require_GET
def facilities_points(request: Request) -> HttpResponse:
    """Send the facilities that are asked for as points of the map."""
    _form, asked, _area = filter_from(request)
    found = facilities_asked(facilities_of(request.actor), asked)
    return HttpResponse(points_json(features_of(found)), content_type="application/geo+json")


@policy("facilities.view")
@require_GET
def facilities_export(request: Request, kind: str) -> HttpResponse:
    """Send the list as a file."""
    if kind not in CONTENT_TYPES:
        raise Http404
    _form, asked, area = filter_from(request)
    found = list(with_services(facilities_asked(facilities_of(request.actor), asked)))
    language = get_language() or "fr"
    table = facilities_table(found, last_statement(area.path) if area else None, language)
    content = exported(request, kind, table, found, language)
    record_audit(
        actor=request.actor, action="facilities.view", at=timezone.now(), outcome="exported", object_kind="facilities"
    )
    response = HttpResponse(content, content_type=CONTENT_TYPES[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="twiza-facilities.{kind}"'
    return response


def exported(request: Request, kind: str, table: TableFile, found: list[Facility], language: str) -> bytes:
    """Return the list as a file, or for CSV the one sheet of it that is asked for."""
    sheet = request.GET.get("sheet", "")
    if kind == "csv" and sheet not in SHEETS:
        return table_as(kind, table, language=language)
    today, words = timezone.localdate(), FactWords(language)
    ids = [facility.pk for facility in found]
    told = told_of(found, states_of(found), facts_by_facility(ids), norms_of(request.actor, today))
    teller = Teller(words, cut_offs(today), today)
    words.ask_for_places(item for one in told for topic, item in map(line_of, one.state) if topic in OF_PLACES)
    if kind == "csv":
        return table_as(kind, sheet_table(sheet, told, teller), language=language)
    return facilities_file(kind, table, told, teller, language)


@policy("facilities.view")
@require_GET
def facility_types(request: Request) -> HttpResponse:
    """Show what each type usually offers, and which norms are set."""
    types = FacilityType.objects.prefetch_related(Prefetch("services", queryset=Service.objects.order_by("code")))
    return render(request, "facilities/facility_types.html", {"types": types.order_by("country", "level", "code")})


@policy("facilities.keep")
def completeness(request: Request) -> HttpResponse:
    """Say how complete the list of a territory is believed to be, beside what was said before."""
    places = places_to_state(request)
    form = CompletenessForm(request.POST or None, initial={"said_on": timezone.localdate()})
    form.offer(places)
    if request.method == "POST" and form.is_valid():
        try:
            state(request, form, next(one for one in places if one.path == form.cleaned_data["place"]))
            messages.success(request, _("The statement is saved beside those before."))
            return redirect("facilities")
        except DomainError as error:
            form.add_error(None, str(error))
    context = {"form": form, "statements": statements_on([place.path for place in places])}
    return render(request, "facilities/completeness_form.html", context, status=422 if form.errors else 200)


def filter_from(request: Request) -> tuple[FacilityFilterForm, FacilityFilter, Place | None]:
    """Return the filter as a form and as a question, and the area shown; what is not offered is not asked."""
    places = places_to_choose(request)
    form = FacilityFilterForm(request.GET, auto_id="filter_%s")
    form.offer(places=places, types=FacilityType.objects.order_by("country", "level", "code"))
    given: dict[str, str] = form.cleaned_data if form.is_valid() else {}
    chosen = next((place for place in places if place.path == given.get("area")), None)
    asked = FacilityFilter(
        today=timezone.localdate(),
        organisation_id=request.actor.grant.organisation_id if request.actor.grant else None,
        words=sounds_asked(given.get("q", "")) if given.get("q") else (),
        type_code=given.get("type", ""),
        status=given.get("status", ""),
        area_path=chosen.path if chosen else "",
        age=given.get("age", ""),
        norm=given.get("norm", ""),
        authority=given.get("authority", ""),
    )
    return form, asked, chosen or next(iter(places), None)


def places_to_choose(request: Request) -> list[Place]:
    """Return the countries, regions and provinces that a person may choose."""
    seen = places_of(request.actor).filter(kind__rank__lte=DEEPEST_RANK_TO_CHOOSE)
    return list(seen.select_related("kind").order_by("path"))


def places_to_state(request: Request) -> list[Place]:
    """Return the territories of whose list a person may say how complete it is."""
    grant = request.actor.grant
    organisation_id = grant.organisation_id if grant else None
    return [
        place
        for place in places_to_choose(request)
        if decide(request.actor, "facilities.change", Facts(organisation_id=organisation_id, place_path=place.path))
    ]


def state(request: Request, form: CompletenessForm, place: Place) -> None:
    """Keep the statement for the organisation acted for."""
    given = form.cleaned_data
    state_completeness(
        organisation=own_organisation(request),
        place=place,
        completeness=Completeness(given["completeness"]),
        said_by=given["said_by"],
        said_on=given["said_on"],
        note=given["note"],
        actor=request.actor,
        at=timezone.now(),
    )


def place_named(code: str, countries: Iterable[str]) -> Place | None:
    """Return the place of a code in the first of some countries that has it."""
    return next((found for country in countries if (found := place_by_code(country, code.strip()))), None)


def own_organisation(request: Request) -> Organisation:
    """Return the organisation acted for."""
    if request.actor.grant is None:
        raise Http404
    return Organisation.objects.get(pk=request.actor.grant.organisation_id)


def map_context(area: Place | None, query: str) -> dict[str, Any]:
    """Return what the map needs; without boundaries there is none."""
    if area is None:
        return {"map": None}
    box = box_around(Place.objects.filter(pk=area.pk))
    points = f"{reverse('facilities_points')}?{query}"
    return {"map": facilities_map(box, area, edition_of(area.country), points) if box else None}
