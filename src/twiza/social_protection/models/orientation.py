"""What a person decided about a household and a scheme, with what the rules had said. Identified data (P3)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from twiza.core.ids import new_id
from twiza.rulesets.models import RulesetVersion
from twiza.social_protection.models.enquiry import Enquiry
from twiza.social_protection.models.scheme import Scheme


class Choice(models.TextChoices):
    """What a person decides; the rules only orient."""

    ORIENT = "orient", _("Orient to this scheme")
    NOT_NOW = "not_now", _("Not now")
    NOT_WANTED = "not_wanted", _("The person does not want it")


class Orientation(models.Model):
    """
    One decision about one scheme, after an enquiry.

    `rules`, `rule`, `outcome` and `to_be_validated` are what the table said at that moment, from the questions
    answered then (`inputs`: their codes, never the answers).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="orientations")
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(max_length=10, choices=Choice.choices)
    reason = models.CharField(_("reason"), max_length=500)
    rules = models.ForeignKey(RulesetVersion, on_delete=models.PROTECT, related_name="+")
    rule = models.CharField(max_length=60, blank=True)
    outcome = models.CharField(max_length=20)
    to_be_validated = models.BooleanField()
    inputs = models.JSONField(default=list)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    taken_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "social_protection_orientation"
        constraints = [
            models.UniqueConstraint(
                fields=["enquiry", "scheme"],
                condition=Q(taken_back_at__isnull=True),
                name="social_protection_orientation_one_holds",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="social_protection_orientation_has_a_reason"),
        ]
