"""Pages on which a person decides whether two facilities are the same one."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.errors import DomainError
from twiza.facilities.actions.merges import differing_fields, keep_apart, merge_facilities, unmerge_facilities
from twiza.facilities.duplicates import distance_m
from twiza.facilities.facility_map import facility_map
from twiza.facilities.fact_words import FactWords
from twiza.facilities.facts import State, in_order
from twiza.facilities.models import Facility
from twiza.facilities.queries.duplicates import Pair, likely_pairs
from twiza.facilities.queries.facility import facilities_of, facilities_to_change
from twiza.facilities.queries.merges import merges_to_undo
from twiza.facilities.queries.states import states_of
from twiza.facilities.views.facility import may_change
from twiza.territory.queries.places import edition_of

PAIRS_PER_PAGE = 50
MERGES_SHOWN = 50
KEEP_FIRST, KEEP_SECOND, DIFFERENT = "first", "second", "different"


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """A field of two facilities in words; where they differ one chooses whose value stays."""

    field: str
    label: str
    first: str
    second: str
    is_choice: bool
    takes_second: bool


@policy("facilities.keep")
@require_GET
def facility_duplicates(request: Request) -> HttpResponse:
    """Show the pairs that may be the same, and the merges that can be taken back."""
    own = set(facilities_to_change(request.actor).order_by().values_list("pk", flat=True))
    pairs = [pair for pair in likely_pairs(facilities_of(request.actor)) if {pair.first, pair.second} & own]
    page = Paginator(pairs, PAIRS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "page_numbers": page.paginator.get_elided_page_range(page.number),
        "rows": with_facilities(list(page.object_list)),
        "merges": list(merges_to_undo(request.actor)[:MERGES_SHOWN]),
    }
    return render(request, "facilities/duplicates.html", context)


def with_facilities(pairs: list[Pair]) -> list[tuple[Pair, Facility, Facility]]:
    """Return pairs with their facilities, in one question for all."""
    ids = {one for pair in pairs for one in (pair.first, pair.second)}
    found = Facility.objects.select_related("type", "place", "organisation").in_bulk(ids)
    return [(pair, found[pair.first], found[pair.second]) for pair in pairs]


@policy("facilities.keep")
def facility_pair(request: Request, first_id: uuid.UUID, second_id: uuid.UUID) -> HttpResponse:
    """Show two facilities side by side and on a map, and write down what a person decides of them."""
    first, second = (get_object_or_404(facilities_of(request.actor), id=one) for one in (first_id, second_id))
    if first == second or not (may_change(request, first) or may_change(request, second)):
        raise Http404
    if request.method == "POST":
        try:
            return decided(request, first, second)
        except DomainError as error:
            messages.error(request, str(error))
            return redirect("facility_duplicates")
    return render(request, "facilities/pair.html", pair_context(request, first, second))


def decided(request: Request, first: Facility, second: Facility) -> HttpResponse:
    """Write down what was decided of two facilities."""
    decision, now = request.POST.get("decision"), timezone.now()
    if decision == DIFFERENT:
        keep_apart(one=first, other=second, by=request.user, actor=request.actor, at=now)
        messages.success(request, _("They are kept apart, and never proposed again."))
        return redirect("facility_duplicates")
    if decision not in (KEEP_FIRST, KEEP_SECOND):
        raise Http404
    kept, hidden = (first, second) if decision == KEEP_FIRST else (second, first)
    states = states_of([first, second])
    differing = differing_fields(states[kept.pk], states[hidden.pk])
    of_hidden = KEEP_SECOND if decision == KEEP_FIRST else KEEP_FIRST
    chosen = {field for field in differing if request.POST.get(f"value_{field}") == of_hidden}
    if not may_change(request, hidden) or (chosen and not may_change(request, kept)):
        messages.error(request, _("You may hide only a facility of your own list, and change only your own."))
        return redirect("facility_pair", first.pk, second.pk)
    merge_facilities(
        kept=kept,
        hidden=hidden,
        from_hidden=chosen,
        reason=request.POST.get("reason", ""),
        by=request.user,
        actor=request.actor,
        at=now,
    )
    messages.success(request, _("They are one now. The merge can be taken back from the page of duplicates."))
    return redirect("facility", kept.pk)


@policy("facilities.keep")
@require_POST
def facility_unmerge(request: Request, merge_id: int) -> HttpResponse:
    """Take a merge back."""
    merge = get_object_or_404(merges_to_undo(request.actor), id=merge_id)
    try:
        stays = unmerge_facilities(merge=merge, by=request.user, actor=request.actor, at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("facility_duplicates")
    messages.success(request, _("The merge is taken back: both are there again."))
    if stays:
        words = FactWords(get_language() or "fr")
        named = _(", ").join(words.label(field) for field in stays)
        messages.warning(request, _("Changed since the merge, and left as it is: %(fields)s.") % {"fields": named})
    return redirect("facility_duplicates")


def pair_context(request: Request, first: Facility, second: Facility) -> dict[str, Any]:
    """Return what the page of two facilities shows."""
    states = states_of([first, second])
    placed = [one for one in (first, second) if one.lat is not None]
    return {
        "first": first,
        "second": second,
        "rows": choice_rows(states[first.pk], states[second.pk]),
        "map": facility_map(placed[0], edition_of(first.place.country), *placed[1:]) if placed else None,
        "distance_m": distance_m(first, second),
        "may_hide_first": may_change(request, first),
        "may_hide_second": may_change(request, second),
    }


def choice_rows(first: State, second: State) -> list[ChoiceRow]:
    """Return every field of two facilities in words; what only one of them says is what stays, unless one chooses."""
    words, differing = FactWords(get_language() or "fr"), set(differing_fields(first, second))
    words.know_places({**first, **second})
    words.know_places({**second, **first})
    return [
        ChoiceRow(
            field=field,
            label=words.label(field),
            first=words.said(field, first.get(field)),
            second=words.said(field, second.get(field)),
            is_choice=field in differing,
            takes_second=first.get(field) is None,
        )
        for field in in_order({**first, **second})
    ]
