"""Pages of quality rounds: the list, one round with its scores, a round held, an assessor's sheet."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import decide
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.answering import is_kept
from twiza.core.errors import DomainError
from twiza.organisations.models import Organisation
from twiza.quality.actions.rounds import hold_round, keep_sheet
from twiza.quality.files.pdf import round_report
from twiza.quality.forms import RoundForm, SheetForm, sheet_values
from twiza.quality.grid import grid_of
from twiza.quality.models import Assessor, QualityRound
from twiza.quality.plan_page import plan_shown
from twiza.quality.queries import facts_of, grid_version, photos_of, rounds_of
from twiza.quality.round_page import round_shown
from twiza.quality.rules import HOLD_ROUND, HOLD_ROUNDS, SEE_MARKS, VIEW_ROUNDS

ROUNDS_PER_PAGE = 50


class GridMissing(DomainError):
    """The country of the centre has no quality grid."""


@policy(VIEW_ROUNDS)
@require_GET
def quality_rounds(request: Request) -> HttpResponse:
    """List the rounds, the newest first."""
    page = Paginator(rounds_of(request.actor), ROUNDS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "page_numbers": page.paginator.get_elided_page_range(page.number),
        "may_hold": bool(decide(request.actor, HOLD_ROUNDS)),
        "query": "",
    }
    return render(request, "quality/rounds.html", context)


@policy(HOLD_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def quality_round_new(request: Request) -> HttpResponse:
    """Hold a round at a centre."""
    form = RoundForm(request.POST or None, initial={"held_on": timezone.localdate()})
    form.offer(request.actor)
    if request.method == "POST" and is_kept(form, lambda: round_kept(request, form)):
        messages.success(request, _("The round is kept. Add the sheet of each assessor."))
        return redirect("quality_round", form.cleaned_data["id"])
    return render(request, "quality/round_new.html", {"form": form}, status=422 if form.errors else 200)


def round_kept(request: Request, form: RoundForm) -> QualityRound:
    """Keep the round that a form describes. Raises GridMissing, and as `hold_round` does."""
    if request.actor.grant is None or form.facility is None:
        raise Http404
    organisation = Organisation.objects.get(pk=request.actor.grant.organisation_id)
    held_on = form.cleaned_data["held_on"]
    version = grid_version(form.facility, held_on, organisation.pk)
    if version is None:
        raise GridMissing(_("No quality grid is known for the country of this centre. Bring one in under “Rules”."))
    return hold_round(
        id=form.cleaned_data["id"],
        organisation=organisation,
        facility=form.facility,
        version=version,
        held_on=held_on,
        note=form.cleaned_data["note"],
        person=request.user,
        actor=request.actor,
        at=timezone.now(),
    )


@policy(VIEW_ROUNDS)
@require_GET
def quality_round(request: Request, round_id: uuid.UUID) -> HttpResponse:
    """Show the scores of a round and, for those who work with the centre, each item."""
    round = get_object_or_404(rounds_of(request.actor), pk=round_id)
    context = {
        **shown_to(request, round),
        "may_hold": bool(decide(request.actor, HOLD_ROUND, facts_of(round))),
    }
    return render(request, "quality/round.html", context)


@policy(VIEW_ROUNDS)
@require_GET
def quality_round_pdf(request: Request, round_id: uuid.UUID) -> HttpResponse:
    """Send the report of a round: scores and, for those who work with the centre, each item."""
    round = get_object_or_404(rounds_of(request.actor), pk=round_id)
    content = round_report(round, shown_to(request, round), language=get_language() or "fr")
    record_audit(
        actor=request.actor,
        action=VIEW_ROUNDS,
        at=timezone.now(),
        outcome="exported",
        object_kind="quality-round",
        object_id=round.pk,
    )
    headers = {"Content-Disposition": f'attachment; filename="twiza-quality-{round.held_on:%Y-%m-%d}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def shown_to(request: Request, round: QualityRound) -> dict[str, Any]:
    """Return what the actor is shown of a round: its items and their action plan to those who may see marks."""
    sees_marks = bool(decide(request.actor, SEE_MARKS, facts_of(round)))
    plan = plan_shown(round, timezone.localdate()) if sees_marks else {}
    photos = photos_of(round) if sees_marks else []
    return {**round_shown(round, sees_marks=sees_marks), **plan, "photos": photos}


@policy(HOLD_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def quality_sheet_new(request: Request, round_id: uuid.UUID) -> HttpResponse:
    """Add the sheet of an assessor."""
    round = round_to_hold(request, round_id)
    return sheet_page(request, round, {"number": round.assessors.count() + 1})


@policy(HOLD_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def quality_sheet(request: Request, round_id: uuid.UUID, assessor_id: uuid.UUID) -> HttpResponse:
    """Correct the sheet of an assessor."""
    round = round_to_hold(request, round_id)
    assessor = get_object_or_404(Assessor.objects.prefetch_related("marks"), pk=assessor_id, round=round)
    return sheet_page(request, round, sheet_values(assessor))


def round_to_hold(request: Request, round_id: uuid.UUID) -> QualityRound:
    """Return a round to which the actor may add. Raises Http404."""
    round = get_object_or_404(rounds_of(request.actor), pk=round_id)
    if not decide(request.actor, HOLD_ROUND, facts_of(round)):
        raise Http404
    return round


def sheet_page(request: Request, round: QualityRound, initial: dict[str, object]) -> HttpResponse:
    """Show a sheet, or keep it."""
    form = SheetForm(request.POST or None, initial=initial)
    form.offer(grid_of(round.version.content))
    if request.method == "POST" and is_kept(form, lambda: sheet_kept(request, round, form)):
        messages.success(request, _("The sheet is kept."))
        return redirect("quality_round", round.pk)
    return render(request, "quality/sheet.html", {"form": form, "round": round}, status=422 if form.errors else 200)


def sheet_kept(request: Request, round: QualityRound, form: SheetForm) -> Assessor:
    """Keep the sheet that a form describes. Raises as `keep_sheet` does."""
    said = form.cleaned_data
    return keep_sheet(
        id=said["id"],
        round=round,
        kind=said["kind"],
        number=said["number"],
        marks=form.marks(),
        actor=request.actor,
        at=timezone.now(),
    )
