"""A supervision: somebody goes along with an agent on her visits, so that she learns. Nobody else reads it (P1)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from twiza.core.ids import new_id
from twiza.households.models import Household
from twiza.organisations.models import Organisation
from twiza.rulesets.models import RulesetVersion
from twiza.territory.models import Place


class Supervision(models.Model):
    """
    One supervision of an agent: planned, held, or both.

    `planned_on` None was held without a plan; `held_on` is that of its last record, None before there is one.
    `follows` is the one after which it was agreed. One that is withdrawn was a mistake and counts nowhere.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="supervisions")
    planned_on = models.DateField(null=True)
    held_on = models.DateField(null=True)
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="followed_by")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "case_management_supervision"
        constraints = [
            models.CheckConstraint(
                condition=Q(planned_on__isnull=False) | Q(held_on__isnull=False),
                name="case_management_supervision_has_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "planned_on"], name="case_management_supervision_pl"),
            models.Index(fields=["agent", "-held_on"], name="case_management_supervision_of"),
        ]


class SupervisionRecord(models.Model):
    """
    What was seen and agreed at a supervision. A correction is another record with its reason: the last one counts.

    `checklist` is the version of the rules that was filled in; `households` are those seen, of the agent's own.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    supervision = models.ForeignKey(Supervision, on_delete=models.CASCADE, related_name="records")
    held_on = models.DateField()
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")
    households = models.ManyToManyField(
        Household, related_name="+", db_table="case_management_supervisionrecord_households"
    )
    checklist = models.ForeignKey(RulesetVersion, on_delete=models.PROTECT, null=True, related_name="+")
    agreed = models.TextField(blank=True)
    next_on = models.DateField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        db_table = "case_management_supervisionrecord"
        indexes = [models.Index(fields=["supervision", "written_at"], name="case_management_supervision_wr")]


class Seen(models.TextChoices):
    """How an agent did what an item of the checklist says."""

    WELL = "well", pgettext_lazy("supervision", "Done well")
    IMPROVE = "improve", pgettext_lazy("supervision", "To be improved")
    NOT_SEEN = "not_seen", pgettext_lazy("supervision", "Not seen")


class SupervisionMark(models.Model):
    """How one item of the checklist was seen."""

    record = models.ForeignKey(SupervisionRecord, on_delete=models.CASCADE, related_name="marks")
    item = models.CharField(max_length=40)
    seen = models.CharField(max_length=8, choices=Seen.choices)

    class Meta:
        db_table = "case_management_supervisionmark"
        constraints = [models.UniqueConstraint(fields=["record", "item"], name="case_management_supervisionmark_once")]


class SupervisionWords(models.Model):
    """What the agent says herself of a supervision."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    supervision = models.ForeignKey(Supervision, on_delete=models.CASCADE, related_name="words")
    words = models.TextField()
    said_at = models.DateTimeField()

    class Meta:
        db_table = "case_management_supervisionwords"
