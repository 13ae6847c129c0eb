"""What members pay to keep a right that asks for contributions: a mutual."""

from __future__ import annotations

from django.db import models

from twiza.social_protection.models.enrolment import OpenRight


class Contribution(models.Model):
    """A contribution paid on a day, by which a right is paid up to and including `paid_until`."""

    right = models.ForeignKey(OpenRight, on_delete=models.CASCADE, related_name="contributions")
    paid_on = models.DateField()
    paid_until = models.DateField()

    class Meta:
        db_table = "social_protection_contribution"
        constraints = [
            models.UniqueConstraint(fields=["right", "paid_until"], name="social_protection_contribution_once")
        ]
        indexes = [models.Index(fields=["paid_until"], name="social_protection_paid_until")]
