"""A round of the quality grid at a facility: who assessed, and which mark each gave to each item."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from twiza.core.ids import new_id
from twiza.facilities.models import Facility
from twiza.organisations.models import Organisation
from twiza.procedures.models import File
from twiza.rulesets.models import RulesetVersion

MOST = 2
"""The best mark of an item."""
DONE = "done"
"""The step of an action that was done, as data/procedures names it."""


class QualityRound(models.Model):
    """
    One assessment of a facility on a day, with the very version of the grid that was used.

    `follows` is the round of the same organisation before it at the same facility.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="quality_rounds")
    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="quality_rounds")
    version = models.ForeignKey(RulesetVersion, on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField()
    follows = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="followed_by")
    note = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "quality_round"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "facility", "held_on"], name="quality_round_once_a_day"),
        ]


class AssessorKind(models.TextChoices):
    """As what somebody assesses."""

    PROFESSIONAL = "professional", _("Professional of the centre")
    SUPERVISOR = "supervisor", _("Supervising team")
    COMMITTEE = "committee", _("Community health association")
    AGENT = "agent", _("Field agent")
    USER = "user", _("User of the centre")


class Assessor(models.Model):
    """Somebody who assesses in one round: a kind and a plain number, never a name."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    round = models.ForeignKey(QualityRound, on_delete=models.CASCADE, related_name="assessors")
    kind = models.CharField(max_length=12, choices=AssessorKind.choices)
    number = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        db_table = "quality_assessor"
        constraints = [models.UniqueConstraint(fields=["round", "kind", "number"], name="quality_assessor_once")]


class Mark(models.Model):
    """The mark of an item by an assessor; `value` empty is “not applicable”. What was not assessed has no row."""

    assessor = models.ForeignKey(Assessor, on_delete=models.CASCADE, related_name="marks")
    item = models.CharField(max_length=20)
    value = models.PositiveSmallIntegerField(null=True)
    note = models.CharField(max_length=400, blank=True)

    class Meta:
        db_table = "quality_mark"
        constraints = [
            models.UniqueConstraint(fields=["assessor", "item"], name="quality_mark_once"),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__lte=MOST), name="quality_mark_is_on_the_scale"
            ),
        ]


class PlannedAction(models.Model):
    """
    What is to be done about an item of a round, by whom (a function, no name), until when: a file that moves.

    It has the id of its file, whose anchor is the day until which it is to be done.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    file = models.OneToOneField(File, on_delete=models.PROTECT, related_name="quality_action")
    round = models.ForeignKey(QualityRound, on_delete=models.PROTECT, related_name="planned_actions")
    item = models.CharField(max_length=20)
    what = models.CharField(max_length=400)
    who = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "quality_plannedaction"
        indexes = [models.Index(fields=["round", "item"], name="quality_plannedaction_of")]


class ItemPhoto(models.Model):
    """
    A photograph that shows how an item was found in a round: a JPEG drawn anew, without place, hour or name.

    One that is removed is gone with its bytes: it may have shown somebody.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    round = models.ForeignKey(QualityRound, on_delete=models.CASCADE, related_name="photos")
    item = models.CharField(max_length=20)
    content = models.BinaryField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "quality_itemphoto"
        indexes = [models.Index(fields=["round", "item"], name="quality_itemphoto_of")]


class MonthlyAttendance(models.Model):
    """How many consultations a centre itself counted in the month that begins on `starts_on`, as `source` says."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="monthly_attendance")
    starts_on = models.DateField()
    consultations = models.PositiveIntegerField()
    source = models.CharField(max_length=200)
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "quality_monthlyattendance"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "facility", "starts_on"], name="quality_monthlyattendance_once"
            ),
            models.CheckConstraint(condition=Q(starts_on__day=1), name="quality_monthlyattendance_is_of_a_month"),
        ]
