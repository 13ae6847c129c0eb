"""Medicines and consumables of a caravan: planned, taken along, used, brought back, expired."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from twiza.core.ids import new_id
from twiza.outreach.models.caravan import Caravan, CaravanMember
from twiza.outreach.models.standing import StandingManager


class SupplyKind(models.TextChoices):
    """What a line of supplies is."""

    MEDICINE = "medicine", _("Medicine")
    CONSUMABLE = "consumable", _("Consumable")


class Supply(models.Model):
    """
    One line: a lot of a medicine, or a consumable. Amounts are in its unit (`form`); an empty one was not counted.

    What was taken along is used, brought back or expired. A difference is shown and stays, so that it can be found.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    caravan = models.ForeignKey(Caravan, on_delete=models.CASCADE, related_name="supplies")
    kind = models.CharField(_("kind"), max_length=10, choices=SupplyKind.choices, default=SupplyKind.MEDICINE)
    name = models.CharField(_("name"), max_length=120)
    form = models.CharField(_("form or unit"), max_length=60, blank=True)
    lot = models.CharField(_("lot"), max_length=40, blank=True)
    expires_on = models.DateField(_("expires on"), null=True, blank=True)
    pharmacist = models.ForeignKey(
        CaravanMember, on_delete=models.SET_NULL, null=True, blank=True, related_name="supplies"
    )
    planned = models.PositiveIntegerField(_("planned"), null=True, blank=True)
    taken = models.PositiveIntegerField(_("taken along"), null=True, blank=True)
    used = models.PositiveIntegerField(_("used"), null=True, blank=True)
    returned = models.PositiveIntegerField(_("brought back"), null=True, blank=True)
    expired = models.PositiveIntegerField(_("expired"), null=True, blank=True)
    removed_at = models.DateTimeField(null=True)

    objects = StandingManager["Supply"]()
    kept = models.Manager["Supply"]()

    class Meta:
        db_table = "outreach_supply"
        constraints = [
            models.UniqueConstraint(
                fields=["caravan", "name", "form", "lot"],
                condition=Q(removed_at__isnull=True),
                name="outreach_supply_lot_once",
            )
        ]
