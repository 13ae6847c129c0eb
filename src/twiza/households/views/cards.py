"""Cards of households: what a family keeps and an agent scans, with no name on it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from twiza.accounts.audit import record_audit
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.households.files.cards import cards_of
from twiza.households.models import Household
from twiza.households.queries.households import households_asked, households_of
from twiza.households.rules import KEEP_HOUSEHOLDS, SEE_HOUSEHOLD
from twiza.households.views.found import household_for
from twiza.households.views.households import filter_from

CARDS_MOST = 400
"""Fifty sheets: more are printed quarter by quarter."""


@policy(KEEP_HOUSEHOLDS)
@require_GET
def household_card(request: Request, household_id: uuid.UUID) -> HttpResponse:
    """Send the card of one household."""
    return sent(request, [household_for(request, household_id)])


@policy(KEEP_HOUSEHOLDS)
@require_GET
def household_cards(request: Request) -> HttpResponse:
    """Send the cards of the households that a list shows, eight a sheet."""
    _form, asked = filter_from(request)
    found = households_asked(households_of(request.actor), asked).select_related("organisation")
    households = list(found[: CARDS_MOST + 1])
    if not households or len(households) > CARDS_MOST:
        messages.error(
            request, _("Choose between 1 and %(most)s households, by place or agent.") % {"most": CARDS_MOST}
        )
        return redirect("households")
    return sent(request, households)


def sent(request: Request, households: list[Household]) -> HttpResponse:
    """Return cards as a file to print, noted in the audit chain."""
    record_audit(
        actor=request.actor,
        action=SEE_HOUSEHOLD,
        at=timezone.now(),
        outcome="exported",
        object_kind="households.cards",
        object_id=households[0].pk if len(households) == 1 else "",
    )
    headers = {"Content-Disposition": 'inline; filename="twiza-cards.pdf"'}
    content = cards_of(households, language=get_language() or "fr")
    return HttpResponse(content, content_type="application/pdf", headers=headers)
