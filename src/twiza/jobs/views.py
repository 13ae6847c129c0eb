"""Pages about one's own jobs: the list, how far one is, and stopping it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.jobs.actions import JobHasEnded, cancel_job
from twiza.jobs.models import JobState
from twiza.jobs.queries import jobs_of
from twiza.jobs.registry import title_of
from twiza.jobs.results import result_path
from twiza.jobs.rules import CANCEL_OWN, VIEW_OWN

JOBS_PER_PAGE = 25


@policy(VIEW_OWN)
@require_GET
def job_list(request: Request) -> HttpResponse:
    """Show the jobs one asked for, newest first."""
    page = Paginator(jobs_of(request.actor), JOBS_PER_PAGE).get_page(request.GET.get("page"))
    titled = [(title_of(job.kind), job) for job in page.object_list]
    return render(request, "jobs/job_list.html", {"page": page, "titled_jobs": titled})


@policy(VIEW_OWN)
@require_GET
def job_progress(request: Request, job_id: uuid.UUID) -> HttpResponse:
    """
    Answer with how far a job is, as the fragment that asks again every second.

    With `?follow=1`, a job that is done sends the page on to what it made.
    """
    job = get_object_or_404(jobs_of(request.actor), id=job_id)
    follows = request.GET.get("follow") == "1"
    response = render(request, "jobs/progress.html", {"job": job, "follows": follows})
    made = result_path(job.result, get_language() or settings.LANGUAGE_CODE)
    if follows and job.state == JobState.DONE and made:
        response.headers["HX-Redirect"] = made
    return response


@policy(CANCEL_OWN)
@require_POST
def job_cancel(request: Request, job_id: uuid.UUID) -> HttpResponse:
    """Stop a job; one that has ended meanwhile is shown as it is."""
    job = get_object_or_404(jobs_of(request.actor), id=job_id)
    try:
        job = cancel_job(job=job, at=timezone.now())
    except JobHasEnded:
        job.refresh_from_db()
    if request.headers.get("HX-Request") == "true":
        return render(request, "jobs/progress.html", {"job": job, "follows": request.GET.get("follow") == "1"})
    return redirect("job_list")
