"""Figures that were kept: what an indicator said of an area and a period, with the definition it had."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from twiza.core.ids import new_id
from twiza.organisations.models import Organisation
from twiza.rulesets.models import RulesetVersion
from twiza.territory.models import Place


class Measurement(models.Model):
    """
    One figure as it stood when somebody kept it, never changed; taken back, it keeps its row.

    `ruleset_version` holds the definition that `indicator`, a code, had. `value` is empty where it was not defined;
    `numerator` and `denominator` are those of the whole. `start` and `end` are both included. Once published, funders
    read it until that is withdrawn.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    indicator = models.CharField(max_length=40)
    ruleset_version = models.ForeignKey(RulesetVersion, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    start = models.DateField()
    end = models.DateField()
    value = models.FloatField(null=True)
    numerator = models.FloatField(null=True)
    denominator = models.FloatField(null=True)
    record_count = models.PositiveIntegerField()
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kept_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "indicators_measurement"
        constraints = [
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="indicators_measurement_period"),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, published_by__isnull=True)
                | Q(published_at__isnull=False, published_by__isnull=False),
                name="indicators_measurement_published_by",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "indicator", "-kept_at"], name="indicators_measurement_newest")
        ]
