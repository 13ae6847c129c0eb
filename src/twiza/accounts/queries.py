"""Questions about the accounts of people."""

from __future__ import annotations

from allauth.mfa.models import Authenticator

from twiza.accounts.decisions import Actor
from twiza.accounts.models import Person
from twiza.accounts.rules import Role
from twiza.core.queries import is_demonstration

SECOND_STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def lacks_second_factor(person: Person, actor: Actor, *, is_loopback: bool) -> bool:
    """
    Return whether the person must set up two-step verification before going on.

    Everybody needs it but the field profile, and demonstration accounts on a loopback over plain http.
    """
    if actor.role == Role.FIELD_AGENT or (is_loopback and is_demonstration()):
        return False
    return not Authenticator.objects.filter(user=person, type__in=SECOND_STEPS).exists()
