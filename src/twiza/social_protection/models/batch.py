"""Files sent together to an office, in a numbered list, and what it answered. Identified data (P2)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from twiza.core.ids import new_id
from twiza.organisations.models import Organisation
from twiza.social_protection.models.enrolment import Enrolment
from twiza.social_protection.models.scheme import Scheme


class BatchAnswer(models.TextChoices):
    """What an office answered to one file."""

    YES = "yes", pgettext_lazy("answer of an office", "Accepted")
    NO = "no", pgettext_lazy("answer of an office", "Rejected")


class Batch(models.Model):
    """
    A list of files at one step (its code) for an office, numbered within the organisation.

    One that was made in error is cancelled and keeps its number: another list may have its files.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="+")
    step = models.CharField(max_length=40)
    made_on = models.DateField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "social_protection_batch"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="social_protection_batch_number")
        ]


class BatchLine(models.Model):
    """One file of a list, under its number there, and what the office answered."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="batch_lines")
    answer = models.CharField(max_length=5, choices=BatchAnswer.choices, blank=True)
    answered_on = models.DateField(null=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        db_table = "social_protection_batchline"
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="social_protection_batchline_number"),
            models.UniqueConstraint(fields=["batch", "enrolment"], name="social_protection_batchline_once"),
            models.CheckConstraint(
                condition=Q(answer="", answered_on__isnull=True) | (~Q(answer="") & Q(answered_on__isnull=False)),
                name="social_protection_batchline_answered_on_a_day",
            ),
        ]
