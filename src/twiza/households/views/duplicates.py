"""Pages of people who might be one: the pairs to decide, one pair side by side, and what was decided."""

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
from twiza.households.actions.sameness import keep_apart, merge_persons, undo_merge_of_persons
from twiza.households.forms import ReasonForm
from twiza.households.models import Person, PersonMerge
from twiza.households.names.candidates import compared
from twiza.households.pair_page import rows_of
from twiza.households.queries.alike import described, many_uncompared, pairs_shown, pairs_to_decide
from twiza.households.queries.households import households_of
from twiza.households.rules import COMPARE_PERSONS
from twiza.households.views.found import may_decide, person_for

PAIRS_PER_PAGE = 25
MERGES_SHOWN = 20


@policy(COMPARE_PERSONS)
@require_GET
def pair_list(request: Request) -> HttpResponse:
    """List the pairs of people to decide, and what was decided last."""
    page = Paginator(pairs_to_decide(request.actor), PAIRS_PER_PAGE).get_page(request.GET.get("page"))
    seen = households_of(request.actor).order_by().values("pk")
    merges = PersonMerge.objects.filter(found__memberships__household__in=seen).distinct()
    context = {
        "page": page,
        "pairs": pairs_shown(list(page.object_list)),
        "uncompared": many_uncompared(request.actor),
        "page_numbers": page.paginator.get_elided_page_range(page.number),
        "merges": merges.select_related("kept", "found", "made_by").order_by("-made_at")[:MERGES_SHOWN],
    }
    return render(request, "households/pairs.html", context)


@policy(COMPARE_PERSONS)
@require_GET
def pair_detail(request: Request, first_id: uuid.UUID, second_id: uuid.UUID) -> HttpResponse:
    """Show two people side by side."""
    return pair_shown(request, *pair_for(request, first_id, second_id), ReasonForm())


def pair_for(request: Request, first_id: uuid.UUID, second_id: uuid.UUID) -> tuple[Person, Person]:
    """Return two people for both of whom the actor decides. Raises Http404."""
    first, home = person_for(request, first_id)
    second, other_home = person_for(request, second_id)
    if first.pk == second.pk or not may_decide(request, home) or not may_decide(request, other_home):
        raise Http404
    return first, second


def pair_shown(request: Request, first: Person, second: Person, form: ReasonForm) -> HttpResponse:
    """Show two people side by side with the form as it was sent."""
    context = {
        "first": first,
        "second": second,
        "candidate": compared(described(first), described(second)),
        "rows": rows_of(first, second),
        "form": form,
    }
    return render(request, "households/pair.html", context, status=422 if form.errors else 200)


@policy(COMPARE_PERSONS)
@require_POST
def pair_same(request: Request, first_id: uuid.UUID, second_id: uuid.UUID) -> HttpResponse:
    """Decide that two records are one person."""
    first, second = pair_for(request, first_id, second_id)
    form = ReasonForm(request.POST)
    if is_kept(
        form,
        lambda: merge_persons(
            id=form.cleaned_data["id"],
            kept=first,
            found=second,
            reason=form.cleaned_data["reason"],
            actor=request.actor,
            at=timezone.now(),
        ),
    ):
        messages.success(request, _("They are one person now. It can be undone from this list."))
        return redirect("person_pairs")
    return pair_shown(request, first, second, form)


@policy(COMPARE_PERSONS)
@require_POST
def pair_apart(request: Request, first_id: uuid.UUID, second_id: uuid.UUID) -> HttpResponse:
    """Decide that two records are two persons."""
    first, second = pair_for(request, first_id, second_id)
    form = ReasonForm(request.POST)
    if is_kept(
        form,
        lambda: keep_apart(
            one=first,
            other=second,
            reason=form.cleaned_data["reason"],
            actor=request.actor,
            at=timezone.now(),
        ),
    ):
        messages.success(request, _("They are two persons: they are not shown as alike any more."))
        return redirect("person_pairs")
    return pair_shown(request, first, second, form)


@policy(COMPARE_PERSONS)
@require_POST
def merge_undo(request: Request, merge_id: uuid.UUID) -> HttpResponse:
    """Decide that two records found to be one are two after all."""
    merge = get_object_or_404(PersonMerge.objects.select_related("kept", "found"), pk=merge_id)
    pair_for(request, merge.kept_id, merge.found_id)
    return act_and_go(
        request,
        lambda: undo_merge_of_persons(
            merge=merge, reason=_("Decided again from the list."), actor=request.actor, at=timezone.now()
        ),
        _("They are two persons again, as they were."),
        reverse("person_pairs"),
    )
