"""What somebody proposes to change in the list of facilities, and what became of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from twiza.core.ids import new_id
from twiza.facilities.models.facility import Facility
from twiza.organisations.models import Organisation
from twiza.territory.models import Place


class ProposalState(models.TextChoices):
    """How far a proposal is."""

    PROPOSED = "proposed", _("Waiting for an answer")
    ACCEPTED = "accepted", pgettext_lazy("proposal", "Accepted")
    REFUSED = "refused", pgettext_lazy("proposal", "Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("proposal", "Withdrawn")


class ChangeProposal(models.Model):
    """
    What somebody says should change in a facility, or a facility that she says is missing: then it has none yet.

    `organisation` keeps the list and answers; `place` is where the facility lies. `happened_on` is since when it is
    so. The evidence is a file of the proposer's, for her and for those who answer.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    facility = models.ForeignKey(Facility, null=True, on_delete=models.CASCADE, related_name="proposals")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    why = models.TextField()
    source = models.CharField(_("source"), max_length=200)
    happened_on = models.DateField()
    evidence_name = models.CharField(max_length=200, blank=True)
    evidence_type = models.CharField(max_length=100, blank=True)
    evidence = models.BinaryField(null=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_for = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=ProposalState.choices, default=ProposalState.PROPOSED)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        db_table = "facilities_changeproposal"
        indexes = [
            models.Index(fields=["organisation", "state", "proposed_at"], name="facilities_proposal_queue"),
            models.Index(fields=["proposed_by", "proposed_at"], name="facilities_proposal_mine"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="proposed", decided_at__isnull=True)
                | (~Q(state="proposed") & Q(decided_at__isnull=False)),
                name="facilities_changeproposal_decided_at_once_it_is",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(reason=""), name="facilities_changeproposal_refused_with_a_reason"
            ),
        ]


class ProposedFact(models.Model):
    """One field of a proposal: what it was when it was proposed, and what it should be."""

    proposal = models.ForeignKey(ChangeProposal, on_delete=models.CASCADE, related_name="facts")
    field = models.CharField(max_length=120)
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)

    class Meta:
        db_table = "facilities_proposedfact"
        constraints = [models.UniqueConstraint(fields=["proposal", "field"], name="facilities_proposedfact_once")]
