"""What a person decided of two facilities that may be the same one."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from twiza.facilities.models.facility import Facility


class FacilityMerge(models.Model):
    """
    Two facilities that a person found to be the same: one is kept, the other hidden behind it.

    `before` and `after` hold the facts of the kept one that the merge changed, and `facts_before` who had said
    them, so that the merge is taken back exactly.
    """

    kept = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="merges")
    hidden = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="hidings")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    facts_before = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "facilities_facilitymerge"
        constraints = [
            models.UniqueConstraint(
                fields=["hidden"], condition=Q(undone_at__isnull=True), name="facilities_facilitymerge_hidden_once"
            ),
            models.CheckConstraint(condition=~Q(kept=F("hidden")), name="facilities_facilitymerge_of_two"),
        ]


class DifferentPair(models.Model):
    """Two facilities that a person found to be different: they are never asked about again."""

    first = models.ForeignKey(Facility, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Facility, on_delete=models.CASCADE, related_name="+")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        db_table = "facilities_differentpair"
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="facilities_differentpair_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="facilities_differentpair_in_order"),
        ]
