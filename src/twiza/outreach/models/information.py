"""How people learn that a caravan comes: the poster, and messages to those who pass the word on."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from twiza.core.ids import new_id
from twiza.households.models import ConsentHow
from twiza.outreach.models.caravan import Caravan


class PublicInformation(models.Model):
    """
    What the poster and the messages of a caravan say beyond its days and posts.

    `bring` (what people bring along) and `messages` (a text message) are by language; an empty message is the one
    that is composed from the caravan's facts.
    """

    caravan = models.OneToOneField(Caravan, on_delete=models.CASCADE, related_name="information")
    opens_at = models.TimeField(_("from"), null=True, blank=True)
    closes_at = models.TimeField(_("until"), null=True, blank=True)
    is_free = models.BooleanField(_("free of charge"), default=True)
    bring = models.JSONField(default=dict)
    messages = models.JSONField(default=dict)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        db_table = "outreach_publicinformation"
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True) | Q(closes_at__isnull=True) | Q(closes_at__gt=F("opens_at")),
                name="outreach_publicinformation_closes_once_open",
            )
        ]


class SpokenLanguage(models.TextChoices):
    """The language in which somebody reads a message."""

    FRENCH = "fr", _("French")
    ARABIC = "ar", _("Arabic")


class RelayContact(models.Model):
    """
    Somebody who passes the word on, and how she is reached: contact data (P2), kept since she agreed on `agreed_on`.

    Who no longer agrees is deleted, and not merely marked.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    caravan = models.ForeignKey(Caravan, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(_("name"), max_length=120)
    phone = models.CharField(_("telephone"), max_length=30)
    locality = models.CharField(_("locality"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=SpokenLanguage.choices)
    agreed_on = models.DateField(_("agreed on"))
    agreed_how = models.CharField(_("how"), max_length=10, choices=ConsentHow.choices)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "outreach_relaycontact"
        constraints = [
            models.UniqueConstraint(fields=["caravan", "phone"], name="outreach_relaycontact_phone_once"),
        ]
