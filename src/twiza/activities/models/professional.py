"""The register of professionals whom an organisation trains."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from twiza.core.ids import new_id
from twiza.facilities.models import Facility
from twiza.organisations.models import Organisation


class Professional(models.Model):
    """
    Somebody who takes part in trainings, however many: one row, so that she is counted once.

    `sound` is how her name sounds, whatever its spelling and its order; `workplace` says in words where she works when
    it is no facility known here.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="professionals")
    name = models.CharField(max_length=120)
    sound = models.CharField(max_length=200)
    function = models.CharField(max_length=120)
    facility = models.ForeignKey(
        Facility, on_delete=models.PROTECT, null=True, blank=True, related_name="professionals"
    )
    workplace = models.CharField(max_length=200, blank=True)
    search_text = models.TextField()
    is_demonstration = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "activities_professional"
        indexes = [models.Index(fields=["organisation", "sound"], name="activities_professional_sound")]
