"""What equity costs a plan."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from twiza.outreach.models.plan import Plan


class FavouredBy(models.TextChoices):
    """Why equity is meant for some communes: their needs weigh most, they would be under the floor, or none are."""

    WEIGHT = "weight", _("Needs weigh most there")
    FLOOR = "floor", _("Under the floor without it")
    NOBODY = "nobody", _("No commune before another")


class EquityPrice(models.Model):
    """
    What equity costs a plan: beside it the best plan found with every need counted alike and no floor.

    `answer` is what the engine gave for that, a `twiza-plan/1`, computed by this `version` of Twiza with this `seed`,
    within `seconds_allowed` and until `gap_asked`. `need_met`, `people_newly_reached` and `km` are of the best plan
    known without equity: the plan itself when the engine found no better one; no plan can meet more than `bound`.
    The favoured communes (codes) are those that equity is meant for: what the plan and what the other one meets of
    their need.
    """

    plan = models.OneToOneField(Plan, primary_key=True, on_delete=models.CASCADE, related_name="equity_price")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    version = models.CharField(max_length=40)
    seed = models.PositiveIntegerField()
    seconds_allowed = models.FloatField()
    gap_asked = models.FloatField()
    answer = models.JSONField()
    seconds = models.FloatField()
    need_met = models.FloatField()
    bound = models.FloatField()
    people_newly_reached = models.PositiveIntegerField()
    km = models.FloatField()
    favoured_by = models.CharField(max_length=10, choices=FavouredBy.choices)
    favoured_communes = models.JSONField()
    favoured_need = models.FloatField()
    favoured_met_with = models.FloatField()
    favoured_met_without = models.FloatField()

    class Meta:
        db_table = "outreach_equityprice"
        constraints = [
            models.CheckConstraint(condition=models.Q(bound__gte=models.F("need_met")), name="outreach_price_bounded")
        ]
