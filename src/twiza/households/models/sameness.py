"""What people decided of records that look alike: one and the same, which can be undone, or two."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from twiza.core.ids import new_id
from twiza.households.models.household import Household
from twiza.households.models.person import Person


class Merge(models.Model):
    """
    That a record is the same as one that goes on, until somebody undoes it.

    Nothing is moved: the record found twice points to the other one, so that undoing it restores both as they were.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    reason = models.CharField(max_length=300)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True


class PersonMerge(Merge):
    """Two records of one person."""

    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    found = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges")

    class Meta:
        db_table = "households_personmerge"
        constraints = [
            models.UniqueConstraint(
                fields=["found"], condition=Q(undone_at__isnull=True), name="households_personmerge_once"
            ),
            models.CheckConstraint(condition=~Q(kept=F("found")), name="households_personmerge_two"),
        ]


class HouseholdMerge(Merge):
    """Two records of one household."""

    kept = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    found = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="merges")

    class Meta:
        db_table = "households_householdmerge"
        constraints = [
            models.UniqueConstraint(
                fields=["found"], condition=Q(undone_at__isnull=True), name="households_householdmerge_once"
            ),
            models.CheckConstraint(condition=~Q(kept=F("found")), name="households_householdmerge_two"),
        ]


class Different(models.Model):
    """That two persons who look alike are two: they are not shown as alike again. `first` has the smaller id."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    first = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        db_table = "households_different"
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="households_different_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="households_different_in_order"),
        ]
