"""What a household says of its situation, question by question, and what it said before. Identified data (P3)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from twiza.core.ids import new_id
from twiza.households.models import Household, Person
from twiza.rulesets.models import RulesetVersion


class AnswerFrom(models.TextChoices):
    """Where an answer comes from."""

    SAID = "said", _("Said by the family")
    RECORD = "record", _("Known from the record")


class Enquiry(models.Model):
    """
    One round of questions to a household, or about somebody in it (`person`), under a version of the questions.

    `asked_on` is the day it was asked; its answers are rows, and a corrected one goes beside the one before.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="enquiries")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    questions = models.ForeignKey(RulesetVersion, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField(_("asked on"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        db_table = "social_protection_enquiry"
        indexes = [models.Index(fields=["household", "-asked_on", "-id"], name="social_protection_enquiry_last")]


class Answer(models.Model):
    """
    What was answered to one question (its code), as plain JSON; None takes an answer back: it is not known.

    The one that holds has no `replaced_at`.
    """

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="answers")
    question = models.CharField(max_length=60)
    value = models.JSONField(null=True)
    answer_from = models.CharField(max_length=10, choices=AnswerFrom.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "social_protection_answer"
        constraints = [
            models.UniqueConstraint(
                fields=["enquiry", "question"],
                condition=Q(replaced_at__isnull=True),
                name="social_protection_answer_one_holds",
            )
        ]
