"""A person sent to a facility, followed until the loop is closed, and what she agreed to. Health data (P3)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from twiza.access.models import Specialty
from twiza.case_management.models.consent import Consent
from twiza.facilities.models import Facility
from twiza.households.models import AGE_MAX, PersonSex
from twiza.organisations.models import Organisation
from twiza.procedures.models import File


class Urgency(models.TextChoices):
    """How soon somebody must be seen."""

    EMERGENCY = "emergency", _("At once")
    SOON = "soon", _("Within a week")
    ORDINARY = "ordinary", _("As soon as possible")


class Failure(models.TextChoices):
    """Why a referral was not completed (rules/visit_schedule.yml)."""

    MONEY = "money", _("Money")
    TRANSPORT = "transport", _("Transport")
    REFUSAL = "refusal", _("Refusal")
    PARENT_AWAY = "parent_away", _("A parent away")
    WAIT = "wait", _("Too long a wait")
    CLOSED = "closed", _("Facility closed")
    RECOVERED = "recovered", _("Recovered")
    OTHER = "other", _("Another reason")


class Referral(models.Model):
    """
    A person sent to a facility for a specialty.

    Its file, which has the same id, says where it stands, whose it is and until when; the file's title is a code and
    names nobody. `facility_words` say where she goes when no facility of our list is meant. Age in whole years; under
    2 years `age_months` says it closer. Name and phone are there only under consent (`ReferralConsent`); `outcome` is
    what the facility says back, `failure` why it came to nothing.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    file = models.OneToOneField(File, on_delete=models.PROTECT, related_name="referral")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    specialty = models.ForeignKey(Specialty, on_delete=models.PROTECT, related_name="+")
    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, null=True, related_name="referrals")
    facility_words = models.CharField(_("where to"), max_length=200, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    urgency = models.CharField(_("urgency"), max_length=10, choices=Urgency.choices)
    issued_on = models.DateField(_("issued on"))
    appointment_on = models.DateField(_("appointment on"), null=True)
    appointment_at = models.TimeField(_("appointment at"), null=True)
    sex = models.CharField(_("sex"), max_length=6, choices=PersonSex.choices)
    age_years = models.PositiveSmallIntegerField(_("age (years)"))
    age_months = models.PositiveSmallIntegerField(_("age (months)"), null=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    outcome = models.TextField(_("what the facility says"), blank=True)
    failure = models.CharField(_("why it was not completed"), max_length=20, choices=Failure.choices, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        db_table = "case_management_referral"
        constraints = [
            models.CheckConstraint(
                condition=Q(facility__isnull=False) | ~Q(facility_words=""),
                name="case_management_referral_goes_somewhere",
            ),
            models.CheckConstraint(
                condition=Q(age_years__lte=AGE_MAX) & (Q(age_months__isnull=True) | Q(age_months__lt=24)),
                name="case_management_referral_age_makes_sense",
            ),
            models.CheckConstraint(
                condition=Q(appointment_at__isnull=True) | Q(appointment_on__isnull=False),
                name="case_management_referral_hour_has_its_day",
            ),
        ]
        indexes = [models.Index(fields=["-issued_on", "-id"], name="case_management_referral_new")]


class ReferralConsent(Consent):
    """One agreement of a person who is referred, for one purpose, until it is withdrawn; shared with one recipient."""

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="consents")
    recipient = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "case_management_referralconsent"
        constraints = [
            models.UniqueConstraint(
                fields=["referral", "purpose"],
                condition=Q(withdrawn_at__isnull=True),
                name="case_management_referralconsent_once",
            ),
            models.CheckConstraint(
                condition=Q(purpose="sharing", recipient__isnull=False)
                | Q(purpose="follow_up", recipient__isnull=True),
                name="case_management_referralconsent_shared_with",
            ),
        ]
