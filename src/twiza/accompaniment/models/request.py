"""A right or help that is asked for (a démarche), and where it stands."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from twiza.accompaniment.models.recorded import Recorded
from twiza.core.ids import new_id
from twiza.organisations.models import Organisation


class RequestState(models.TextChoices):
    """Where a request stands; the last three end it."""

    ASKED = "asked", pgettext_lazy("request", "Asked")
    UNDER_WAY = "under_way", pgettext_lazy("request", "Under way")
    OPENED = "opened", pgettext_lazy("request", "Obtained")
    REFUSED = "refused", pgettext_lazy("request", "Refused")
    GIVEN_UP = "given_up", pgettext_lazy("request", "Given up")


class Request(Recorded):
    """
    A right or help asked of an office, since a day.

    `kind` is a code of data/accompaniment/request_kinds.csv, `missing` the documents still to find. `settled_on` is
    the day it ended, `reason` why it was refused or given up.
    """

    kind = models.CharField(max_length=20)
    words = models.CharField(max_length=200, blank=True)
    office = models.CharField(max_length=120, blank=True)
    missing = models.CharField(max_length=300, blank=True)
    asked_on = models.DateField()
    state = models.CharField(max_length=10, choices=RequestState.choices, default=RequestState.ASKED)
    settled_on = models.DateField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "accompaniment_request"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("asked", "under_way"), settled_on__isnull=True)
                | Q(state__in=("opened", "refused", "given_up"), settled_on__isnull=False),
                name="accompaniment_request_settled_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(settled_on__isnull=True) | Q(settled_on__gte=F("asked_on")),
                name="accompaniment_request_settled_after",
            ),
        ]
        indexes = [models.Index(fields=["settled_on"], name="accompaniment_request_settled")]


class RequestMove(models.Model):
    """One change of where a request stands: by whom, when, why; the last that stands can be taken back."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="moves")
    from_state = models.CharField(max_length=10, choices=RequestState.choices)
    to_state = models.CharField(max_length=10, choices=RequestState.choices)
    happened_on = models.DateField()
    reason = models.CharField(max_length=300, blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "accompaniment_requestmove"
