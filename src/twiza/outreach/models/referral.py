"""Which consultation of a caravan became which referral (case_management keeps the referral)."""

from __future__ import annotations

from django.db import models

from twiza.case_management.models import Referral
from twiza.outreach.models.register import Consultation


class AttendanceReferral(models.Model):
    """The referral of somebody who was seen in a caravan and sent on: one of a consultation."""

    consultation = models.OneToOneField(Consultation, on_delete=models.PROTECT, related_name="sent_on")
    referral = models.OneToOneField(Referral, on_delete=models.PROTECT, related_name="sent_from")

    class Meta:
        db_table = "outreach_attendancereferral"
