"""A form sent twice asks once, with or without a script in the browser."""

from __future__ import annotations

import uuid
from urllib.parse import urlencode

from twiza.accounts.requests import Request

FIELD = "once"
"""The field that says which showing of a form was sent."""


def id_asked_under(request: Request) -> uuid.UUID | None:
    """
    Return the id of what a form asks for: the same for the same showing of it, sent again unchanged.

    None when the form does not say which showing it is: then nobody can tell one press from two.
    """
    try:
        shown = uuid.UUID(request.POST.get(FIELD, ""))
    except ValueError:
        return None
    said = sorted((name, values) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken")
    grant = request.actor.grant
    asked_by = (request.actor.person_id, grant.organisation_id if grant else None, request.path)
    return uuid.uuid5(shown, urlencode([("by", asked_by), *said], doseq=True))
