"""How allauth opens our door: nobody signs up alone, and sign-in speaks the person's language."""

from __future__ import annotations

import time

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import override

from twiza.accounts.rules import is_recent_proof


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an organisation's manager or by `twiza createadmin`, never by a passer-by."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return no: an account comes with a membership."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return the home page in the person's own language."""
        with override(request.user.language):  # type: ignore[union-attr]
            return reverse("home")

    def is_reauthentication_required(self, *, app: str, **about: object) -> bool:
        """
        Return whether a person must prove again that it is her, before she changes how her account is protected.

        Her sign-in counts as proof as long as a password said again does: allauth alone counts only the latter.
        """
        records = get_authentication_records(self.request, self.request.user)
        limit = app_settings.REAUTHENTICATION_TIMEOUT
        return not any(is_recent_proof(one["at"], now=time.time(), limit_seconds=limit) for one in records[-1:])
