"""Saying something to a person by mail."""

from __future__ import annotations

import datetime as dt
import logging
import smtplib
from typing import Any

from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F

from twiza.accounts.models import Person
from twiza.messaging.letters import letter_of, refuse_unknown_template
from twiza.messaging.models import MessageState, OutgoingMessage
from twiza.messaging.queries import messages_due

log = logging.getLogger(__name__)

MESSAGES_AT_ONCE = 50
# Whoever takes a message has this long to send it: longer than any mail server's patience.
HELD_FOR = dt.timedelta(minutes=10)
# After the last of these waits, a message has failed.
WAITS = tuple(dt.timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720))
PERMANENT = 500


def send_message(*, template: str, to_person: Person, context: dict[str, Any], at: dt.datetime) -> OutgoingMessage:
    """
    Queue a message to a person, in her language; it leaves with the next `send_waiting_messages`.

    `template` names three templates: `<template>.subject.txt`, `.txt` and `.html`. They are given `context`,
    which must be JSON, `recipient_name`, `language` and `direction`. Raises ValueError when one is missing.
    """
    refuse_unknown_template(template)
    return OutgoingMessage.objects.create(
        template=template,
        language=to_person.language,
        recipient=to_person,
        context=context,
        created_at=at,
        next_attempt_at=at,
    )


def send_waiting_messages(*, at: dt.datetime, mailbox: BaseEmailBackend, sender: str) -> int:
    """
    Send the messages whose time has come, at most fifty; return how many left.

    Two workers never send the same message at once. One that could not be sent is tried again after a longer
    and longer wait, six times in all. Somebody who may not sign in any more gets nothing.
    """
    messages = messages_due(at)[:MESSAGES_AT_ONCE]
    return sum(_send(message, at=at, mailbox=mailbox, sender=sender) for message in messages if _take(message, at))


def _take(message: OutgoingMessage, at: dt.datetime) -> bool:
    """Keep the message from other workers for a while; return whether none was faster."""
    same = OutgoingMessage.objects.filter(
        id=message.id, state=MessageState.WAITING, next_attempt_at=message.next_attempt_at
    )
    return same.update(next_attempt_at=at + HELD_FOR, attempts=F("attempts") + 1) == 1


def _send(message: OutgoingMessage, *, at: dt.datetime, mailbox: BaseEmailBackend, sender: str) -> bool:
    if not message.recipient.is_active:
        _end(message, MessageState.FAILED)
        return False
    try:
        letter_of(message, sender=sender, mailbox=mailbox).send()
    except Exception as error:
        _put_off(message, error, at)
        return False
    _end(message, MessageState.SENT, at)
    return True


def _put_off(message: OutgoingMessage, error: Exception, at: dt.datetime) -> None:
    """Plan the next attempt, or give up. The error's words may hold an address: only its kind is logged."""
    log.warning("Message %s (%s) was not sent: %s.", message.id, message.template, type(error).__name__)
    if message.attempts >= len(WAITS) or _is_permanent(error):
        _end(message, MessageState.FAILED)
        return
    OutgoingMessage.objects.filter(id=message.id).update(next_attempt_at=at + WAITS[message.attempts])


def _is_permanent(error: Exception) -> bool:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= PERMANENT for code, _words in error.recipients.values())
    return False


def _end(message: OutgoingMessage, state: MessageState, at: dt.datetime | None = None) -> None:
    OutgoingMessage.objects.filter(id=message.id).update(state=state, sent_at=at, context={})
