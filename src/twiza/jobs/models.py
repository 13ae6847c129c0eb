"""Work asked for by a person and done in the background, one row a job."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from twiza.core.ids import new_id


class JobState(models.TextChoices):
    """Where a job stands."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


class FailureCause(models.TextChoices):
    """Why a job failed; only a refusal carries a sentence of its own."""

    REFUSED = "refused", _("Refused")
    UNEXPECTED = "unexpected", _("Unexpected error")
    KILLED = "killed", _("Interrupted too often")


class Job(models.Model):
    """
    One piece of background work.

    Whoever holds `lease_token` does the job, until `lease_until`: a worker that lost it commits nothing.
    `message` is the English text of a translation, shown in the reader's language.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=80)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="jobs")
    organisation_id = models.BigIntegerField(null=True)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.WAITING)
    progress = models.FloatField(default=0)
    message = models.CharField(max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=80, blank=True)
    lease_token = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    cancel_asked_at = models.DateTimeField(null=True)
    result = models.JSONField(null=True)
    failure = models.CharField(max_length=12, choices=FailureCause.choices, blank=True)
    failure_sentence = models.TextField(blank=True)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "jobs_job"
        indexes = [
            models.Index(fields=["state", "created_at"], name="jobs_job_waiting"),
            models.Index(fields=["owner", "started_at"], name="jobs_job_of_owner"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(progress__gte=0) & models.Q(progress__lte=1), name="jobs_job_progress_is_a_share"
            ),
            models.CheckConstraint(
                condition=models.Q(state="running", lease_token__isnull=False, lease_until__isnull=False)
                | (~models.Q(state="running") & models.Q(lease_token__isnull=True, lease_until__isnull=True)),
                name="jobs_job_running_is_leased",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "running"], ended_at__isnull=True)
                | models.Q(state__in=["done", "failed", "cancelled"], ended_at__isnull=False),
                name="jobs_job_ended_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    @property
    def has_ended(self) -> bool:
        """Return whether nothing more will happen to this job."""
        return self.state not in {JobState.WAITING, JobState.RUNNING}

    @property
    def percent(self) -> int:
        """Return the progress as a whole number of hundredths, never 100 before the end."""
        return 100 if self.state == JobState.DONE else min(99, int(self.progress * 100))
