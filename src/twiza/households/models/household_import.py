"""A file of families that somebody looks at before they are registered. Identified data (P2), forgotten afterwards."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from twiza.core.ids import new_id
from twiza.jobs.models import Job
from twiza.organisations.models import Organisation


class HouseholdImport(models.Model):
    """A guarded file of families; seen by who sent it only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    file_name = models.CharField(max_length=120)
    content = models.BinaryField()
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL, related_name="+")
    received_at = models.DateTimeField()

    class Meta:
        db_table = "households_householdimport"
