"""What whoever is referred, or comes to a caravan, agrees to."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from twiza.households.models import ConsentTold


class ConsentPurpose(models.TextChoices):
    """What a person agrees to."""

    FOLLOW_UP = "follow_up", _("To be called and followed up")
    SHARING = "sharing", _("That the facility she is referred to is told")


class Consent(ConsentTold):
    """One agreement, for one purpose, until it is withdrawn."""

    purpose = models.CharField(max_length=10, choices=ConsentPurpose.choices)

    class Meta:
        abstract = True
