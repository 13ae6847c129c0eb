"""Who belongs to the maker's organisation, or no more, and the key of her account."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.conf import settings
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from twiza.accounts.models import Person
from twiza.accounts.rules import Role
from twiza.conftest import LONG_AGO, NOW
from twiza.organisations.models import Membership
from twiza.territory.models import Place
from twiza.web.tests.made.maker import Made, Maker


def people_made(maker: Maker, places: dict[str, Place]) -> Made:
    """Return the arguments of routes about people and their accounts."""
    members = {"organisation_id": maker.organisation.pk}
    return {
        "members": members,
        "membership": members | {"membership_id": maker.person.memberships.get().pk},
        "ended": members | {"membership_id": ended_membership(maker).pk},
        "passkey": {"pk": passkey(maker).pk if "webauthn" in settings.MFA_SUPPORTED_TYPES else 0},
    }


def ended_membership(maker: Maker) -> Membership:
    """Return the membership of somebody who acts for the organisation no more."""
    past = Person.objects.create(email=f"{maker.word}@example.org", name=f"{maker.word}-partie", joined_at=NOW)
    return Membership.objects.create(
        person=past,
        organisation=maker.organisation,
        role=Role.FIELD_AGENT,
        valid_from=LONG_AGO,
        ended_on=NOW.date(),
    )


def passkey(maker: Maker) -> Authenticator:
    """Return a key that somebody opens her account with: well formed, and of no machine."""
    key = ES256.from_ctap1(b"\x04" + 64 * b"\x01")
    made = AttestedCredentialData.create(aaguid=Aaguid.NONE, credential_id=maker.word.encode(), public_key=key)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT
    proof = AttestationObject.create("none", AuthenticatorData.create(32 * b"\x00", flags, 0, made), {})
    client = CollectedClientData.create(type="webauthn.create", challenge=b"", origin="https://localhost")
    said = {"clientDataJSON": websafe_encode(client), "attestationObject": websafe_encode(proof)}
    identity = websafe_encode(maker.word.encode())
    credential = {"id": identity, "rawId": identity, "type": "public-key", "response": said}
    data = {"name": f"{maker.word}-cle", "credential": credential}
    return Authenticator.objects.create(user=maker.person, type=Authenticator.Type.WEBAUTHN, data=data)
