"""What a file has of what its kind asks for: documents, confirmations and answers."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from twiza.core.ids import new_id
from twiza.procedures.models.file import File
from twiza.procedures.models.kind import Requirement


class StoredContent(models.Model):
    """The bytes of a document, kept once under their SHA-256 in hexadecimal, however often they are attached."""

    sha256 = models.CharField(primary_key=True, max_length=64)
    content_type = models.CharField(max_length=100)
    size_bytes = models.PositiveIntegerField()
    stored_at = models.DateTimeField()

    class Meta:
        db_table = "procedures_storedcontent"


class Piece(models.Model):
    """A document attached to a file. `name` is shown and never part of a path; a withdrawn one is kept and marked."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    file = models.ForeignKey(File, on_delete=models.CASCADE, related_name="pieces")
    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, null=True, related_name="+")
    content = models.ForeignKey(StoredContent, on_delete=models.PROTECT, related_name="pieces")
    name = models.CharField(max_length=120)
    label = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawal_reason = models.TextField(blank=True)

    class Meta:
        db_table = "procedures_piece"


class Confirmation(models.Model):
    """Somebody confirmed a check of a file on a day."""

    file = models.ForeignKey(File, on_delete=models.CASCADE, related_name="confirmations")
    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="+")
    confirmed_on = models.DateField()
    note = models.TextField(blank=True)
    at = models.DateTimeField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "procedures_confirmation"
        constraints = [
            models.UniqueConstraint(
                fields=["file", "requirement"],
                condition=Q(withdrawn_at=None),
                name="procedures_confirmation_one_holds",
            )
        ]


class Value(models.Model):
    """An answer given in a file, as text; numbers and dates as a machine writes them. A replaced one is kept."""

    file = models.ForeignKey(File, on_delete=models.CASCADE, related_name="values_given")
    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=500)
    at = models.DateTimeField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "procedures_value"
        constraints = [
            models.UniqueConstraint(
                fields=["file", "requirement"], condition=Q(replaced_at=None), name="procedures_value_one_holds"
            )
        ]
