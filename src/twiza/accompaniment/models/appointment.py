"""An appointment of an accompanied person: with whom, where, when, and whether she is understood there."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy

from twiza.accompaniment.models.recorded import Recorded


class AppointmentState(models.TextChoices):
    """What became of an appointment."""

    PLANNED = "planned", pgettext_lazy("appointment", "Planned")
    KEPT = "kept", pgettext_lazy("appointment", "Kept")
    MISSED = "missed", pgettext_lazy("appointment", "Missed")
    CANCELLED = "cancelled", pgettext_lazy("appointment", "Cancelled")


class Interpreting(models.TextChoices):
    """Whether somebody interprets at an appointment."""

    NONE = "none", pgettext_lazy("interpreter", "Not needed")
    NEEDED = "needed", pgettext_lazy("interpreter", "Needed, not booked yet")
    BOOKED = "booked", pgettext_lazy("interpreter", "Booked")


class Appointment(Recorded):
    """With whom, where and when; `missed_because` is a code of data/accompaniment/obstacles.csv."""

    with_whom = models.CharField(max_length=120)
    place = models.CharField(max_length=160, blank=True)
    on = models.DateField()
    at = models.TimeField(null=True)
    interpreting = models.CharField(max_length=10, choices=Interpreting.choices, default=Interpreting.NONE)
    state = models.CharField(max_length=10, choices=AppointmentState.choices, default=AppointmentState.PLANNED)
    missed_because = models.CharField(max_length=20, blank=True)

    class Meta:
        db_table = "accompaniment_appointment"
        indexes = [models.Index(fields=["state", "on"], name="accompaniment_appointment_on")]
