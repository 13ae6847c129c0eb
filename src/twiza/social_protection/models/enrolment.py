"""The file by which people get a right, who it covers, and the right once it is open. Identified data (P2)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from twiza.households.models import Household, Person
from twiza.procedures.models import File
from twiza.social_protection.models.orientation import Orientation
from twiza.social_protection.models.scheme import Scheme


class Enrolment(models.Model):
    """
    The file of a scheme for a household, asked for by `applicant`, who agrees that offices are asked for her rights.

    It has the id of its file, whose title is the code of the household and names nobody. It `follows` another one when
    it was opened because the right of that one ends.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    file = models.OneToOneField(File, on_delete=models.PROTECT, related_name="enrolment")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="enrolments")
    applicant = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="enrolments")
    orientation = models.OneToOneField(Orientation, on_delete=models.PROTECT, related_name="enrolment")
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="followed_by")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        db_table = "social_protection_enrolment"


class Covered(models.Model):
    """Somebody whom a file, and the right it opens, is for."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="covered")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "social_protection_covered"
        constraints = [models.UniqueConstraint(fields=["enrolment", "person"], name="social_protection_covered_once")]


class OpenRight(models.Model):
    """
    A right that a file opened on `since`; it ends on `until` (the first day without it), None where nothing says so.

    `first_care_on` is when it was first used: a right that is never used shows. Other days are its `later_cares`.
    """

    enrolment = models.OneToOneField(Enrolment, on_delete=models.CASCADE, related_name="right")
    since = models.DateField()
    until = models.DateField(null=True)
    first_care_on = models.DateField(null=True)

    class Meta:
        db_table = "social_protection_openright"
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="social_protection_openright_lasts"
            ),
            models.CheckConstraint(
                condition=Q(first_care_on__isnull=True) | Q(first_care_on__gte=F("since")),
                name="social_protection_openright_used_once_open",
            ),
        ]
        indexes = [
            models.Index(fields=["until"], name="social_protection_right_ends"),
            models.Index(fields=["since"], name="social_protection_right_since"),
        ]


class LaterCare(models.Model):
    """A day on which a right was used again, after the first."""

    right = models.ForeignKey(OpenRight, on_delete=models.CASCADE, related_name="later_cares")
    on = models.DateField()

    class Meta:
        db_table = "social_protection_latercare"
        constraints = [models.UniqueConstraint(fields=["right", "on"], name="social_protection_latercare_once")]
        indexes = [models.Index(fields=["on"], name="social_protection_care_on")]
