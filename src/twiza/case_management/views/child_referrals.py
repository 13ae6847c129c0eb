"""The page that refers a child followed at home, for an alert that waits or without one."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from twiza.access.models import Specialty
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.case_management.actions.child_referrals import refer_child
from twiza.case_management.actions.visits import rules_of
from twiza.case_management.child_page import AlertLine, alert_line
from twiza.case_management.child_referral_form import ReferChildForm
from twiza.case_management.models import ChildAlert, Urgency
from twiza.case_management.queries.child_referrals import facilities_near
from twiza.case_management.rules import FOLLOW_CHILDREN
from twiza.case_management.views.children import child_for
from twiza.core.answering import is_kept
from twiza.households.models import Person
from twiza.households.queries.households import household_of

FOR_CHILDREN = "paediatrics"
"""The specialty proposed first."""
DANGER = "AL1"


@policy(FOLLOW_CHILDREN)
@require_http_methods(["GET", "POST"])
def child_refer(request: Request, person_id: uuid.UUID) -> HttpResponse:
    """Refer a child without an alert."""
    return referring(request, child_for(request, person_id), None)


@policy(FOLLOW_CHILDREN)
@require_http_methods(["GET", "POST"])
def alert_refer(request: Request, alert_id: uuid.UUID) -> HttpResponse:
    """Refer a child for an alert."""
    alert = get_object_or_404(ChildAlert.objects.select_related("child"), pk=alert_id)
    return referring(request, child_for(request, alert.child_id), alert)


def referring(request: Request, child: Person, alert: ChildAlert | None) -> HttpResponse:
    """Show the form of a referral, or make it and show the referral."""
    line = alert_line(alert, rules_of(child, timezone.localdate())) if alert else None
    form = form_for(request, child, line)
    if request.method == "POST" and is_kept(
        form,
        lambda: refer_child(
            id=form.cleaned_data["id"],
            child=child,
            alert=alert,
            terms=form.terms(),
            actor=request.actor,
            at=timezone.now(),
        ),
    ):
        messages.success(request, _("The child is referred. Give the family the slip, or send the link."))
        return redirect("referral", form.cleaned_data["id"])
    context = {"child": child, "line": line, "form": form}
    return render(request, "case_management/child_refer.html", context, status=422 if form.errors else 200)


def form_for(request: Request, child: Person, line: AlertLine | None) -> ReferChildForm:
    """Return the form with what is proposed: the nearest facility, and at once for a danger sign."""
    household = household_of(child)
    facilities = facilities_near(household.place) if household else []
    initial: dict[str, Any] = {
        "specialty": FOR_CHILDREN,
        "facility": str(facilities[0].pk) if facilities else "",
        "urgency": Urgency.EMERGENCY if line and line.alert.code == DANGER else Urgency.SOON,
        "reason": line.about if line else "",
        "issued_on": timezone.localdate(),
    }
    form = ReferChildForm(request.POST or None, initial=initial)
    form.offer(Specialty.objects.order_by("position", "code"), facilities)
    return form
