"""Committees that follow a convention, and their meetings."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from twiza.core.ids import new_id
from twiza.funding.models.convention import Convention
from twiza.procedures.models import StoredContent


class Committee(models.Model):
    """People who follow a convention together, known by their functions (`members`, one a line)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    convention = models.ForeignKey(Convention, on_delete=models.CASCADE, related_name="committees")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    members = models.TextField(blank=True)
    rhythm = models.CharField(max_length=120, blank=True)
    is_public = models.BooleanField(default=False)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "funding_committee"


class Meeting(models.Model):
    """A meeting that is planned, then held or cancelled. Who came is known by functions (`attendance`, one a line)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="meetings")
    planned_on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    agenda = models.TextField(blank=True)
    held_on = models.DateField(null=True, blank=True)
    attendance = models.TextField(blank=True)
    minutes = models.TextField(blank=True)
    minutes_content = models.ForeignKey(StoredContent, on_delete=models.PROTECT, null=True, related_name="+")
    minutes_name = models.CharField(max_length=120, blank=True)
    cancelled_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "funding_meeting"
        constraints = [
            models.CheckConstraint(
                condition=Q(held_on__isnull=True) | Q(cancelled_at__isnull=True),
                name="funding_meeting_held_or_cancelled",
            ),
        ]
