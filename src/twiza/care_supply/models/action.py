"""What a plan decides to do about its gaps, and what people say of what became of it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from twiza.access.models import SitingPost
from twiza.care_supply.models.gap import Gap
from twiza.care_supply.models.plan import CareSupplyPlan, PlanVersion
from twiza.core.ids import new_id
from twiza.facilities.models import EquipmentKind, Facility, Profession
from twiza.funding.models import Convention
from twiza.organisations.models import Organisation
from twiza.outreach.models import Plan
from twiza.territory.models import Place


class ActionKind(models.TextChoices):
    """By whom or by what care comes closer."""

    FIXED = "fixed", pgettext_lazy("care", "Fixed")
    MOBILE = "mobile", pgettext_lazy("care", "Mobile")
    ASSOCIATION = "association", pgettext_lazy("care", "Association")


class Work(models.TextChoices):
    """What is done to a facility."""

    OPEN = "open", _("Open a facility")
    REOPEN = "reopen", _("Reopen a facility")
    STAFF = "staff", _("Staff a facility")
    EQUIP = "equip", _("Equip a facility")


class Decision(models.TextChoices):
    """What was decided of an action in a version of the plan."""

    PROPOSED = "proposed", pgettext_lazy("action of a plan", "Proposed")
    CHOSEN = "chosen", pgettext_lazy("action of a plan", "Chosen")
    SET_ASIDE = "set_aside", pgettext_lazy("action of a plan", "Set aside")


class PlannedAction(models.Model):
    """
    What is to be done in a version of a plan, by whom, with which money, until when. `key` is as of a gap.

    `amount` is in the currency of the version; empty is not set, never 0. `target` is counted in `target_unit`, in
    posts of `profession` or in pieces of `equipment` that work; `visits_a_year` is that of a mobile action.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="actions")
    key = models.UUIDField(default=uuid.uuid4)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=ActionKind.choices)
    decision = models.CharField(max_length=10, choices=Decision.choices, default=Decision.PROPOSED)
    text = models.CharField(max_length=300)
    gaps = models.ManyToManyField(Gap, db_table="care_supply_action_gaps", related_name="actions")
    commune = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")
    place_words = models.CharField(max_length=200, blank=True)
    work = models.CharField(max_length=10, choices=Work.choices, blank=True)
    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, null=True, related_name="+")
    siting_post = models.ForeignKey(SitingPost, on_delete=models.SET_NULL, null=True, related_name="+")
    profession = models.ForeignKey(Profession, on_delete=models.PROTECT, null=True, related_name="+")
    equipment = models.ForeignKey(EquipmentKind, on_delete=models.PROTECT, null=True, related_name="+")
    outreach_plan = models.ForeignKey(Plan, on_delete=models.PROTECT, null=True, related_name="+")
    visits_a_year = models.PositiveSmallIntegerField(null=True)
    association = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    owner_organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    owner_words = models.CharField(max_length=200, blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    payer = models.CharField(max_length=200, blank=True)
    convention = models.ForeignKey(Convention, on_delete=models.PROTECT, null=True, related_name="+")
    starts_on = models.DateField()
    due_on = models.DateField()
    target = models.FloatField(null=True)
    target_unit = models.CharField(max_length=80, blank=True)
    is_public = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "care_supply_action"
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="care_supply_action_key_once"),
            models.CheckConstraint(condition=Q(due_on__gte=F("starts_on")), name="care_supply_action_due_once_begun"),
            models.CheckConstraint(
                condition=Q(kind="fixed") & ~Q(work="") | ~Q(kind="fixed") & Q(work="", facility__isnull=True),
                name="care_supply_action_works_on_what_is_fixed",
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0), name="care_supply_action_amount_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(target__isnull=True) | Q(target__gt=0), name="care_supply_action_target_above_nought"
            ),
        ]


class ActionComment(models.Model):
    """What somebody says of what became of an action in a year, beside what records say and never instead of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(CareSupplyPlan, on_delete=models.CASCADE, related_name="comments")
    action_key = models.UUIDField()
    year = models.PositiveSmallIntegerField()
    text = models.TextField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "care_supply_comment"
        indexes = [models.Index(fields=["plan", "action_key", "year"], name="care_supply_comment_of")]
