"""What stood in the way of an accompanied person."""

from __future__ import annotations

from django.db import models

from twiza.accompaniment.models.recorded import Recorded


class Obstacle(Recorded):
    """An obstacle met on a day, by its code (data/accompaniment/obstacles.csv), until it was overcome."""

    code = models.CharField(max_length=20)
    met_on = models.DateField()
    words = models.CharField(max_length=300, blank=True)
    overcome_on = models.DateField(null=True)

    class Meta:
        db_table = "accompaniment_obstacle"
