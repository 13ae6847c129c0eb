"""That many households went from one agent to others at once, and that it was taken back."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from twiza.core.ids import new_id
from twiza.organisations.models import Organisation


class Handover(models.Model):
    """One decision about many households: from whom (None: nobody followed them), why, when, and until when."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    leaving = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    taken_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "households_handover"
