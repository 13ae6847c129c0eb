"""What stands behind what is said of a facility: who said and verified it, and what it was before."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from twiza.facilities.models.facility import Facility
from twiza.facilities.models.proposal import ChangeProposal


class FacilityFact(models.Model):
    """Who said one fact of a facility, and who verified it last, on which day. `field`: twiza/facilities/facts.py."""

    facility = models.ForeignKey(Facility, on_delete=models.CASCADE, related_name="facts")
    topic = models.CharField(max_length=20)
    field = models.CharField(max_length=120)
    source = models.CharField(_("source"), max_length=200)
    verified_by = models.CharField(_("verified by"), max_length=200, blank=True)
    verified_on = models.DateField(_("verified on"), null=True)

    class Meta:
        db_table = "facilities_facilityfact"
        indexes = [models.Index(fields=["topic", "verified_on", "facility"], name="facilities_fact_age")]
        constraints = [
            models.UniqueConstraint(fields=["facility", "field"], name="facilities_facilityfact_once"),
            models.CheckConstraint(
                condition=Q(verified_by="", verified_on__isnull=True)
                | (~Q(verified_by="") & Q(verified_on__isnull=False)),
                name="facilities_facilityfact_verified_by_and_on_together",
            ),
        ]


class FacilityChange(models.Model):
    """
    One change of what is said of a facility, in the order in which changes were recorded.

    An empty `field` is the facility as it was first written, with every field at once in `new`.
    """

    facility = models.ForeignKey(Facility, on_delete=models.CASCADE, related_name="changes")
    field = models.CharField(max_length=120, blank=True)
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)
    source = models.CharField(_("source"), max_length=200)
    happened_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    proposal = models.ForeignKey(ChangeProposal, null=True, on_delete=models.PROTECT, related_name="changes")

    class Meta:
        db_table = "facilities_facilitychange"
        indexes = [
            models.Index(fields=["facility", "recorded_at", "id"], name="facilities_change_of"),
            models.Index(fields=["recorded_at", "id"], name="facilities_change_when"),
        ]
