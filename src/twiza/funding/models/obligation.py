"""What a party owes under a convention, when each time it is due, and what proves that it was done."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from twiza.core.ids import new_id
from twiza.funding.models.committee import Meeting
from twiza.funding.models.convention import Convention, ConventionParty
from twiza.procedures.models import StoredContent


class Obligation(models.Model):
    """
    Something a party owes: once, or every some months until the convention ends.

    With a `meeting` it is what a committee decided. Its owner is a person who signs in here, or a function.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    convention = models.ForeignKey(Convention, on_delete=models.CASCADE, related_name="obligations")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="decisions")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    owed_by = models.ForeignKey(ConventionParty, on_delete=models.PROTECT, related_name="obligations")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="obligations_owned"
    )
    owner_function = models.CharField(max_length=120, blank=True)
    due_on = models.DateField()
    every_months = models.PositiveSmallIntegerField(null=True, blank=True)
    proof_asked = models.CharField(max_length=200, blank=True)
    is_public = models.BooleanField(default=False)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "funding_obligation"
        constraints = [
            models.CheckConstraint(
                condition=Q(every_months__isnull=True) | Q(every_months__gte=1, every_months__lte=60),
                name="funding_obligation_repeats_in_months",
            ),
        ]


class Outcome(models.TextChoices):
    """What became of something that was due."""

    OPEN = "open"
    DONE = "done"
    GIVEN_UP = "given_up"


class Deadline(models.Model):
    """
    One time that an obligation is due.

    `handed_on` is the day of the first proof that stands. Done is what somebody accepted (`decided_by`, `decided_at`);
    what is given up has a reason.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    obligation = models.ForeignKey(Obligation, on_delete=models.CASCADE, related_name="deadlines")
    due_on = models.DateField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.OPEN)
    handed_on = models.DateField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)

    class Meta:
        db_table = "funding_deadline"
        constraints = [
            models.UniqueConstraint(fields=["obligation", "due_on"], name="funding_deadline_once_a_day"),
            models.CheckConstraint(
                condition=Q(outcome="open", decided_at__isnull=True, decided_by__isnull=True)
                | (~Q(outcome="open") & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="funding_deadline_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="given_up") | ~Q(reason=""), name="funding_deadline_given_up_for_a_reason"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on", "id"],
                condition=Q(outcome="open", handed_on__isnull=True),
                name="funding_deadline_waits",
            ),
        ]


class Proof(models.Model):
    """A document that shows that something was done. `name` is shown and never part of a path."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    deadline = models.ForeignKey(Deadline, on_delete=models.CASCADE, related_name="proofs")
    content = models.ForeignKey(StoredContent, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    handed_on = models.DateField()
    at = models.DateTimeField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organisation_id = models.BigIntegerField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "funding_proof"
        constraints = [
            models.UniqueConstraint(
                fields=["deadline", "content"], condition=Q(withdrawn_at=None), name="funding_proof_once"
            ),
        ]
