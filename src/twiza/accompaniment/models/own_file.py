"""What lets a person open her own file, and what tells her who read it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from twiza.accompaniment.models.accompaniment import Accompaniment
from twiza.core.ids import new_id
from twiza.organisations.models import Organisation


class FileCode(models.Model):
    """A code on paper by which a person opens her file: kept as a hash, until it expires or is revoked."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    accompaniment = models.ForeignKey(Accompaniment, on_delete=models.CASCADE, related_name="codes")
    hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "accompaniment_filecode"
        constraints = [
            models.UniqueConstraint(
                fields=["accompaniment"], condition=Q(revoked_at__isnull=True), name="accompaniment_filecode_one"
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="accompaniment_filecode_lasts"),
        ]


class Reading(models.Model):
    """That somebody of an organisation, in a role, read an accompaniment on a day: what the person herself is told."""

    accompaniment = models.ForeignKey(Accompaniment, on_delete=models.CASCADE, related_name="readings")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=40)
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        db_table = "accompaniment_reading"
        constraints = [
            models.UniqueConstraint(
                fields=["accompaniment", "organisation", "role", "reader", "on"], name="accompaniment_reading_once"
            )
        ]
