"""Who looks like whom, kept so that a list of thousands opens at once."""

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
