"""A link by which a facility without an account answers one referral, and what it answered. Health data (P3)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from twiza.case_management.models.referral import Failure, Referral


class AnswerLink(models.Model):
    """
    What opens one referral to whoever holds it, from its making until it expires or is withdrawn.

    Nothing of the link itself is kept: it is this id, signed (messaging/links.py). One is open at a time.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="answer_links")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "case_management_answerlink"
        constraints = [
            models.UniqueConstraint(
                fields=["referral"], condition=Q(withdrawn_at__isnull=True), name="case_management_answerlink_one"
            )
        ]


class Told(models.TextChoices):
    """What a facility may say of a person referred to it; each is the step of the referral that it leads to."""

    ARRIVED = "arrived", _("She came")
    TREATED = "treated", _("She came and is treated")
    COUNTER_REFERRED = "counter_referred", _("She was seen: here is what was found and what is to be done")
    NOT_COMPLETED = "not_completed", _("She did not come, or could not be treated")


LAST_WORDS = {Told.COUNTER_REFERRED, Told.NOT_COMPLETED}
"""After which a link is used up."""


class FacilityAnswer(models.Model):
    """
    What somebody said through a link: it is kept as said, whether or not the referral could be moved by it.

    `by` is the name and the function that she gave herself.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    link = models.ForeignKey(AnswerLink, on_delete=models.PROTECT, related_name="answers")
    told = models.CharField(_("what happened"), max_length=20, choices=Told.choices)
    happened_on = models.DateField(_("on"))
    failure = models.CharField(_("why"), max_length=20, choices=Failure.choices, blank=True)
    words = models.TextField(_("in words"), blank=True)
    by = models.CharField(_("name and function"), max_length=120)
    at = models.DateTimeField()
    has_moved = models.BooleanField()

    class Meta:
        db_table = "case_management_facilityanswer"
        constraints = [
            models.CheckConstraint(
                condition=Q(told=Told.NOT_COMPLETED.value) ^ Q(failure=""),
                name="case_management_facilityanswer_fails_for_a_reason",
            )
        ]
