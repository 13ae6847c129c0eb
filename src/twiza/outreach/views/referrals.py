"""The room of a caravan in which those who were referred are sent on, and followed from afar."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.case_management.queries.referrals import referrals_of
from twiza.core.errors import DomainError
from twiza.outreach.actions.referrals import send_people_on
from twiza.outreach.models import Caravan, CaravanDay, Consultation
from twiza.outreach.queries.referrals import (
    ProposedFacility,
    facilities_giving,
    facilities_near,
    people_who_may_follow,
    proposed_for,
    referred_of,
    sent_on_from,
    standing_of,
    to_be_sent_on,
)
from twiza.outreach.referral_counts import shown_standing
from twiza.outreach.referral_forms import SendingForms, sending_forms
from twiza.outreach.rules import KEEP_REGISTER, VIEW_CARAVANS
from twiza.outreach.views.found import caravan_for, may
from twiza.outreach.views.register import note_read
from twiza.procedures.due import days_late

SENT_AT_ONCE = 50
"""How many people one form sends on: the others wait for the next one."""


@policy(VIEW_CARAVANS)
@require_http_methods(["GET", "POST"])
def caravan_referrals(request: Request, caravan_id: uuid.UUID) -> HttpResponse:
    """Show what became of those who were referred; those who keep the register send people on."""
    caravan = caravan_for(request, caravan_id)
    keeps = may(request, caravan, KEEP_REGISTER)
    if request.method == "POST" and not keeps:
        raise Http404
    sending = forms_for(request, caravan) if keeps else None
    if request.method == "POST" and sending is not None and sending.is_valid():
        try:
            return sent(request, caravan, sending)
        except DomainError as error:
            sending.common.add_error(None, str(error))
    is_wrong = request.method == "POST"
    return render(
        request,
        "outreach/caravans/referrals.html",
        context_of(request, caravan, sending),
        status=422 if is_wrong else 200,
    )


def sent(request: Request, caravan: Caravan, sending: SendingForms) -> HttpResponse:
    """Send on those who are ticked, and say how many."""
    asked = list(sending.asked())
    made = send_people_on(people=asked, owner=sending.owner(), actor=request.actor, at=timezone.now())
    said = ngettext("%(count)d person is referred.", "%(count)d people are referred.", len(made))
    messages.success(request, said % {"count": len(made)})
    return redirect("caravan_referrals", caravan.pk)


def context_of(request: Request, caravan: Caravan, sending: SendingForms | None) -> dict[str, object]:
    """Return what the page shows: counts for everybody, people for those who keep the register."""
    keeps = sending is not None
    context: dict[str, object] = {
        "caravan": caravan,
        "standing": shown_standing(standing_of(caravan), sees_persons=keeps),
        "keeps_register": keeps,
        "sending": sending,
    }
    return context | (people_context(request, caravan) if keeps else {})


def people_context(request: Request, caravan: Caravan) -> dict[str, object]:
    """Return who was sent on and what became of each, and note that a register was read."""
    today = timezone.localdate()
    made = list(sent_on_from(caravan))
    seen = set(
        referrals_of(request.actor).filter(pk__in=[one.referral_id for one in made]).values_list("pk", flat=True)
    )
    for day in {one.consultation.attendance.day for one in made}:
        note_read(request, day)
    return {
        "made": [(one, days_late(one.referral.file, today), one.referral_id in seen) for one in made],
        "more": max(0, to_be_sent_on(caravan).count() - SENT_AT_ONCE),
    }


def forms_for(request: Request, caravan: Caravan) -> SendingForms:
    """Return the forms of those who wait to be sent on; those that were sent, for whom they were sent."""
    data: Any = request.POST if request.method == "POST" else None
    consultations = list(to_be_sent_on(caravan)[:SENT_AT_ONCE]) if data is None else named_in(data, caravan)
    grant = request.actor.grant
    people = list(people_who_may_follow(grant.organisation_id, timezone.localdate())) if grant else []
    return sending_forms(
        consultations, facilities_proposed(consultations), people, data=data, owner_id=request.actor.person_id
    )


def named_in(data: QueryDict, caravan: Caravan) -> list[Consultation]:
    """Return the consultations that a form was sent for: a form sent twice names those who were sent on since."""
    return [one for one in referred_of(caravan) if f"c{one.pk}-id" in data][:SENT_AT_ONCE]


def facilities_proposed(
    consultations: Sequence[Consultation],
) -> Mapping[tuple[int, int], Sequence[ProposedFacility]]:
    """Return the facilities to propose by day and specialty."""
    days: dict[int, CaravanDay] = {one.attendance.day_id: one.attendance.day for one in consultations}
    near = {pk: facilities_near(day) for pk, day in days.items()}
    specialties = {one.referred_for for one in consultations if one.referred_for}
    giving = facilities_giving(sorted(specialties, key=lambda one: one.pk))
    asked = {(one.attendance.day_id, one.referred_for_id or 0) for one in consultations}
    return {key: proposed_for(near[key[0]], giving.get(key[1], set())) for key in asked}
