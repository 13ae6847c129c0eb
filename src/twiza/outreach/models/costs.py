"""What a caravan costs: lines planned, then paid. What partners bring in kind is not here (models/preparation.py)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from twiza.core.ids import new_id
from twiza.outreach.models.caravan import Caravan
from twiza.outreach.models.standing import StandingManager

AMOUNT_DIGITS, AMOUNT_DECIMALS = 12, 2


class CostCategory(models.TextChoices):
    """What money goes to."""

    TRANSPORT = "transport", _("Transport and fuel")
    MEALS = "meals", _("Meals and nights")
    ALLOWANCES = "allowances", _("Allowances")
    MEDICINES = "medicines", _("Medicines and consumables")
    EQUIPMENT = "equipment", _("Equipment")
    INFORMATION = "information", _("Information and printing")
    OTHER = "other", _("Other costs")


class CaravanCost(models.Model):
    """
    One line of money, in the currency of the caravan's country: foreseen, and paid.

    An empty amount is one that nobody has said yet, never 0.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    caravan = models.ForeignKey(Caravan, on_delete=models.CASCADE, related_name="costs")
    category = models.CharField(_("category"), max_length=20, choices=CostCategory.choices)
    label = models.CharField(_("what for"), max_length=120, blank=True)
    planned = models.DecimalField(
        _("planned"), max_digits=AMOUNT_DIGITS, decimal_places=AMOUNT_DECIMALS, null=True, blank=True
    )
    paid = models.DecimalField(
        _("paid"), max_digits=AMOUNT_DIGITS, decimal_places=AMOUNT_DECIMALS, null=True, blank=True
    )
    removed_at = models.DateTimeField(null=True)

    objects = StandingManager["CaravanCost"]()
    kept = models.Manager["CaravanCost"]()

    class Meta:
        db_table = "outreach_caravancost"
        constraints = [
            models.CheckConstraint(
                condition=(Q(planned__isnull=True) | Q(planned__gte=0)) & (Q(paid__isnull=True) | Q(paid__gte=0)),
                name="outreach_caravancost_not_negative",
            )
        ]
