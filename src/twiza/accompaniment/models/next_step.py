"""What comes next for an accompanied person: one step at a time, with whom and by when."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from twiza.accompaniment.models.recorded import Recorded


class StepEnd(models.TextChoices):
    """How a step ended."""

    DONE = "done", pgettext_lazy("step", "Done")
    REPLACED = "replaced", pgettext_lazy("step", "Another one came instead")


class NextStep(Recorded):
    """The next thing to do, with whom and by when; the one before it ends when another is set."""

    words = models.CharField(max_length=200)
    with_whom = models.CharField(max_length=120, blank=True)
    due_on = models.DateField()
    ended_as = models.CharField(max_length=10, choices=StepEnd.choices, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "accompaniment_nextstep"
        constraints = [
            models.UniqueConstraint(
                fields=["accompaniment"],
                condition=Q(ended_at__isnull=True, taken_out_at__isnull=True),
                name="accompaniment_nextstep_one",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_as="") | (Q(ended_at__isnull=False) & ~Q(ended_as="")),
                name="accompaniment_nextstep_ended_somehow",
            ),
        ]
        indexes = [models.Index(fields=["due_on"], name="accompaniment_nextstep_due")]
