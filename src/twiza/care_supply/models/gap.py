"""What a commune lacks in care: a figure, what it rests on, and the same figure measured again later."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from twiza.access.models import AccessScenario, ExpressedNeed, NeedFormula, Specialty
from twiza.care_supply.models.plan import CareSupplyPlan, PlanVersion
from twiza.core.ids import new_id
from twiza.facilities.models import Service
from twiza.territory.models import Place


class MeasuredBy(models.TextChoices):
    """Where the figure of a gap comes from."""

    UNSERVED = "unserved", _("People in need in a year, and far from care")
    NEED = "need", _("People in need in a year")
    EXPRESSED = "expressed", _("People concerned, as somebody said")
    STATED = "stated", _("A figure typed with its evidence")


COMPUTED = (MeasuredBy.UNSERVED, MeasuredBy.NEED)


class Gap(models.Model):
    """
    What a commune lacks in a version of a plan, in one specialty or service. `key` is the same in every version.

    `figure` empty is not known. A computed one keeps its formula (a version that never changes) and, for people far
    from care, the scenario while there is one; `basis` says in each language what it rested on that day.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="gaps")
    key = models.UUIDField(default=uuid.uuid4)
    position = models.PositiveSmallIntegerField()
    commune = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    specialty = models.ForeignKey(Specialty, on_delete=models.PROTECT, null=True, related_name="+")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, related_name="+")
    measured_by = models.CharField(max_length=10, choices=MeasuredBy.choices)
    figure = models.FloatField(null=True)
    unit = models.CharField(max_length=80, blank=True)
    figure_on = models.DateField()
    source = models.TextField(blank=True)
    formula = models.ForeignKey(NeedFormula, on_delete=models.PROTECT, null=True, related_name="+")
    scenario = models.ForeignKey(AccessScenario, on_delete=models.SET_NULL, null=True, related_name="+")
    basis = models.JSONField(default=dict)
    expressed = models.ForeignKey(ExpressedNeed, on_delete=models.PROTECT, null=True, related_name="+")
    note = models.TextField(blank=True)
    is_public = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "care_supply_gap"
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="care_supply_gap_key_once"),
            models.CheckConstraint(
                condition=Q(specialty__isnull=False, service__isnull=True)
                | Q(specialty__isnull=True, service__isnull=False),
                name="care_supply_gap_is_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(figure__isnull=True) | Q(figure__gte=0), name="care_supply_gap_figure_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(measured_by__in=["unserved", "need"], formula__isnull=False)
                | (Q(measured_by="expressed", expressed__isnull=False) | (Q(measured_by="stated") & ~Q(source=""))),
                name="care_supply_gap_says_its_source",
            ),
        ]


class GapMeasure(models.Model):
    """The figure of a gap computed again on a day, in the way it was first; empty where it could not be."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(CareSupplyPlan, on_delete=models.CASCADE, related_name="gap_measures")
    gap_key = models.UUIDField()
    on = models.DateField()
    figure = models.FloatField(null=True)
    measured_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "care_supply_gapmeasure"
        constraints = [
            models.UniqueConstraint(fields=["plan", "gap_key", "on"], name="care_supply_gapmeasure_once_a_day"),
        ]
