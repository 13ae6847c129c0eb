"""Training: modules, when they are given, on which days, and to whom."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from twiza.activities.models.professional import Professional
from twiza.core.ids import new_id
from twiza.organisations.models import Organisation
from twiza.territory.models import Place

HOURS_OF_DAY = 24


class Module(models.Model):
    """What is taught: its names, its aims, whom it is for, and how many hours it takes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="training_modules")
    names = models.JSONField()
    objectives = models.TextField(blank=True)
    audience = models.CharField(max_length=200, blank=True)
    hours = models.DecimalField(max_digits=5, decimal_places=2)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "activities_module"
        constraints = [models.CheckConstraint(condition=Q(hours__gt=0), name="activities_module_takes_time")]


class Training(models.Model):
    """
    A module given between two days, at a place, by an organisation (`given_by`, in words).

    `max_score` is the best score of its tests, before and after; None: it has none. `observe_on` is when the work of
    those who took part is to be observed, as the rule of the day it was written says.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="trainings")
    module = models.ForeignKey(Module, on_delete=models.PROTECT, related_name="trainings")
    starts_on = models.DateField()
    ends_on = models.DateField()
    observe_on = models.DateField()
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="trainings")
    place_words = models.CharField(max_length=200, blank=True)
    given_by = models.CharField(max_length=200)
    max_score = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    search_text = models.TextField()
    is_demonstration = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_for = models.TextField(blank=True)

    class Meta:
        db_table = "activities_training"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="activities_training_ends_once_it_began"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_for=""),
                name="activities_training_withdrawn_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(max_score__isnull=True) | Q(max_score__gt=0), name="activities_training_can_be_scored"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-starts_on", "-id"], name="activities_training_newest")]


class TrainingDay(models.Model):
    """One session of a training: its day, its times if they are known, and how many hours count."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    training = models.ForeignKey(Training, on_delete=models.CASCADE, related_name="days")
    held_on = models.DateField()
    starts_at = models.TimeField(null=True, blank=True)
    ends_at = models.TimeField(null=True, blank=True)
    hours = models.DecimalField(max_digits=4, decimal_places=2)

    class Meta:
        db_table = "activities_training_day"
        constraints = [
            models.CheckConstraint(
                condition=Q(hours__gt=0, hours__lte=HOURS_OF_DAY), name="activities_training_day_has_24_hours"
            ),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True) | Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="activities_training_day_ends_later",
            ),
        ]


class Participation(models.Model):
    """A professional in a training, with the scores of her tests: None is not done, which is not 0."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    training = models.ForeignKey(Training, on_delete=models.CASCADE, related_name="participations")
    professional = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="participations")
    before = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    after = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "activities_participation"
        constraints = [
            models.UniqueConstraint(fields=["training", "professional"], name="activities_participation_once"),
            models.CheckConstraint(
                condition=(Q(before__isnull=True) | Q(before__gte=0)) & (Q(after__isnull=True) | Q(after__gte=0)),
                name="activities_participation_scores",
            ),
        ]


class Sheet(models.Model):
    """An attendance sheet as it was sent, once: `taken_at` is when it was filled in, `sent_at` when it came."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    day = models.ForeignKey(TrainingDay, on_delete=models.CASCADE, related_name="sheets")
    taken_at = models.DateTimeField()
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "activities_sheet"


class Attendance(models.Model):
    """Whether somebody was there on a day, as the sheet filled in last says; without a row nobody knows."""

    id = models.BigAutoField(primary_key=True)
    day = models.ForeignKey(TrainingDay, on_delete=models.CASCADE, related_name="attendances")
    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="attendances")
    is_present = models.BooleanField()
    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="attendances")

    class Meta:
        db_table = "activities_attendance"
        constraints = [
            models.UniqueConstraint(fields=["day", "participation"], name="activities_attendance_once"),
        ]


class Observation(models.Model):
    """What was seen of somebody's work some months after: how many points of the checklist held, and a note."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    participation = models.OneToOneField(Participation, on_delete=models.CASCADE, related_name="observation")
    observed_on = models.DateField()
    met = models.PositiveSmallIntegerField()
    asked = models.PositiveSmallIntegerField()
    note = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "activities_observation"
        constraints = [
            models.CheckConstraint(
                condition=Q(asked__gt=0, met__lte=F("asked")), name="activities_observation_within_checklist"
            ),
        ]
