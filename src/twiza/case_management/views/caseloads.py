"""The page of caseloads: who follows how many families and children, and which families nobody follows."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.case_management.queries.caseloads import caseloads_of
from twiza.case_management.rules import FOLLOW_CASELOADS
from twiza.households.queries.handovers import handovers_of

HANDOVERS_SHOWN = 20


@policy(FOLLOW_CASELOADS)
@require_GET
def caseload_list(request: Request) -> HttpResponse:
    """Show what each agent of the organisation follows, of the families that the actor sees."""
    loads = caseloads_of(request.actor, timezone.localdate())
    context = {"loads": loads, "handovers": handovers_of(request.actor)[:HANDOVERS_SHOWN]}
    return render(request, "case_management/caseloads.html", context)
