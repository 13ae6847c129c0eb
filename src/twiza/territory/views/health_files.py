"""Bringing health series in: a file, a look at what it says, and only then storing it; undoing it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.errors import DomainError, InputError
from twiza.core.names import name_in
from twiza.documents.guard import guard_upload
from twiza.jobs.models import JobState
from twiza.territory.actions.health_files import (
    ask_for_storing,
    forget_health_file,
    keep_health_choices,
    receive_health_file,
    undo_health_file,
)
from twiza.territory.health_forms import HealthChoicesForm, HealthUploadForm
from twiza.territory.health_review import health_review_of
from twiza.territory.models import HealthFile
from twiza.territory.queries.health_files import (
    HEALTH_KINDS,
    HEALTH_MAX_BYTES,
    health_import_gate,
    own_health_files,
    ranks_of_places,
    stored_health_files,
)
from twiza.territory.queries.places import places_of


@policy("territory.import_series")
@require_http_methods(["GET", "HEAD", "POST"])
def health_upload(request: Request) -> HttpResponse:
    """Take a file in, to look at it."""
    form = HealthUploadForm(request.POST or None, request.FILES or None)
    countries = places_of(request.actor).filter(kind__rank=0).order_by("path")
    form.offer(list(countries), get_language() or "fr")
    if request.method == "POST" and form.is_valid():
        try:
            kept = receive_health_file(
                file=guard_upload(form.cleaned_data["file"], kinds=HEALTH_KINDS, max_bytes=HEALTH_MAX_BYTES),
                country=form.cleaned_data["country"],
                person_id=request.user.pk,
                organisation_id=request.actor.grant.organisation_id,  # type: ignore[union-attr]  # the policy wants one
                at=timezone.now(),
            )
            return redirect("health_review", kept.pk)
        except InputError as error:
            form.add_error("file", str(error))
    return render(request, "territory/health_upload.html", {"form": form}, status=422 if form.errors else 200)


@policy("territory.import_series")
@require_http_methods(["GET", "HEAD", "POST"])
def health_review(request: Request, file_id: uuid.UUID) -> HttpResponse:
    """Show what the file says under what was chosen, and change this; or how far storing it is."""
    kept = get_object_or_404(own_health_files(request.actor), id=file_id)
    is_under_way = kept.job is not None and kept.job.state not in {JobState.FAILED, JobState.CANCELLED}
    if kept.stored_at or is_under_way:
        return render(request, "territory/health_job.html", {"kept": kept, "job": kept.job})
    review = health_review_of(kept, may_import_into=health_import_gate(request.actor), today=timezone.localdate())
    form = HealthChoicesForm(
        review=review, country=kept.country, ranks=rank_choices(kept.country), data=request.POST or None
    )
    if request.method == "POST" and form.is_valid():
        keep_health_choices(kept=kept, choices=form.choices())
        return redirect("health_review", kept.pk)
    context = {"kept": kept, "review": review, "form": form}
    return render(request, "territory/health_review.html", context, status=422 if form.errors else 200)


@policy("territory.import_series")
@require_POST
def health_store(request: Request, file_id: uuid.UUID) -> HttpResponse:
    """Ask for the figures of a file to be stored."""
    kept = get_object_or_404(own_health_files(request.actor), id=file_id)
    try:
        ask_for_storing(kept=kept, actor=request.actor, at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("health_review", kept.pk)


@policy("territory.import_series")
@require_POST
def health_forget(request: Request, file_id: uuid.UUID) -> HttpResponse:
    """Forget a file that will not be stored."""
    kept = get_object_or_404(own_health_files(request.actor), id=file_id)
    try:
        forget_health_file(kept=kept)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("health_review", kept.pk)
    return redirect("health_upload")


@policy("territory.import_series")
@require_GET
def health_undo_ask(request: Request, file_id: uuid.UUID) -> HttpResponse:
    """Ask whether the figures of a file shall be taken away, and say what comes back."""
    kept = stored_file_or_404(request, file_id)
    return render(request, "territory/health_undo.html", {"kept": kept})


@policy("territory.import_series")
@require_POST
def health_undo(request: Request, file_id: uuid.UUID) -> HttpResponse:
    """Take the figures of a file away, and bring back those it replaced."""
    kept = stored_file_or_404(request, file_id)
    try:
        undo_health_file(kept=kept, actor=request.actor, at=timezone.now())
        messages.success(request, _("The figures of %(file)s are taken away.") % {"file": kept.file_name})
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("health_series_list")


def stored_file_or_404(request: Request, file_id: uuid.UUID) -> HealthFile:
    """Return a file that the organisation acted for has stored."""
    return get_object_or_404(stored_health_files(request.actor), id=file_id)


def rank_choices(country: str) -> list[tuple[int, str]]:
    """Return the depths of places as they are chosen: province / prefecture."""
    language = get_language() or "fr"
    return [
        (rank, " / ".join(name_in(names, language) for names in kinds)) for rank, kinds in ranks_of_places(country)
    ]
