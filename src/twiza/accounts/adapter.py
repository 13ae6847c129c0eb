"""How allauth opens our door: nobody signs up alone, and what it asks and says is in our words."""

from __future__ import annotations

import time
from urllib.parse import urlsplit

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from twiza.accounts.links import is_own_path
from twiza.accounts.models import Person
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

    def is_safe_url(self, url: str) -> bool:
        """Return whether a person may be sent there: allauth would take `http://localhost/`, whoever answers."""
        return is_own_path(url)

    def is_reauthentication_required(self, *, app: str, **about: object) -> bool:
        """
        Return whether a person must prove again that it is her, before she changes how her account is protected.

        Her sign-in counts as proof as long as a password said again does: allauth alone counts only the latter.
        """
        records = get_authentication_records(self.request, self.request.user)
        limit = app_settings.REAUTHENTICATION_TIMEOUT
        return not any(is_recent_proof(one["at"], now=time.time(), limit_seconds=limit) for one in records[-1:])

    def get_reauthentication_methods(self, user: AbstractBaseUser | AnonymousUser) -> list[dict[str, str]]:
        """Return the ways in which a person may prove again that it is her, in our words."""
        return [{**way, "description": WAYS[way["id"]]()} for way in super().get_reauthentication_methods(user)]


WAYS = {
    "reauthenticate": lambda: _("With your password"),
    "mfa_reauthenticate": lambda: _("With a code of your application, or a recovery code"),
    "mfa_reauthenticate:webauthn": lambda: _("With a passkey"),
}


class SecondStepAdapter(DefaultMFAAdapter):
    """How we name ourselves to those who keep passkeys."""

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return the name that passkeys are tied to: that of this server as the browser knows it, without its port."""
        return {"id": urlsplit(f"//{context.request.get_host()}").hostname or "", "name": "Twiza"}

    def generate_authenticator_name(self, user: Person, type: Authenticator.Type) -> str:
        """Return a name for a passkey that its owner gave none."""
        count = Authenticator.objects.filter(user=user, type=type).count()
        return _("Passkey %(number)s") % {"number": count + 1}
