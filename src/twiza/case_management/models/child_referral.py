"""Which child a referral is about, and which alert it answers: the referral itself names nobody. Health data (P3)."""

from __future__ import annotations

from django.db import models

from twiza.case_management.models.referral import Referral
from twiza.case_management.models.visit import ChildAlert
from twiza.households.models import Person


class ChildReferral(models.Model):
    """
    That a referral is a child's who is followed at home; `alert` is what she was sent for, None without one.

    Only who follows the child reads this row. Once her family is forgotten it is gone, and the referral stays.
    """

    referral = models.OneToOneField(Referral, on_delete=models.CASCADE, primary_key=True, related_name="of_child")
    child = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="referrals")
    alert = models.ForeignKey(ChildAlert, on_delete=models.SET_NULL, null=True, related_name="referrals")

    class Meta:
        db_table = "case_management_childreferral"
