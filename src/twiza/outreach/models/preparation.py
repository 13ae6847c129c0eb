"""What is made ready before a caravan: what members answered, and what partners bring."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from twiza.core.ids import new_id
from twiza.outreach.models.caravan import CaravanMember, CaravanPartner
from twiza.outreach.models.standing import StandingManager


class AnswerState(models.TextChoices):
    """What somebody who is asked to take part answered."""

    ASKED = "asked", pgettext_lazy("answer of a member", "Asked")
    CONFIRMED = "confirmed", pgettext_lazy("answer of a member", "Confirmed")
    DECLINED = "declined", pgettext_lazy("answer of a member", "Declined")


class MemberAnswer(models.Model):
    """What a member answered on a day, and who told it. The last one that was not taken back holds."""

    member = models.ForeignKey(CaravanMember, on_delete=models.CASCADE, related_name="answers")
    state = models.CharField(max_length=10, choices=AnswerState.choices)
    answered_on = models.DateField()
    told_by = models.CharField(max_length=120, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "outreach_memberanswer"


class BringingState(models.TextChoices):
    """Whether what a partner promised came."""

    PROMISED = "promised", _("Promised")
    BROUGHT = "brought", _("Brought")
    NOT_BROUGHT = "not_brought", _("Not brought")


class Contribution(models.Model):
    """
    One thing that a partner brings. `value` is what it is worth in all, as estimated, in the country's currency;
    empty when nobody estimated it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    partner = models.ForeignKey(CaravanPartner, on_delete=models.CASCADE, related_name="contributions")
    thing = models.CharField(_("thing"), max_length=300)
    quantity = models.DecimalField(_("quantity"), max_digits=10, decimal_places=2, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    value = models.DecimalField(_("estimated value"), max_digits=12, decimal_places=2, null=True, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=BringingState.choices, default=BringingState.PROMISED)
    removed_at = models.DateTimeField(null=True)

    objects = StandingManager["Contribution"]()
    kept = models.Manager["Contribution"]()

    class Meta:
        db_table = "outreach_contribution"
        constraints = [
            models.CheckConstraint(
                condition=(Q(value__isnull=True) | Q(value__gte=0)) & (Q(quantity__isnull=True) | Q(quantity__gte=0)),
                name="outreach_contribution_not_negative",
            )
        ]
