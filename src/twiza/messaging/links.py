"""Links that carry their own proof: made by us, for one purpose, for a time."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from twiza.core.errors import InputError


class LinkNotValid(InputError):
    """The link was changed on its way, cut, or made for something else."""


class LinkExpired(InputError):
    """The link was good, and is too old."""


def sign_link(*, purpose: str, content: dict[str, Any], at: dt.datetime) -> str:
    """
    Return a token to put in an address: `content` can be read by anybody, and changed by nobody.

    `content` is JSON, and holds ids rather than names.
    """
    return signing.dumps({"content": content, "at": at.timestamp()}, salt=_salt(purpose), compress=True)


def read_link(token: str, *, purpose: str, max_age: dt.timedelta, at: dt.datetime) -> dict[str, Any]:
    """Return the content of a token made for this purpose. Raises LinkNotValid or LinkExpired."""
    try:
        signed = signing.loads(token, salt=_salt(purpose))
    except signing.BadSignature:
        raise LinkNotValid(_("This link is not valid: copy the whole of it, or ask for a new one.")) from None
    if at.timestamp() - signed["at"] > max_age.total_seconds():
        raise LinkExpired(_("This link is too old: ask for a new one."))
    content: dict[str, Any] = signed["content"]
    return content


def _salt(purpose: str) -> str:
    return f"twiza.messaging.links:{purpose}"
