"""The words of a message, in its language: subject, text, and the same as HTML."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.template import Context, TemplateDoesNotExist
from django.template.loader import get_template
from django.utils.translation import get_language_info, override

from twiza.messaging.models import OutgoingMessage

PARTS = ("subject.txt", "txt", "html")


def refuse_unknown_template(template: str) -> None:
    """Raise ValueError unless the template has its three parts."""
    for part in PARTS:
        try:
            get_template(f"{template}.{part}")
        except TemplateDoesNotExist:
            raise ValueError(f"The message {template} has no {template}.{part}.") from None


def letter_of(message: OutgoingMessage, *, sender: str, mailbox: BaseEmailBackend) -> EmailMultiAlternatives:
    """Return the e-mail that says a message; its Message-ID is the same at every attempt."""
    with override(message.language):
        direction = "rtl" if get_language_info(message.language)["bidi"] else "ltr"
        context = {**message.context, "language": message.language, "direction": direction}
        context["recipient_name"] = message.recipient.name
        letter = EmailMultiAlternatives(
            subject=" ".join(_plain(f"{message.template}.subject.txt", context).split()),
            body=_plain(f"{message.template}.txt", context),
            from_email=sender,
            to=[message.recipient.email],
            headers={"Message-ID": f"<{message.id}@{_domain_of(sender)}>", "Auto-Submitted": "auto-generated"},
            connection=mailbox,
        )
        letter.attach_alternative(get_template(f"{message.template}.html").render(context), "text/html")
    return letter


def _plain(name: str, context: Mapping[str, Any]) -> str:
    """Return a text template's words as they are: `&` is no `&amp;` in a plain text."""
    template: Any = get_template(name)
    return str(template.template.render(Context(dict(context), autoescape=False))).strip() + "\n"


def _domain_of(sender: str) -> str:
    return sender.rstrip(">").rpartition("@")[2] or "localhost"
