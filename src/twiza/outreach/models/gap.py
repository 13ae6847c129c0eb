"""What was missing before caravans came, and what is missing since: measured, and kept with what it rests on."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from twiza.access.models import NeedFormula, Specialty
from twiza.core.ids import new_id
from twiza.organisations.models import Organisation
from twiza.outreach.models.caravan import Caravan
from twiza.outreach.models.plan import Plan
from twiza.territory.models import Place


class GapMoment(models.TextChoices):
    """When a gap is measured."""

    BEFORE = "before", _("Before")
    AFTER = "after", _("After")
    AGAIN = "again", _("Again")


class GapMeasurement(models.Model):
    """
    What an area's people beyond reach of fixed care need in a year, and what caravans gave of it until a day.

    Counted are the consultations of the organisation's caravans in the year that ends on `counted_until`. `area` is
    where they were counted: without a `caravan` it is a season's. `formula_version` names how (outreach/gap.py);
    people and needs are those of `plan`, or of today under `need_formula`; beyond reach is farther than
    `reach_minutes` of road from care. `made_by` is nobody where the machine measured by itself.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    caravan = models.ForeignKey(Caravan, on_delete=models.PROTECT, null=True, related_name="gaps")
    moment = models.CharField(max_length=10, choices=GapMoment.choices)
    counted_until = models.DateField()
    formula_version = models.CharField(max_length=20)
    need_formula = models.ForeignKey(NeedFormula, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, null=True, related_name="+")
    basis = models.CharField(max_length=20)
    care = models.CharField(max_length=20)
    reach_minutes = models.FloatField()
    speed_kmh = models.FloatField()
    detour = models.FloatField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        db_table = "outreach_gapmeasurement"
        constraints = [
            models.UniqueConstraint(
                fields=["caravan", "moment"], condition=Q(moment="before"), name="outreach_gapmeasurement_one_before"
            )
        ]
        indexes = [models.Index(fields=["organisation", "area", "-made_at"], name="outreach_gapmeasurement_newest")]


class GapPlace(models.Model):
    """A commune of a measurement: its people, those beyond reach of fixed care, and when a caravan last passed."""

    measurement = models.ForeignKey(GapMeasurement, on_delete=models.CASCADE, related_name="places")
    commune = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    people = models.PositiveIntegerField()
    people_beyond = models.PositiveIntegerField()
    passed_on = models.DateField(null=True)

    class Meta:
        db_table = "outreach_gapplace"
        constraints = [models.UniqueConstraint(fields=["measurement", "commune"], name="outreach_gapplace_once")]


class GapNeed(models.Model):
    """
    What a commune needs of a specialty in a year, consultations given there in the year, and what plans promised.

    `need` is None where nothing is known of it, `promised` where no plan foresaw the caravans.
    """

    measurement = models.ForeignKey(GapMeasurement, on_delete=models.CASCADE, related_name="needs")
    commune = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    specialty = models.ForeignKey(Specialty, on_delete=models.PROTECT, related_name="+")
    need = models.FloatField(null=True)
    given = models.PositiveIntegerField()
    promised = models.FloatField(null=True)

    class Meta:
        db_table = "outreach_gapneed"
        constraints = [
            models.UniqueConstraint(fields=["measurement", "commune", "specialty"], name="outreach_gapneed_once")
        ]
