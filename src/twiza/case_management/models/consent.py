"""What a person agrees to, who agreed and how: the same of whoever is referred and whoever comes to a caravan."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ConsentPurpose(models.TextChoices):
    """What a person agrees to."""

    FOLLOW_UP = "follow_up", _("To be called and followed up")
    SHARING = "sharing", _("That the facility she is referred to is told")


class ConsentBy(models.TextChoices):
    """Who agreed."""

    PERSON = "person", _("The person herself")
    GUARDIAN = "guardian", _("Her guardian")


class ConsentHow(models.TextChoices):
    """How it was said."""

    ORAL = "oral", _("Aloud, before a witness")
    WRITTEN = "written", _("On paper")


class Consent(models.Model):
    """One agreement, for one purpose, until it is withdrawn."""

    purpose = models.CharField(max_length=10, choices=ConsentPurpose.choices)
    given_by = models.CharField(max_length=10, choices=ConsentBy.choices)
    how = models.CharField(max_length=10, choices=ConsentHow.choices)
    given_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
