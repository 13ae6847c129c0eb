"""What is ticked off before a caravan."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from twiza.core.ids import new_id
from twiza.outreach.models.caravan import Caravan
from twiza.outreach.models.standing import StandingManager


class UsualTask(models.TextChoices):
    """What is to be ticked before every caravan: no record shows that it was done."""

    REGISTER_PRINTED = "register_printed", _("Paper registers printed")
    POSTER_SHOWN = "poster_shown", _("Poster put up")
    WORD_PASSED_ON = "word_passed_on", _("Word passed on in the localities")
    VEHICLES_READY = "vehicles_ready", _("Vehicles and drivers ready")
    NOTICE_PRACTISED = "notice_practised", _("Consent notice practised aloud, in Arabic and Tamazight")


class PreparationTask(models.Model):
    """A box to tick: one of the usual ones (`code`), or one in words of its own (`text`)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    caravan = models.ForeignKey(Caravan, on_delete=models.CASCADE, related_name="tasks")
    code = models.CharField(max_length=20, choices=UsualTask.choices, blank=True)
    text = models.CharField(_("to do"), max_length=200, blank=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)

    objects = StandingManager["PreparationTask"]()
    kept = models.Manager["PreparationTask"]()

    class Meta:
        db_table = "outreach_preparationtask"
        constraints = [
            models.UniqueConstraint(fields=["caravan", "code"], condition=~Q(code=""), name="outreach_task_code_once"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False),
                name="outreach_task_done_by_somebody",
            ),
        ]
