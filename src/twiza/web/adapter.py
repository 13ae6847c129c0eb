"""How our door writes letters: it puts them in the box that the worker empties."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from twiza.accounts.adapter import AccountAdapter
from twiza.accounts.links import password_link, site_of
from twiza.accounts.models import Person
from twiza.messaging.actions import send_message


class LetterAdapter(AccountAdapter):
    """A mail server that is slow or away neither breaks a page nor tells, by its delay, that an account exists."""

    def send_password_reset_mail(self, user: Person, email: str, context: dict[str, Any]) -> None:
        """Queue the letter by which a person chooses a new password, in her language."""
        link = password_link(user, site_of(self.request))
        send_message(template="web/mail/password_reset", to_person=user, context={"link": link}, at=timezone.now())
