"""Decisions about accounts."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from twiza.accounts.models import Person
from twiza.core.errors import InputError


class EmailTaken(InputError):
    """Somebody has an account with this address already."""


class EmailNotUnderstood(InputError):
    """This is not an e-mail address."""


class PasswordRefused(InputError):
    """The password is too short, too common, or too like the person's name or address."""


def create_person(*, email: str, name: str, language: str, password: str | None, at: dt.datetime) -> Person:
    """
    Make an account; without a password the person sets one from the link she is sent.

    Raises EmailNotUnderstood, EmailTaken, PasswordRefused.
    """
    address = email.strip().lower()
    refuse_bad_address(address)
    person = Person(email=address, name=name.strip(), language=language, joined_at=at)
    if password is not None:
        refuse_weak_password(password, person)
    person.set_password(password)
    person.save(force_insert=True)
    return person


def refuse_bad_address(address: str) -> None:
    """Raise EmailNotUnderstood or EmailTaken."""
    try:
        validate_email(address)
    except ValidationError:
        raise EmailNotUnderstood(_("%(email)s is not an e-mail address.") % {"email": address}) from None
    if Person.objects.filter(email__iexact=address).exists():
        raise EmailTaken(_("%(email)s has an account already.") % {"email": address})


def refuse_weak_password(password: str, person: Person) -> None:
    """Raise PasswordRefused with every reason."""
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise PasswordRefused(" ".join(error.messages)) from None


def close_account(*, person: Person) -> Person:
    """Let the person sign in no more; her open sessions end at their next request."""
    person.is_active = False
    person.save(update_fields=["is_active"])
    return person
