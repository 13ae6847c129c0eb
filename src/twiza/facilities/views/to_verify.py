"""The page of facts to verify again, the oldest or those that concern most people first."""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.facilities.models import Facility
from twiza.facilities.queries import freshness
from twiza.facilities.queries.facility import facilities_of
from twiza.territory.queries.places import is_within

ROWS_PER_PAGE = 50
BY_PEOPLE = "people"


@policy("facilities.view")
@require_GET
def facilities_to_verify(request: Request) -> HttpResponse:
    """Show which facilities have facts to verify again, within the territory acted for."""
    rows = freshness.facilities_to_verify(within_territory(request), timezone.localdate())
    order = freshness.most_people_first if request.GET.get("sort") == BY_PEOPLE else freshness.oldest_first
    page = Paginator(order(rows), ROWS_PER_PAGE).get_page(request.GET.get("page"))
    shown = Facility.objects.select_related("type", "place").in_bulk([row.facility_id for row in page])
    context = {
        "page": page,
        "page_numbers": page.paginator.get_elided_page_range(page.number),
        "rows": [(row, shown[row.facility_id]) for row in page],
        "sort": request.GET.get("sort", ""),
        "has_facilities": bool(rows) or within_territory(request).exists(),
    }
    return render(request, "facilities/to_verify.html", context)


def within_territory(request: Request) -> QuerySet[Facility]:
    """Return the facilities within the territory acted for; everywhere when it has no limits."""
    territory = request.actor.grant.territory if request.actor.grant else ()
    facilities = facilities_of(request.actor)
    within = [is_within(path, through="place__") for path in territory]
    return facilities.filter(reduce(or_, within)) if within else facilities
