"""Where links lead: the one by which a person chooses her password, and those asked for after a `next=`."""

from __future__ import annotations

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import override

from twiza.accounts.models import Person


def site_of(request: HttpRequest) -> str:
    """
    Return how people reach this server, for links in letters.

    With public names it is the first of them, whatever name the request was sent to: that is for its sender to choose.
    """
    if settings.TWIZA_HOSTS:
        return f"https://{settings.TWIZA_HOSTS[0]}"
    return request.build_absolute_uri("/").rstrip("/")


def password_link(person: Person, site: str) -> str:
    """
    Return the address of the page where a person sets her password, good once and for three days.

    `site` is how she reaches this server, such as https://twiza.example.
    """
    key = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(person)
    with override(person.language):
        return site + reverse("account_reset_password_from_key", args=[user_pk_to_url_str(person), key])


def is_own_path(target: str) -> bool:
    """Return whether an address is a path of this server; one with a host is not, even under a name of ours."""
    return target.startswith("/") and url_has_allowed_host_and_scheme(target, allowed_hosts=None)
