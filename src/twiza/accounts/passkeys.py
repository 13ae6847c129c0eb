"""What a browser says of a passkey, read with care: anybody can send anything in its place."""

from __future__ import annotations

import ipaddress
import json
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# A passkey with its attestation takes about 2,000 characters; with the longest chain of certificates, 10,000.
LONGEST_CREDENTIAL = 20_000
NOT_ACCEPTED = _("This passkey was not accepted, and nothing was changed. Load the page again and try once more.")
# What reading bytes that nobody vouches for may raise, in fido2 and below it.
UNREADABLE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
)


class PasskeyRefused(ValidationError):
    """The passkey is not one of this person, or was made for another site, or answers another question."""


def credential_from(said: str) -> dict[str, Any]:
    """Return the credential that a browser wrote as JSON. Raises PasskeyRefused."""
    if len(said) > LONGEST_CREDENTIAL:
        raise PasskeyRefused(NOT_ACCEPTED)
    with unreadable_refused():
        credential = json.loads(said)
        if not isinstance(credential, dict) or not credential:
            raise TypeError("A credential is an object with something in it.")
        return credential


@contextmanager
def unreadable_refused() -> Iterator[None]:
    """Turn whatever reading or checking a credential raises into PasskeyRefused."""
    try:
        yield
    except ValidationError as error:
        # allauth speaks of a wrong code, which nobody typed; that there were too many attempts is said as it is.
        raise (PasskeyRefused(NOT_ACCEPTED) if getattr(error, "code", None) == "incorrect_code" else error) from error
    except UNREADABLE as error:
        raise PasskeyRefused(NOT_ACCEPTED) from error


def address_for_passkeys(host: str, path: str) -> str | None:
    """
    Return where passkeys work instead of here: None when they work here, empty when this server has no such address.

    Browsers tie a passkey to a name, and refuse it at an address made of numbers, such as 127.0.0.1.
    """
    parts = urlsplit(f"//{host}")
    try:
        number = ipaddress.ip_address(parts.hostname or "")
    except ValueError:
        return None
    port = f":{parts.port}" if parts.port else ""
    return f"http://localhost{port}{path}" if number.is_loopback else ""
