"""The report of a caravan as it was published: what it said then, whatever changes since."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from twiza.core.ids import new_id
from twiza.outreach.models.caravan import Caravan


class CaravanReport(models.Model):
    """
    One published version of a caravan's report, which everybody may read until it is withdrawn.

    `content` (outreach/report_content.py) is what it says in every language, small numbers left out: it is never
    computed again. The id is its public address.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    caravan = models.ForeignKey(Caravan, on_delete=models.PROTECT, related_name="reports")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "outreach_caravanreport"
        constraints = [
            models.UniqueConstraint(fields=["caravan", "number"], name="outreach_caravanreport_number_once")
        ]
        indexes = [models.Index(fields=["-published_at"], name="outreach_caravanreport_newest")]
