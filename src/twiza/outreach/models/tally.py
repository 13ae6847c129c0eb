"""What the closed register of a day counts, kept so that a season of 500,000 lines is read in a blink."""

from __future__ import annotations

from django.db import models

from twiza.outreach.models.caravan import CaravanDay


class DayTally(models.Model):
    """
    The counts of one day (outreach/measures/days.py), which hold while the day is still closed since `closed_at`.

    A register that is opened again has another `closed_at`, or none: its tally is then out of date and counts no more.
    """

    day = models.OneToOneField(CaravanDay, on_delete=models.CASCADE, primary_key=True, related_name="tally")
    closed_at = models.DateTimeField()
    counts = models.JSONField()

    class Meta:
        db_table = "outreach_daytally"
