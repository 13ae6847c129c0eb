"""Who looks like whom, kept so that a list of thousands opens at once; who is still to be compared waits here."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from twiza.households.models.person import Person


class LikelyPair(models.Model):
    """That two people looked alike when they were last compared, from 0 to 1. `first` has the smaller id."""

    first = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    score = models.FloatField()

    class Meta:
        db_table = "households_likelypair"
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="households_likelypair_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="households_likelypair_in_order"),
        ]
        indexes = [models.Index(fields=["-score", "first", "second"], name="households_likelypair_listed")]


class Uncompared(models.Model):
    """Somebody who was registered, or whose name, sex or birth was corrected, since she was last compared."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="uncompared")

    class Meta:
        db_table = "households_uncompared"
