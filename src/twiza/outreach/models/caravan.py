"""A caravan as it is organised: its days, the posts it holds, who takes part, and for whom it comes."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from twiza.access.models import Specialty
from twiza.core.ids import new_id
from twiza.organisations.models import Organisation
from twiza.outreach.models.plan import Plan, PlanStop
from twiza.outreach.models.standing import StandingManager
from twiza.procedures.models import File
from twiza.territory.models import Place

POSTS_MAX = 9
"""A post is typed as one digit."""


class Caravan(models.Model):
    """
    One caravan of an organisation, alone or out of a plan. `number` counts an organisation's caravans of a year.

    `search_text` is how its names and its area sound. `file` is its procedure, from the request to the evaluation;
    without one, no version of that kind was active when the caravan was made.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    names = models.JSONField(_("names"))
    search_text = models.TextField()
    area = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, null=True, related_name="caravans")
    file = models.OneToOneField(File, on_delete=models.PROTECT, null=True, related_name="caravan")
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)
    cancelled_why = models.TextField(blank=True)

    class Meta:
        db_table = "outreach_caravan"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year", "number"], name="outreach_caravan_number_once"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=models.F("starts_on")), name="outreach_caravan_ends_once_it_began"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-starts_on"], name="outreach_caravan_newest")]


class CaravanDay(models.Model):
    """
    One day of a caravan at one place; `rank` tells the places of one day apart.

    `opened_at` is when its register was begun, `closed_at` when somebody said that it is complete.
    """

    caravan = models.ForeignKey(Caravan, on_delete=models.CASCADE, related_name="days")
    on = models.DateField(_("day"))
    rank = models.PositiveSmallIntegerField(default=1)
    names = models.JSONField(_("names"))
    commune = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    plan_stop = models.ForeignKey(PlanStop, on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "outreach_caravanday"
        constraints = [
            models.UniqueConstraint(fields=["caravan", "on", "rank"], name="outreach_caravanday_once"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(opened_at__isnull=False),
                name="outreach_caravanday_closed_once_opened",
            ),
        ]


class CaravanPost(models.Model):
    """A specialty that a caravan offers. `number` is the digit under which it is typed and printed."""

    caravan = models.ForeignKey(Caravan, on_delete=models.CASCADE, related_name="posts")
    specialty = models.ForeignKey(Specialty, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()

    class Meta:
        db_table = "outreach_caravanpost"
        constraints = [
            models.UniqueConstraint(fields=["caravan", "specialty"], name="outreach_caravanpost_once"),
            models.UniqueConstraint(fields=["caravan", "number"], name="outreach_caravanpost_number_once"),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=POSTS_MAX), name="outreach_caravanpost_is_one_digit"
            ),
        ]


class CaravanLocality(models.Model):
    """Where people come from, numbered as on the paper sheet; `place` once it is known which locality it is."""

    caravan = models.ForeignKey(Caravan, on_delete=models.CASCADE, related_name="localities")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(_("name"), max_length=120)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "outreach_caravanlocality"
        constraints = [
            models.UniqueConstraint(fields=["caravan", "number"], name="outreach_caravanlocality_number_once"),
            models.UniqueConstraint(fields=["caravan", "name"], name="outreach_caravanlocality_name_once"),
        ]


class CaravanPartner(models.Model):
    """Another organisation that takes part in a caravan; what it brings are its `contributions`."""

    caravan = models.ForeignKey(Caravan, on_delete=models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True)

    objects = StandingManager["CaravanPartner"]()
    kept = models.Manager["CaravanPartner"]()

    class Meta:
        db_table = "outreach_caravanpartner"
        constraints = [
            models.UniqueConstraint(
                fields=["caravan", "organisation"],
                condition=Q(removed_at__isnull=True),
                name="outreach_caravanpartner_once",
            )
        ]


class MemberTask(models.TextChoices):
    """What somebody does in a caravan."""

    COORDINATION = "coordination", _("Coordination")
    REGISTRATION = "registration", _("Registration")
    SORTING = "sorting", _("Sorting")
    CARE = "care", _("Care")
    PHARMACY = "pharmacy", _("Pharmacy")
    RIGHTS = "rights", _("Access to rights")
    LOGISTICS = "logistics", _("Logistics")


class CaravanMember(models.Model):
    """
    Somebody who takes part in a caravan: a person who signs in here, or a name alone.

    Who takes part with an account keeps the register of its days (outreach/rules.py); who was taken out does not.
    `order_number` is the number under which a physician stands in the doctors' council, `order_checked_*` when and by
    whom it was looked up there.
    """

    caravan = models.ForeignKey(Caravan, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    task = models.CharField(_("task"), max_length=20, choices=MemberTask.choices)
    specialty = models.ForeignKey(Specialty, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    order_number = models.CharField(_("number with the doctors’ council"), max_length=30, blank=True)
    order_checked_on = models.DateField(_("checked on"), null=True)
    order_checked_by = models.CharField(_("checked by"), max_length=120, blank=True)
    charter_signed_on = models.DateField(_("charter signed on"), null=True)
    removed_at = models.DateTimeField(null=True)

    objects = StandingManager["CaravanMember"]()
    kept = models.Manager["CaravanMember"]()

    class Meta:
        db_table = "outreach_caravanmember"
        constraints = [
            models.UniqueConstraint(
                fields=["caravan", "person"],
                condition=Q(person__isnull=False, removed_at__isnull=True),
                name="outreach_caravanmember_once",
            ),
            models.CheckConstraint(
                condition=Q(order_checked_on__isnull=True) | ~Q(order_number=""),
                name="outreach_caravanmember_checked_with_number",
            ),
            models.CheckConstraint(
                condition=Q(task="care") | Q(specialty__isnull=True), name="outreach_caravanmember_specialty_is_care"
            ),
        ]
