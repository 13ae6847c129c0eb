"""Photographs of a round: one is attached, shown to those who see marks, and removed for good."""

from __future__ import annotations

import uuid
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from twiza.accounts.decisions import decide
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.answering import act_and_go, is_kept
from twiza.documents.evidence import guard_evidence
from twiza.quality.actions.photos import PHOTOGRAPH, attach_photo, remove_photo
from twiza.quality.forms import PhotoForm
from twiza.quality.grid import grid_of
from twiza.quality.models import ItemPhoto, QualityRound
from twiza.quality.queries import facts_of, rounds_of
from twiza.quality.rules import HOLD_ROUNDS, SEE_MARKS, VIEW_ROUNDS
from twiza.quality.views.rounds import round_to_hold

MOST_BYTES = 10_000_000


@policy(HOLD_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def quality_photo_new(request: Request, round_id: uuid.UUID) -> HttpResponse:
    """Attach a photograph to an item."""
    round = round_to_hold(request, round_id)
    form = PhotoForm(request.POST or None, request.FILES or None)
    form.offer(grid_of(round.version.content))
    if request.method == "POST" and is_kept(form, lambda: photo_kept(request, round, form)):
        messages.success(request, _("The photograph is kept. Look at it: remove it if somebody is seen."))
        return redirect("quality_round", round.pk)
    context = {"form": form, "round": round}
    return render(request, "quality/photo_new.html", context, status=422 if form.errors else 200)


def photo_kept(request: Request, round: QualityRound, form: PhotoForm) -> ItemPhoto:
    """Keep the photograph that a form sends, guarded. Raises as the guard and `attach_photo` do."""
    said = form.cleaned_data
    photo = guard_evidence(said["photo"], max_bytes=MOST_BYTES)
    return attach_photo(
        id=said["id"], round=round, item=said["item"], photo=photo, actor=request.actor, at=timezone.now()
    )


@policy(VIEW_ROUNDS)
@require_GET
def quality_photo(request: Request, round_id: uuid.UUID, photo_id: uuid.UUID) -> HttpResponse:
    """Send a photograph to whoever sees the marks of its round."""
    round = get_object_or_404(rounds_of(request.actor), pk=round_id)
    if not decide(request.actor, SEE_MARKS, facts_of(round)):
        raise Http404
    photo = get_object_or_404(round.photos, pk=photo_id)
    headers = {"Content-Disposition": f'inline; filename="twiza-{photo.pk}.jpg"', "Cache-Control": "private, no-store"}
    return HttpResponse(bytes(photo.content), content_type=PHOTOGRAPH, headers=headers)


@policy(HOLD_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def quality_photo_remove(request: Request, round_id: uuid.UUID, photo_id: uuid.UUID) -> HttpResponse:
    """Ask whether a photograph is to go for good, or remove it."""
    round = round_to_hold(request, round_id)
    photo = get_object_or_404(round.photos.select_related("round__facility__place"), pk=photo_id)
    if request.method != "POST":
        return render(request, "quality/photo_remove.html", {"round": round, "photo": photo})
    act = partial(remove_photo, photo=photo, actor=request.actor, at=timezone.now())
    return act_and_go(request, act, _("The photograph is gone."), reverse("quality_round", args=[round.pk]))
