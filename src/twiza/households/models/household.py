"""A household: those who live together, where, and since when they are known. Identified data (P2)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from twiza.core.ids import new_id
from twiza.organisations.models import Organisation
from twiza.territory.models import Place


class SpokenLanguage(models.TextChoices):
    """What is spoken at home; a page is written in French, Arabic or English."""

    FRENCH = "fr", _("French")
    ARABIC = "ar", _("Arabic")
    AMAZIGH = "zgh", _("Amazigh")
    BAMBARA = "bm", _("Bambara")
    FULA = "ff", _("Fula")
    SONINKE = "snk", _("Soninke")
    SONGHAY = "ses", _("Songhay")
    ENGLISH = "en", _("English")
    OTHER = "other", _("Another language")


class Closing(models.TextChoices):
    """Why a household is followed no more."""

    MOVED = "moved", _("Moved away")
    REFUSES = "refuses", _("Does not want it any more")
    LOST = "lost", _("Not found any more")
    DISSOLVED = "dissolved", _("Its people live elsewhere")
    MISTAKE = "mistake", _("Registered by mistake")


class Household(models.Model):
    """
    Those who live together at a place.

    `code` is what people say and what the card carries: it names nobody. The exact point (WGS 84 degrees) is optional
    and shown to those only who go there; others know the place. `merged_into` tells one that was registered twice.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=12)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    landmark = models.CharField(_("landmark"), max_length=200, blank=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    language = models.CharField(_("language spoken"), max_length=5, choices=SpokenLanguage.choices)
    registered_on = models.DateField(_("registered on"))
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()
    closed_on = models.DateField(_("closed on"), null=True)
    closed_because = models.CharField(_("closed because"), max_length=10, choices=Closing.choices, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")

    class Meta:
        db_table = "households_household"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], name="households_household_code"),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True)
                | Q(lat__gte=-90, lat__lte=90, lon__gte=-180, lon__lte=180),
                name="households_household_on_earth",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, closed_because="")
                | (Q(closed_on__isnull=False) & ~Q(closed_because="")),
                name="households_household_closed_for_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-registered_on", "-id"], name="households_household_new")]
