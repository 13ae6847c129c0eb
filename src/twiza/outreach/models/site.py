"""What those who come need to know of the place of a caravan's day."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from twiza.facilities.models import Facility
from twiza.outreach.models.caravan import CaravanDay


class There(models.TextChoices):
    """Whether something is there."""

    YES = "yes", _("Yes")
    PARTLY = "partly", _("Partly")
    NO = "no", _("No")


class SiteSheet(models.Model):
    """The place of one day. What is empty nobody has looked at yet."""

    day = models.OneToOneField(CaravanDay, on_delete=models.CASCADE, related_name="site")
    address = models.CharField(_("address"), max_length=200, blank=True)
    landmark = models.CharField(_("landmark"), max_length=200, blank=True)
    host_name = models.CharField(_("who receives us"), max_length=120, blank=True)
    host_phone = models.CharField(_("telephone"), max_length=30, blank=True)
    water = models.CharField(_("water"), max_length=6, choices=There.choices, blank=True)
    electricity = models.CharField(_("electricity"), max_length=6, choices=There.choices, blank=True)
    rooms = models.PositiveSmallIntegerField(_("rooms"), null=True, blank=True)
    toilets = models.PositiveSmallIntegerField(_("toilets"), null=True, blank=True)
    women_place = models.CharField(_("a waiting place for women"), max_length=6, choices=There.choices, blank=True)
    road = models.CharField(_("road"), max_length=300, blank=True)
    hospital = models.ForeignKey(Facility, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ambulance = models.CharField(_("ambulance"), max_length=200, blank=True)
    ambulance_phone = models.CharField(_("telephone of the ambulance"), max_length=30, blank=True)
    evacuation = models.TextField(_("how somebody is evacuated"), blank=True)
    waste = models.TextField(_("medical waste"), blank=True)
    remarks = models.TextField(_("remarks"), blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        db_table = "outreach_sitesheet"
