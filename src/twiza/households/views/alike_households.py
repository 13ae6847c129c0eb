"""Pages of households that might be one: the pairs to decide, one pair side by side, and what was decided."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.answering import act_and_go, is_kept
from twiza.households.actions.sameness import merge_households, undo_merge_of_households
from twiza.households.forms import ReasonForm
from twiza.households.household_pair_page import household_rows_of
from twiza.households.models import Household, HouseholdMerge
from twiza.households.queries.alike import many_uncompared
from twiza.households.queries.alike_households import (
    household_pairs_shown,
    household_pairs_to_decide,
    merges_seen_by,
    people_in_common,
)
from twiza.households.rules import COMPARE_PERSONS
from twiza.households.views.found import household_for, may_decide, note_read

PAIRS_PER_PAGE = 25
MERGES_SHOWN = 20


@policy(COMPARE_PERSONS)
@require_GET
def household_pair_list(request: Request) -> HttpResponse:
    """List the pairs of households to decide, and what was decided last."""
    page = Paginator(household_pairs_to_decide(request.actor), PAIRS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "pairs": household_pairs_shown(list(page.object_list)),
        "uncompared": many_uncompared(request.actor),
        "page_numbers": page.paginator.get_elided_page_range(page.number),
        "merges": merges_seen_by(request.actor)[:MERGES_SHOWN],
    }
    return render(request, "households/household_pairs.html", context)


@policy(COMPARE_PERSONS)
@require_GET
def household_pair_detail(request: Request, first_id: uuid.UUID, second_id: uuid.UUID) -> HttpResponse:
    """Show two households side by side."""
    first, second = household_pair_for(request, first_id, second_id)
    for household in (first, second):
        note_read(request, "household", household.pk)
    return household_pair_shown(request, first, second, ReasonForm())


def household_pair_for(request: Request, first_id: uuid.UUID, second_id: uuid.UUID) -> tuple[Household, Household]:
    """Return two households for both of which the actor decides. Raises Http404."""
    first, second = household_for(request, first_id), household_for(request, second_id)
    if first.pk == second.pk or not may_decide(request, first) or not may_decide(request, second):
        raise Http404
    return first, second


def household_pair_shown(request: Request, first: Household, second: Household, form: ReasonForm) -> HttpResponse:
    """Show two households side by side with the form as it was sent."""
    context = {
        "first": first,
        "second": second,
        "people": people_in_common(first, second),
        "rows": household_rows_of(first, second),
        "form": form,
    }
    return render(request, "households/household_pair.html", context, status=422 if form.errors else 200)


@policy(COMPARE_PERSONS)
@require_POST
def household_pair_same(request: Request, first_id: uuid.UUID, second_id: uuid.UUID) -> HttpResponse:
    """Decide that two records are one household."""
    first, second = household_pair_for(request, first_id, second_id)
    form = ReasonForm(request.POST)
    if is_kept(
        form,
        lambda: merge_households(
            id=form.cleaned_data["id"],
            kept=first,
            found=second,
            reason=form.cleaned_data["reason"],
            actor=request.actor,
            at=timezone.now(),
        ),
    ):
        messages.success(request, _("They are one household now. It can be undone from this list."))
        return redirect("household_pairs")
    return household_pair_shown(request, first, second, form)


@policy(COMPARE_PERSONS)
@require_POST
def household_merge_undo(request: Request, merge_id: uuid.UUID) -> HttpResponse:
    """Decide that two households found to be one are two after all."""
    merge = get_object_or_404(HouseholdMerge.objects.select_related("kept", "found"), pk=merge_id)
    household_pair_for(request, merge.kept_id, merge.found_id)
    return act_and_go(
        request,
        lambda: undo_merge_of_households(
            merge=merge, reason=_("Decided again from the list."), actor=request.actor, at=timezone.now()
        ),
        _("They are two households again, as they were."),
        reverse("household_pairs"),
    )
