"""The register of a caravan's day: who came, what for, what was done. Health data of persons (P3)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from twiza.access.models import Specialty
from twiza.case_management.models import Consent
from twiza.core.evidence import Evidence
from twiza.core.ids import new_id
from twiza.households.models import AGE_MAX, PersonSex
from twiza.outreach.models.caravan import CaravanDay, CaravanLocality


class Urgency(models.TextChoices):
    """What sorting found."""

    EMERGENCY = "emergency", _("Emergency")
    SOON = "soon", _("Before the others")
    ORDINARY = "ordinary", _("In turn")


class NotSeen(models.IntegerChoices):
    """Why somebody who came was not seen: the number under which it is typed and printed."""

    LEFT = 1, _("Left before her turn")
    NO_TIME = 2, _("No time left")
    NOBODY_THERE = 3, _("No professional for this")
    NO_MEANS = 4, _("Equipment or medicines missing")
    SENT_ON = 5, _("Sent elsewhere by sorting")
    OTHER = 6, _("Another reason")


class Attendance(models.Model):
    """
    One person who came to one day of a caravan, under the number of her turn.

    Age in whole years; under 2 years `age_months` says it closer. Name and phone are there only under consent
    (`AttendanceConsent`) to be followed up. A line that is taken back keeps its row, not its number.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    day = models.ForeignKey(CaravanDay, on_delete=models.PROTECT, related_name="attendances")
    queue_number = models.PositiveIntegerField(_("number"))
    sex = models.CharField(_("sex"), max_length=6, choices=PersonSex.choices)
    age_years = models.PositiveSmallIntegerField(_("age (years)"))
    age_months = models.PositiveSmallIntegerField(_("age (months)"), null=True)
    locality = models.ForeignKey(CaravanLocality, on_delete=models.PROTECT, null=True, related_name="+")
    urgency = models.CharField(_("sorting"), max_length=10, choices=Urgency.choices, blank=True)
    arrived_at = models.DateTimeField(null=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    is_from_paper = models.BooleanField(default=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "outreach_attendance"
        constraints = [
            models.UniqueConstraint(
                fields=["day", "queue_number"],
                condition=Q(taken_back_at__isnull=True),
                name="outreach_attendance_number_once",
            ),
            models.CheckConstraint(
                condition=Q(queue_number__gte=1, age_years__lte=AGE_MAX), name="outreach_attendance_makes_sense"
            ),
            models.CheckConstraint(
                condition=Q(age_months__isnull=True) | Q(age_months__lt=24),
                name="outreach_attendance_months_of_babies",
            ),
        ]


class Consultation(models.Model):
    """
    What a person came for: seen, not seen and why, or still waiting (neither).

    `referred_for` is the specialty that whoever saw her refers her to.
    """

    attendance = models.ForeignKey(Attendance, on_delete=models.CASCADE, related_name="consultations")
    specialty = models.ForeignKey(Specialty, on_delete=models.PROTECT, related_name="+")
    is_seen = models.BooleanField(_("seen"), default=False)
    seen_at = models.DateTimeField(null=True)
    not_seen_why = models.PositiveSmallIntegerField(_("why not seen"), choices=NotSeen.choices, null=True)
    referred_for = models.ForeignKey(Specialty, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "outreach_consultation"
        constraints = [
            models.UniqueConstraint(fields=["attendance", "specialty"], name="outreach_consultation_once"),
            models.CheckConstraint(
                condition=Q(is_seen=False) | Q(not_seen_why__isnull=True), name="outreach_consultation_seen_or_why_not"
            ),
            models.CheckConstraint(
                condition=Q(seen_at__isnull=True) | Q(is_seen=True), name="outreach_consultation_seen_has_its_time"
            ),
            models.CheckConstraint(
                condition=Q(referred_for__isnull=True) | Q(is_seen=True),
                name="outreach_consultation_referred_once_seen",
            ),
        ]
        indexes = [models.Index(fields=["specialty", "is_seen"], name="outreach_consultation_counts")]


class CareCodeKind(models.TextChoices):
    """What a code of the register names."""

    ACT = "act", _("Act")
    FINDING = "finding", _("Finding")


class CareCode(models.Model):
    """An act or a finding that a register tells apart, as rows: what is not in the list is not kept."""

    code = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=10, choices=CareCodeKind.choices)
    names = models.JSONField(_("names"))
    evidence = models.CharField(max_length=20, choices=Evidence.choices)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "outreach_carecode"


class CareNote(models.Model):
    """An act done or a finding made in a consultation; `is_new` is of a finding that the person did not know of."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="notes")
    code = models.ForeignKey(CareCode, on_delete=models.PROTECT, related_name="+")
    is_new = models.BooleanField(_("new"), default=False)

    class Meta:
        db_table = "outreach_carenote"
        constraints = [models.UniqueConstraint(fields=["consultation", "code"], name="outreach_carenote_once")]


class AttendanceConsent(Consent):
    """One agreement of a person who came, for one purpose, until it is withdrawn."""

    attendance = models.ForeignKey(Attendance, on_delete=models.CASCADE, related_name="consents")

    class Meta:
        db_table = "outreach_attendanceconsent"
        constraints = [
            models.UniqueConstraint(
                fields=["attendance", "purpose"],
                condition=Q(withdrawn_at__isnull=True),
                name="outreach_attendanceconsent_once",
            )
        ]
