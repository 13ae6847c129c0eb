"""Pages of the people of a household: one seen, corrected, joined, left, her papers, who answers for her."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from twiza.accounts.decisions import decide
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.answering import act_and_go, is_kept
from twiza.households.actions.changing import change_person, leave_household, note_papers, return_member
from twiza.households.actions.guardians import end_guardian, name_guardian
from twiza.households.actions.registering import add_member, word_of
from twiza.households.doors import doors_of_person
from twiza.households.forms import GuardianForm, JoinForm, LeaveForm, PapersForm, PersonForm, person_said
from twiza.households.models import Household, Person
from twiza.households.person_page import page_of
from twiza.households.queries.alike import alike
from twiza.households.queries.people import adults_of
from twiza.households.rules import COMPARE_PERSONS, KEEP_HOUSEHOLDS
from twiza.households.terms import ConsentSaid
from twiza.households.views.found import guardian_for, household_for, member_for, note_read, person_for


@policy(KEEP_HOUSEHOLDS)
@require_GET
def person_detail(request: Request, person_id: uuid.UUID) -> HttpResponse:
    """Show somebody: her birth, papers, who answers for her, and what she agreed to."""
    person, household = person_for(request, person_id)
    note_read(request, "person", person.pk)
    keys = person.name_keys.values_list("key", flat=True)
    context = page_of(person, household, timezone.localdate()) | {
        "alike": alike(person, request.actor, list(keys)),
        "doors": doors_of_person(person, request.actor),
        "compares": bool(decide(request.actor, COMPARE_PERSONS)),
    }
    return render(request, "households/person.html", context)


@policy(KEEP_HOUSEHOLDS)
@require_http_methods(["GET", "POST"])
def person_change(request: Request, person_id: uuid.UUID) -> HttpResponse:
    """Correct who somebody is."""
    person, household = person_for(request, person_id)
    form = PersonForm(request.POST or None, initial=person_said(person), today=timezone.localdate())
    if request.method == "POST" and is_kept(
        form,
        lambda: change_person(person=person, terms=form.terms(), actor=request.actor, at=timezone.now()),
    ):
        messages.success(request, _("Corrected."))
        return redirect("person", person.pk)
    context = {"household": household, "person": person, "form": form}
    return render(request, "households/person_change.html", context, status=422 if form.errors else 200)


@policy(KEEP_HOUSEHOLDS)
@require_http_methods(["GET", "POST"])
def person_papers(request: Request, person_id: uuid.UUID) -> HttpResponse:
    """Note which papers somebody holds."""
    person, household = person_for(request, person_id)
    held = dict(person.papers.values_list("paper", "holding"))
    form = PapersForm(request.POST or None, initial=held)
    if request.method == "POST" and is_kept(
        form,
        lambda: note_papers(
            person=person,
            holdings=form.cleaned_data,
            on=timezone.localdate(),
            actor=request.actor,
            at=timezone.now(),
        ),
    ):
        messages.success(request, _("The papers are noted."))
        return redirect("person", person.pk)
    context = {"household": household, "person": person, "form": form}
    return render(request, "households/person_papers.html", context, status=422 if form.errors else 200)


@policy(KEEP_HOUSEHOLDS)
@require_http_methods(["GET", "POST"])
def member_new(request: Request, household_id: uuid.UUID) -> HttpResponse:
    """Register somebody who was born in a household or came to it."""
    household = household_for(request, household_id)
    form = JoinForm(request.POST or None, today=timezone.localdate())
    adults = adults_of(household, timezone.localdate())
    form.offer(adults)
    if request.method == "POST" and is_kept(form, lambda: joined(request, household, form, adults)):
        messages.success(request, _("%(name)s is registered.") % {"name": form.cleaned_data["name"]})
        return redirect("household", household.pk)
    context = {"household": household, "form": form}
    return render(request, "households/member_new.html", context, status=422 if form.errors else 200)


def joined(request: Request, household: Household, form: JoinForm, adults: list[Person]) -> Person:
    """Register who is said to have come. An adult agrees to what the head agreed to. Raises what the action raises."""
    said = form.cleaned_data
    adult = next((one for one in adults if str(one.pk) == said["adult"]), None)
    return add_member(
        household=household,
        terms=form.terms_of(own_word(adults)),
        since=said["since"],
        guardian=adult,
        actor=request.actor,
        at=timezone.now(),
    )


def own_word(adults: list[Person]) -> ConsentSaid:
    """Return what an adult agrees to when she says she agrees too: what the first adult there did."""
    words = [said for one in adults if (said := word_of(one))]
    said = words[0] if words else ConsentSaid(("register",), "oral", "fr", timezone.now())
    return ConsentSaid(said.purposes, said.how, said.language, timezone.now())


@policy(KEEP_HOUSEHOLDS)
@require_http_methods(["GET", "POST"])
def member_leave(request: Request, member_id: uuid.UUID) -> HttpResponse:
    """Say that somebody lives in a household no more."""
    member = member_for(request, member_id)
    form = LeaveForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and is_kept(
        form,
        lambda: leave_household(
            member=member,
            on=form.cleaned_data["on"],
            because=form.cleaned_data["because"],
            actor=request.actor,
            at=timezone.now(),
        ),
    ):
        messages.success(request, _("Noted. It can be taken back from the household's page."))
        return redirect("household", member.household_id)
    context = {"household": member.household, "person": member.person, "form": form}
    return render(request, "households/member_leave.html", context, status=422 if form.errors else 200)


@policy(KEEP_HOUSEHOLDS)
@require_POST
def member_return(request: Request, member_id: uuid.UUID) -> HttpResponse:
    """Take back that somebody left."""
    member = member_for(request, member_id)
    return act_and_go(
        request,
        lambda: return_member(member=member, actor=request.actor, at=timezone.now()),
        _("%(name)s lives here again.") % {"name": member.person.name},
        reverse("household", args=[member.household_id]),
    )


@policy(KEEP_HOUSEHOLDS)
@require_http_methods(["GET", "POST"])
def guardian_new(request: Request, person_id: uuid.UUID) -> HttpResponse:
    """Say who answers for a child."""
    person, household = person_for(request, person_id)
    adults = [one for one in adults_of(household, timezone.localdate()) if one.pk != person.pk]
    form = GuardianForm(request.POST or None)
    form.offer(adults)
    if request.method == "POST" and is_kept(form, lambda: named(request, person, form, adults)):
        messages.success(request, _("Noted."))
        return redirect("person", person.pk)
    context = {"household": household, "person": person, "form": form, "adults": adults}
    return render(request, "households/guardian_new.html", context, status=422 if form.errors else 200)


def named(request: Request, child: Person, form: GuardianForm, adults: list[Person]) -> None:
    """Name the guardian chosen. Raises what the action raises."""
    adult = next(one for one in adults if str(one.pk) == form.cleaned_data["adult"])
    name_guardian(
        child=child,
        adult=adult,
        kind=form.cleaned_data["kind"],
        since=None,
        actor=request.actor,
        at=timezone.now(),
    )


@policy(KEEP_HOUSEHOLDS)
@require_POST
def guardian_end(request: Request, guardian_id: uuid.UUID) -> HttpResponse:
    """Say that somebody answers for a child no more."""
    guardian = guardian_for(request, guardian_id)
    return act_and_go(
        request,
        lambda: end_guardian(guardian=guardian, until=timezone.localdate(), actor=request.actor, at=timezone.now()),
        _("Noted."),
        reverse("person", args=[guardian.child_id]),
    )
