"""Pages of accompaniments: what waits, those of a person, one opened, seen, handed on, closed, opened again."""

from __future__ import annotations

import uuid
from http import HTTPStatus

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from twiza.accompaniment.accompaniment_page import page_of
from twiza.accompaniment.actions.accompaniments import (
    close_accompaniment,
    hand_on,
    open_accompaniment,
    reopen_accompaniment,
)
from twiza.accompaniment.forms import CloseForm, HandOnForm, OpenForm, WaitingForm
from twiza.accompaniment.models import Accompaniment
from twiza.accompaniment.queries.accompaniments import (
    Waiting,
    accompaniments_of,
    asked,
    counts_of,
    of_own,
    of_person,
    shown,
)
from twiza.accompaniment.queries.own_file import holding
from twiza.accompaniment.rules import FOLLOW
from twiza.accompaniment.views.found import accompaniment_for, kept_for, note_read
from twiza.accompaniment.views.writing import Words, form_page
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.answering import act_and_go, is_kept
from twiza.households.births import is_child_on
from twiza.households.models import Household, Person
from twiza.households.queries.agents import agents_of
from twiza.households.queries.people import adults_of
from twiza.households.views.found import person_for

PER_PAGE = 25
OPEN = {"": True, "closed": False, "all": None}


@policy(FOLLOW)
@require_GET
def accompaniment_list(request: Request) -> HttpResponse:
    """List the accompaniments that the actor may see, and what waits in them."""
    today = timezone.localdate()
    form = WaitingForm(request.GET, auto_id="filter_%s")
    form.is_valid()
    given = form.cleaned_data
    seen = accompaniments_of(request.actor)
    filter = Waiting(given.get("q", ""), given.get("wait", ""), given.get("whose", ""), OPEN[given.get("state", "")])
    found = asked(seen, filter, request.actor, today).values_list("pk", flat=True)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": form,
        "page": page,
        "page_numbers": page.paginator.get_elided_page_range(page.number),
        "accompaniments": shown(list(page.object_list), request.actor, today),
        "counts": counts_of(seen, request.actor, today),
        "is_asked": any(given.values()),
        "own_id": request.actor.grant.organisation_id if request.actor.grant else None,
        "today": today,
    }
    return render(request, "accompaniment/accompaniments.html", context)


@policy(FOLLOW)
@require_GET
def person_accompaniment(request: Request, person_id: uuid.UUID) -> HttpResponse:
    """Show the accompaniments of somebody whose family the actor follows."""
    person, household = person_for(request, person_id)
    found = of_person(request.actor, person)
    context = {
        "person": person,
        "household": household,
        "accompaniments": list(found),
        "may_open": not found.filter(of_own(request.actor), closed_on=None).exists() and is_with_us(person),
    }
    return render(request, "accompaniment/of_person.html", context)


def is_with_us(person: Person) -> bool:
    """Return whether somebody can be accompanied."""
    return person.died_on is None and person.erased_at is None and person.merged_into_id is None


@policy(FOLLOW)
@require_http_methods(["GET", "POST"])
def accompaniment_new(request: Request, person_id: uuid.UUID) -> HttpResponse:
    """Open the accompaniment of somebody who agrees to it."""
    person, household = person_for(request, person_id)
    today = timezone.localdate()
    start = {"opened_on": today, "language": household.language, "spoken": household.language}
    form = OpenForm(request.POST or None, initial=start)
    offer_guardians(form, person, household)
    if request.method == "POST" and is_kept(form, lambda: opened(request, person, form)):
        messages.success(request, _("The accompaniment is open."))
        return redirect("accompaniment", form.cleaned_data["id"])
    context = {"person": person, "household": household, "form": form}
    return render(request, "accompaniment/new.html", context, status=422 if form.errors else 200)


def offer_guardians(form: OpenForm, person: Person, household: Household) -> None:
    """Offer who may answer for somebody: the adults she lives with."""
    today = timezone.localdate()
    adults = [one for one in adults_of(household, today) if one.pk != person.pk]
    form.offer_guardians(adults, is_child=is_child_on(person, today))


