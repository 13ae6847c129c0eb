"""Questions about outgoing mail."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet

from twiza.messaging.models import MessageState, OutgoingMessage


def messages_due(at: dt.datetime) -> QuerySet[OutgoingMessage]:
    """Return the messages whose time to be sent has come, the oldest first."""
    waiting = OutgoingMessage.objects.filter(state=MessageState.WAITING, next_attempt_at__lte=at)
    return waiting.select_related("recipient").order_by("next_attempt_at", "id")
