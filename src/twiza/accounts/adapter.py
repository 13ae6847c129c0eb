"""How allauth opens our door: nobody signs up alone, and sign-in speaks the person's language."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import override


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an organisation's manager or by `twiza createadmin`, never by a passer-by."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return no: an account comes with a membership."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return the home page in the person's own language."""
        with override(request.user.language):  # type: ignore[union-attr]
            return reverse("home")
