"""A visit to a child at home, as whoever went there says it: what was seen, measured and given. Health data (P3)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from twiza.core.ids import new_id
from twiza.households.models import Person
from twiza.organisations.models import Organisation
from twiza.rulesets.models import RulesetVersion


class Presence(models.TextChoices):
    """Whether the child was seen."""

    SEEN = "seen", _("The child was seen")
    ABSENT = "absent", _("Nobody was there")
    REFUSED = "refused", _("The family did not want it")


class Position(models.TextChoices):
    """How a child was measured."""

    LYING = "L", _("Lying")
    STANDING = "H", _("Standing")


class ChildVisit(models.Model):
    """
    One visit to one child.

    Weight in kilograms, length or height and head in centimetres, arm in millimetres; None is what was not measured.
    `has_oedema` None is what nobody looked at. `has_doubtful_date` tells a day that lay ahead when the visit was
    received: a wrong clock, kept as it was said. `schedule` and `signs` are the versions of the rules it was made by.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="visits")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    visited_on = models.DateField(_("visited on"))
    presence = models.CharField(_("presence"), max_length=8, choices=Presence.choices)
    visited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    has_doubtful_date = models.BooleanField(default=False)
    schedule = models.ForeignKey(RulesetVersion, on_delete=models.PROTECT, null=True, related_name="+")
    signs_version = models.ForeignKey(RulesetVersion, on_delete=models.PROTECT, null=True, related_name="+")
    weight_kg = models.DecimalField(_("weight"), max_digits=6, decimal_places=3, null=True)
    length_cm = models.DecimalField(_("length or height"), max_digits=5, decimal_places=1, null=True)
    position = models.CharField(_("measured"), max_length=1, choices=Position.choices, blank=True)
    head_cm = models.DecimalField(_("head"), max_digits=4, decimal_places=1, null=True)
    arm_mm = models.PositiveSmallIntegerField(_("arm"), null=True)
    has_oedema = models.BooleanField(_("oedema"), null=True)
    breaths_per_minute = models.PositiveSmallIntegerField(_("breaths a minute"), null=True)
    danger_level = models.CharField(max_length=40, blank=True)
    words = models.TextField(_("what else was seen"), blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "case_management_childvisit"
        constraints = [
            models.CheckConstraint(
                condition=Q(presence="seen")
                | Q(weight_kg=None, length_cm=None, head_cm=None, arm_mm=None, has_oedema=None),
                name="case_management_childvisit_measured_when_seen",
            ),
        ]
        indexes = [
            models.Index(fields=["child", "-visited_on"], name="case_management_childvisit_by"),
            models.Index(fields=["organisation", "visited_on"], name="case_management_childvisit_on"),
        ]


class VisitSign(models.Model):
    """What was answered about one danger sign: there, or not; what nobody answered has no row."""

    visit = models.ForeignKey(ChildVisit, on_delete=models.CASCADE, related_name="signs")
    code = models.CharField(max_length=40)
    is_there = models.BooleanField()

    class Meta:
        db_table = "case_management_visitsign"
        constraints = [models.UniqueConstraint(fields=["visit", "code"], name="case_management_visitsign_once")]


class ChildDose(models.Model):
    """A dose of a vaccine that a child was given on a day, as her booklet or her family says."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="doses")
    dose = models.CharField(max_length=40)
    given_on = models.DateField()
    is_seen_written = models.BooleanField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "case_management_childdose"
        constraints = [models.UniqueConstraint(fields=["child", "dose"], name="case_management_childdose_once")]


class ChildFollow(models.Model):
    """
    That a child is followed at home since a day, in a risk class since another.

    `due_on` is the first planned visit that none followed: kept when a visit or a class changes it, so that a list
    of those who wait is found without planning every child anew. None when nothing is planned. `is_checked` is set
    once the background work looked for what can hardly be so in the records of the child, until one of them changes.
    """

    child = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True, related_name="follow")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    risk = models.CharField(max_length=20)
    risk_since = models.DateField()
    last_visit_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    is_checked = models.BooleanField(default=False)

    class Meta:
        db_table = "case_management_childfollow"
        indexes = [
            models.Index(fields=["organisation", "due_on"], name="case_management_childfollow_du"),
            models.Index(fields=["child"], condition=Q(is_checked=False), name="case_management_childfollow_ch"),
        ]


class ChildRisk(models.Model):
    """A risk class that somebody gave a child from a day on, with a reason; one that was taken back counts no more."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="risks")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    risk = models.CharField(max_length=20)
    since = models.DateField()
    reason = models.CharField(max_length=300)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "case_management_childrisk"
        constraints = [
            models.UniqueConstraint(
                fields=["child", "since"], condition=Q(taken_back_at=None), name="case_management_childrisk_one_a_day"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="case_management_childrisk_has_a_reason"),
        ]


class ChildAlert(models.Model):
    """
    An alert that a visit raised: a task until a clinician answers.

    `code` and `about` are those of the ruleset; `due_at` is when she is to have been seen, None where no rule says.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="alerts")
    visit = models.ForeignKey(ChildVisit, on_delete=models.CASCADE, related_name="alerts")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=20)
    about = models.CharField(max_length=300, blank=True)
    level = models.CharField(max_length=40, blank=True)
    raised_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    answer = models.TextField(blank=True)

    class Meta:
        db_table = "case_management_childalert"
        constraints = [
            models.UniqueConstraint(fields=["visit", "code"], name="case_management_childalert_once"),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                name="case_management_childalert_answered_in_words",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "answered_at", "due_at"], name="case_management_childalert_op")
        ]
