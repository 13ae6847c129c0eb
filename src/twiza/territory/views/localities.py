"""Bringing localities in: a file, its columns, a look at what it says, and only then keeping it."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.errors import InputError
from twiza.documents.guard import guard_upload
from twiza.jobs.models import JobState
from twiza.territory.actions.imports import ask_for_import, keep_choices, receive_file
from twiza.territory.forms import LocalityChoicesForm, LocalityUploadForm
from twiza.territory.locality_review import review_of
from twiza.territory.queries.imports import KINDS, MAX_BYTES, import_gate, imports_of
from twiza.territory.queries.places import places_of


@policy("territory.import")
@require_http_methods(["GET", "HEAD", "POST"])
def locality_upload(request: Request) -> HttpResponse:
    """Take a file in, to look at it."""
    form = LocalityUploadForm(
        countries=list(places_of(request.actor).filter(kind__rank=0).order_by("path")),
        language=get_language() or "fr",
        data=request.POST or None,
        files=request.FILES or None,
    )
    if request.method == "POST" and form.is_valid():
        try:
            file = guard_upload(form.cleaned_data["file"], kinds=KINDS, max_bytes=MAX_BYTES)
            kept = receive_file(
                file=file,
                country=form.cleaned_data["country"],
                person_id=request.user.pk,
                organisation_id=request.actor.grant.organisation_id,  # type: ignore[union-attr]  # the policy wants one
                at=timezone.now(),
            )
            return redirect("locality_review", kept.pk)
        except InputError as error:
            form.add_error("file", str(error))
    return render(request, "territory/locality_upload.html", {"form": form}, status=422 if form.errors else 200)


@policy("territory.import")
@require_http_methods(["GET", "HEAD", "POST"])
def locality_review(request: Request, import_id: uuid.UUID) -> HttpResponse:
    """Show what the file says under the columns chosen, and change these; or how far the import is."""
    kept = get_object_or_404(imports_of(request.actor), id=import_id)
    if kept.job and kept.job.state not in {JobState.FAILED, JobState.CANCELLED}:
        return render(request, "territory/locality_job.html", {"kept": kept, "job": kept.job})
    review = review_of(kept, may_import_into=import_gate(request.actor), today=timezone.localdate())
    form = LocalityChoicesForm(
        columns=review.columns, today=timezone.localdate(), data=request.POST or None, initial=review.chosen
    )
    if request.method == "POST" and form.is_valid():
        keep_choices(kept=kept, choices=form.choices(request.POST.getlist("repairs")))
        return redirect("locality_review", kept.pk)
    context = {"kept": kept, "review": review, "form": form}
    return render(request, "territory/locality_review.html", context, status=422 if form.errors else 200)


@policy("territory.import")
@require_POST
def locality_import(request: Request, import_id: uuid.UUID) -> HttpResponse:
    """Ask for the localities of a file to be kept."""
    kept = get_object_or_404(imports_of(request.actor), id=import_id)
    ask_for_import(kept=kept, actor=request.actor, at=timezone.now())
    return redirect("locality_review", kept.pk)


@policy("territory.import")
@require_POST
def locality_forget(request: Request, import_id: uuid.UUID) -> HttpResponse:
    """Forget a file that will not be imported."""
    get_object_or_404(imports_of(request.actor), id=import_id).delete()
    return redirect("locality_upload")
