"""A regional care-supply plan: whose it is, for which area, who takes part, and its versions."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from twiza.core.ids import new_id
from twiza.organisations.models import Organisation
from twiza.procedures.models import File
from twiza.territory.models import Place


class CareSupplyPlan(models.Model):
    """
    What an area lacks in care and what is decided about it; all that may change is in its versions.

    `public_id` is the address of its public page, the same for every version; the page answers while `page_opened_at`
    is set and a version is published. `search_text` is how its names and its area sound.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    names = models.JSONField()
    search_text = models.TextField()
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    page_opened_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "care_supply_plan"
        indexes = [models.Index(fields=["organisation", "-made_at"], name="care_supply_plan_newest")]


class PlanParty(models.Model):
    """Somebody who takes part in a plan: an organisation that is known here and sees it, or a name alone."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(CareSupplyPlan, on_delete=models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    part = models.CharField(max_length=120)
    is_public = models.BooleanField(default=False)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "care_supply_party"
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "organisation"],
                condition=Q(organisation__isnull=False, removed_at=None),
                name="care_supply_party_once",
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, name="") | (Q(organisation__isnull=True) & ~Q(name="")),
                name="care_supply_party_is_known_or_named",
            ),
        ]


class PlanVersion(models.Model):
    """
    One version of a plan: its terms, its gaps and its actions. Where it stands is said by its file.

    Its lines change while its file is at one of the steps of `steps.OPEN`; once it was published, nevermore.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(CareSupplyPlan, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    file = models.OneToOneField(File, on_delete=models.PROTECT, related_name="care_supply_version")
    based_on = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    purpose = models.TextField(blank=True)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    currency = models.CharField(max_length=3)
    purpose_is_public = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "care_supply_version"
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="care_supply_version_number"),
            models.CheckConstraint(
                condition=Q(last_year__gte=F("first_year")), name="care_supply_version_ends_once_it_began"
            ),
        ]
