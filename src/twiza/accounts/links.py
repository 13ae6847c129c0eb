"""The link by which a person chooses her password."""

from __future__ import annotations

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse
from django.utils.translation import override

from twiza.accounts.models import Person


def password_link(person: Person, site: str) -> str:
    """
    Return the address of the page where a person sets her password, good once and for three days.

    `site` is how she reaches this server, such as https://twiza.example.
    """
    key = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(person)
    with override(person.language):
        return site + reverse("account_reset_password_from_key", args=[user_pk_to_url_str(person), key])
