"""What is written down in an accompaniment, by which organisation: the same of a request, an appointment or a line."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from twiza.accompaniment.models.accompaniment import Accompaniment
from twiza.core.ids import new_id
from twiza.organisations.models import Organisation


class Recorded(models.Model):
    """
    Something written down by one organisation, under its own name.

    `is_protected` (P4: violence, residence, a shelter…) is read by who wrote it and by those she names, whatever else
    they may read. `taken_out_at` tells what was written by mistake: nobody is shown it, and it can be brought back.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    accompaniment = models.ForeignKey(Accompaniment, on_delete=models.CASCADE, related_name="%(class)ss")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    is_protected = models.BooleanField(default=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    taken_out_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
