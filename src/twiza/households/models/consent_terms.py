"""Who agreed to something, how and when: the same of a family, of whoever is referred and of whoever is served."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ConsentBy(models.TextChoices):
    """Who agreed."""

    PERSON = "person", _("The person herself")
    GUARDIAN = "guardian", _("Her guardian")


class ConsentHow(models.TextChoices):
    """How it was said."""

    ORAL = "oral", _("Aloud, before a witness")
    WRITTEN = "written", _("On paper")


class ConsentTold(models.Model):
    """An agreement as it was told, until it is withdrawn; what it is about is its subclass's to say."""

    given_by = models.CharField(max_length=10, choices=ConsentBy.choices)
    how = models.CharField(max_length=10, choices=ConsentHow.choices)
    given_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
