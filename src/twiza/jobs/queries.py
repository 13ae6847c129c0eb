"""Questions about jobs."""

from __future__ import annotations

from django.db.models import QuerySet

from twiza.accounts.decisions import Actor, decide
from twiza.jobs.models import Job
from twiza.jobs.rules import VIEW_OWN


def jobs_of(actor: Actor) -> QuerySet[Job]:
    """Return the jobs this actor asked for, newest first; other people's do not exist for her."""
    if not decide(actor, VIEW_OWN):
        return Job.objects.none()
    return Job.objects.filter(owner_id=actor.person_id).order_by("-created_at", "-id")
