"""Questions about the accounts of people."""

from __future__ import annotations

from allauth.mfa.models import Authenticator

from twiza.accounts.decisions import Actor
from twiza.accounts.models import Person
from twiza.accounts.rules import Role
from twiza.core.queries import is_demonstration


def lacks_second_factor(person: Person, actor: Actor, *, is_loopback: bool) -> bool:
    """
    Return whether the person must set up a second factor before going on.

    Everybody needs one but the field profile, and demonstration accounts on a loopback over plain http.
    """
    if actor.role == Role.FIELD_AGENT or (is_loopback and is_demonstration()):
        return False
    return not Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists()
