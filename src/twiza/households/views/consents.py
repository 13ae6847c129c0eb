"""Pages of what a person agrees to: given, and withdrawn."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.answering import act_and_go, is_kept
from twiza.households.actions.consents import agree, withdraw_consent
from twiza.households.births import is_child_on
from twiza.households.forms import AgreeForm
from twiza.households.models import ConsentPurpose, Household, Person
from twiza.households.queries.people import adults_of
from twiza.households.rules import KEEP_HOUSEHOLDS
from twiza.households.terms import ConsentSaid
from twiza.households.views.found import consent_for, person_for
from twiza.organisations.models import Organisation


@policy(KEEP_HOUSEHOLDS)
@require_http_methods(["GET", "POST"])
def consent_new(request: Request, person_id: uuid.UUID) -> HttpResponse:
    """Keep what somebody agrees to."""
    person, household = person_for(request, person_id)
    adults = [one for one in adults_of(household, timezone.localdate()) if one.pk != person.pk]
    form = AgreeForm(request.POST or None, initial={"spoken": household.language})
    others = Organisation.objects.exclude(pk=household.organisation_id).order_by("pk")
    form.offer(guardians=adults, organisations=others, is_child=is_child_on(person, timezone.localdate()))
    if request.method == "POST" and is_kept(form, lambda: agreed(request, person, form, adults)):
        messages.success(request, _("What was agreed is kept."))
        return redirect("person", person.pk)
    context = {"household": household, "person": person, "form": form}
    return render(request, "households/consent_new.html", context, status=422 if form.errors else 200)


def agreed(request: Request, person: Person, form: AgreeForm, adults: list[Person]) -> None:
    """Keep what the form says. Raises what the action raises."""
    given, now = form.cleaned_data, timezone.now()
    recipient = Organisation.objects.filter(pk=given["recipient"]).first() if given["recipient"] else None
    purposes = (*given["purposes"], ConsentPurpose.SHARING) if recipient else tuple(given["purposes"])
    agree(
        person=person,
        said=ConsentSaid(purposes, given["how"], given["spoken"], now),
        guardian=next((one for one in adults if str(one.pk) == given["guardian"]), None),
        recipient=recipient,
        actor=request.actor,
        at=now,
    )


@policy(KEEP_HOUSEHOLDS)
@require_http_methods(["GET", "POST"])
def consent_withdraw(request: Request, consent_id: uuid.UUID) -> HttpResponse:
    """Say what withdrawing an agreement does, then withdraw it."""
    consent = consent_for(request, consent_id)
    person, household = person_for(request, consent.person_id)
    if request.method == "POST":
        return act_and_go(
            request,
            lambda: withdraw_consent(consent_id=consent.pk, actor=request.actor, at=timezone.now()),
            _("The agreement is withdrawn."),
            back_to(household, consent.purpose == ConsentPurpose.REGISTER, person),
        )
    context = {"household": household, "person": person, "consent": consent}
    return render(request, "households/consent_withdraw.html", context)


def back_to(household: Household, is_forgotten: bool, person: Person) -> str:
    """Return where one goes on: to the household once nothing is left of the person."""
    return reverse("household", args=[household.pk]) if is_forgotten else reverse("person", args=[person.pk])
