"""What was answered to the questions of a visit's modules: health data (P3), and protected answers apart (P4)."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from twiza.case_management.models.visit import ChildVisit


class VisitAnswer(models.Model):
    """
    What was answered to one question (its code) of a module, as plain JSON: a day as ISO 8601.

    What nobody answered has no row.
    """

    visit = models.ForeignKey(ChildVisit, on_delete=models.CASCADE, related_name="%(class)ss")
    module = models.CharField(max_length=20)
    question = models.CharField(max_length=40)
    value = models.JSONField()

    class Meta:
        abstract = True


class ModuleAnswer(VisitAnswer):
    """An answer that whoever follows the child reads."""

    class Meta:
        db_table = "case_management_moduleanswer"
        constraints = [
            models.UniqueConstraint(fields=["visit", "question"], name="case_management_moduleanswer_once"),
        ]


class ProtectedAnswer(VisitAnswer):
    """An answer about violence, work, marriage or an adolescent's own matters: for who wrote it and whom she names."""

    class Meta:
        db_table = "case_management_protectedanswer"
        constraints = [
            models.UniqueConstraint(fields=["visit", "question"], name="case_management_protectedanswer_once"),
        ]


class ProtectedReader(models.Model):
    """Somebody whom who made a visit lets read its protected answers, until `ended_at`."""

    visit = models.ForeignKey(ChildVisit, on_delete=models.CASCADE, related_name="protected_readers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "case_management_protectedreader"
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "person"],
                condition=models.Q(ended_at=None),
                name="case_management_protectedreader_once",
            ),
        ]
