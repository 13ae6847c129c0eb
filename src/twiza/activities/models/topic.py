"""What awareness sessions are about: rows of each organisation, in its languages."""

from __future__ import annotations

from django.db import models

from twiza.core.ids import new_id
from twiza.organisations.models import Organisation


class Topic(models.Model):
    """A topic of sessions; a retired one is offered no more, and stays on the sessions that were about it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="awareness_topics")
    names = models.JSONField()
    position = models.PositiveSmallIntegerField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "activities_topic"
