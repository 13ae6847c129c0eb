"""The accompaniment of a person by an organisation, under her consent. Identified data (P2), with P3 and P4 parts."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from twiza.core.ids import new_id
from twiza.households.models import Household, Person, SpokenLanguage
from twiza.organisations.models import Organisation


class Closing(models.TextChoices):
    """Why somebody is accompanied no more."""

    REACHED = "reached", _("What was asked is reached")
    MOVED = "moved", _("Moved away")
    WISH = "wish", _("She does not want it any more")
    HANDED_ON = "handed_on", _("Another organisation accompanies her")
    LOST = "lost", _("Not heard of any more")
    MISTAKE = "mistake", _("Opened by mistake")


class InterpreterMode(models.TextChoices):
    """How somebody is helped to be understood."""

    NONE = "none", _("No interpreter needed")
    PRESENT = "present", _("An interpreter who comes")
    PHONE = "phone", _("An interpreter by telephone or video")
    RELATIVE = "relative", _("Somebody she trusts and chose herself")


class Accompaniment(models.Model):
    """
    A person accompanied by an organisation since a day, for a purpose she agreed to.

    `household` is where she lived then: it says which supervisor sees it and which area counts it. `erased_at` tells
    one whose person agreed no more: its words are gone, its dates and states stay for counts, and nobody reads it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="accompaniments")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=5, choices=SpokenLanguage.choices)
    interpreter = models.CharField(max_length=10, choices=InterpreterMode.choices)
    followed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_on = models.DateField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_on = models.DateField(null=True)
    closed_because = models.CharField(max_length=10, choices=Closing.choices, blank=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "accompaniment_accompaniment"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person"],
                condition=Q(closed_on__isnull=True),
                name="accompaniment_one_open",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, closed_because="")
                | (Q(closed_on__isnull=False) & ~Q(closed_because="")),
                name="accompaniment_closed_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="accompaniment_closed_after",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-opened_on", "-id"], name="accompaniment_new")]