def opened(request: Request, person: Person, form: OpenForm) -> object:
    """Open the accompaniment that the form asks for. Raises what the action raises."""
    now = timezone.now()
    return open_accompaniment(
        id=form.cleaned_data["id"],
        person=person,
        terms=form.terms(),
        agreed=form.agreed(now),
        actor=request.actor,
        at=now,
    )


@policy(FOLLOW)
@require_GET
def accompaniment_detail(request: Request, accompaniment_id: uuid.UUID) -> HttpResponse:
    """Show the parts of an accompaniment that the actor reads."""
    accompaniment = accompaniment_for(request, accompaniment_id)
    note_read(request, accompaniment)
    context = page_of(accompaniment, request.actor, timezone.localdate())
    if context["keeps"]:
        context["agreements"] = holding(accompaniment)
        context["code"] = accompaniment.codes.filter(revoked_at=None).first()
    return render(request, "accompaniment/accompaniment.html", context)


@policy(FOLLOW)
@require_http_methods(["GET", "POST"])
def accompaniment_close(request: Request, accompaniment_id: uuid.UUID) -> HttpResponse:
    """Say that somebody is accompanied no more."""
    accompaniment = kept_for(request, accompaniment_id)
    form = CloseForm(request.POST or None, initial={"on": timezone.localdate()})
    words = Words(
        title=_("Close this accompaniment"),
        intro=_("It stays in the records and can be opened again; nobody it was shared with reads it any more."),
        button=_("Close it"),
        done=_("The accompaniment is closed."),
    )
    return form_page(
        request,
        accompaniment,
        form,
        lambda: close_accompaniment(
            accompaniment=accompaniment,
            on=form.cleaned_data["on"],
            because=form.cleaned_data["because"],
            actor=request.actor,
            at=timezone.now(),
        ),
        words,
    )


@policy(FOLLOW)
@require_POST
def accompaniment_reopen(request: Request, accompaniment_id: uuid.UUID) -> HttpResponse:
    """Open a closed accompaniment again."""
    accompaniment = kept_for(request, accompaniment_id)
    return act_and_go(
        request,
        lambda: reopen_accompaniment(accompaniment=accompaniment, actor=request.actor, at=timezone.now()),
        _("The accompaniment is open again."),
        reverse("accompaniment", args=[accompaniment.pk]),
    )


@policy(FOLLOW)
@require_http_methods(["GET", "POST"])
def accompaniment_hand_on(request: Request, accompaniment_id: uuid.UUID) -> HttpResponse:
    """Let a colleague accompany somebody from now on."""
    accompaniment = kept_for(request, accompaniment_id)
    form = HandOnForm(request.POST or None)
    colleagues = agents_of(accompaniment.organisation_id, timezone.localdate())
    form.offer(colleagues.exclude(pk=accompaniment.followed_by_id))
    words = Words(
        title=_("Let a colleague accompany her"),
        intro=_("What is protected stays with who wrote it and those she named: it is not handed on."),
        button=_("Hand on"),
        done=_("The accompaniment changed hands."),
    )
    answer = form_page(request, accompaniment, form, lambda: handed_on(request, accompaniment, form), words)
    is_gone = answer.status_code == HTTPStatus.FOUND and not is_seen(request, accompaniment)
    return redirect("accompaniments") if is_gone else answer


def handed_on(request: Request, accompaniment: Accompaniment, form: HandOnForm) -> object:
    """Let the colleague chosen accompany somebody. Raises what the action raises."""
    return hand_on(accompaniment=accompaniment, to=form.colleague(), actor=request.actor, at=timezone.now())


def is_seen(request: Request, accompaniment: Accompaniment) -> bool:
    """Return whether the actor may see an accompaniment still."""
    return accompaniments_of(request.actor).filter(pk=accompaniment.pk).exists()
