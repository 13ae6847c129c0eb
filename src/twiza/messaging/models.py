"""Mail on its way out."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from twiza.core.ids import new_id


class MessageState(models.TextChoices):
    """Where a message stands."""

    WAITING = "waiting", _("Waiting")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Not sent")


class OutgoingMessage(models.Model):
    """
    One message to one person. Its words are made from the template when it leaves.

    `context` is emptied once the message has left or failed: what was said is kept by whoever said it.
    Whoever set `next_attempt_at` sends it, and nobody else before that time.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    template = models.CharField(max_length=120)
    language = models.CharField(max_length=2)
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="messages_received")
    context = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=MessageState.choices, default=MessageState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "messaging_outgoingmessage"
        indexes = [models.Index(fields=["state", "next_attempt_at"], name="messaging_outgoing_waiting")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="sent", sent_at__isnull=False)
                | (~models.Q(state="sent") & models.Q(sent_at__isnull=True)),
                name="messaging_outgoing_sent_has_its_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.id}"
