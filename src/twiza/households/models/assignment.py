"""Which agent follows a household: this relation, not her role, lets her see it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from twiza.core.ids import new_id
from twiza.households.models.handover import Handover
from twiza.households.models.household import Household


class Assignment(models.Model):
    """
    An agent who follows a household, from a moment until another one takes over.

    `handover` is the decision about many households by which she took it over, None for one of its own.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="assignments")
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, null=True, related_name="assignments")

    class Meta:
        db_table = "households_assignment"
        constraints = [
            models.UniqueConstraint(
                fields=["household"], condition=Q(ended_at__isnull=True), name="households_assignment_one_agent"
            )
        ]
        indexes = [models.Index(fields=["agent", "ended_at"], name="households_assignment_mine")]
