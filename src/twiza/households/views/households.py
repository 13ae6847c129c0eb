"""Pages of households: the list, one registered, one seen, changed, closed, given to another agent."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from twiza.accounts.decisions import decide
from twiza.accounts.models import Person as Account
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.answering import act_and_go, is_kept
from twiza.core.ids import new_id
from twiza.households.actions.assignments import assign_household
from twiza.households.actions.changing import change_household, close_household, reopen_household
from twiza.households.actions.name_keys import keys_of
from twiza.households.actions.registering import organisation_of, register_household
from twiza.households.doors import doors_of_household
from twiza.households.forms import (
    AgentForm,
    CloseForm,
    ConsentForm,
    HeadForm,
    HouseholdFilterForm,
    HouseholdForm,
    MemberFormSet,
    household_said,
)
from twiza.households.household_page import page_of
from twiza.households.models import Person
from twiza.households.queries.agents import agents_of
from twiza.households.queries.alike import Pair, alike
from twiza.households.queries.households import HouseholdFilter, households_asked, households_of, shown
from twiza.households.queries.places import places_offered
from twiza.households.rules import COMPARE_PERSONS, KEEP_HOUSEHOLDS
from twiza.households.views.found import household_for, may_decide, note_read

HOUSEHOLDS_PER_PAGE = 25
OPEN = {"": True, "closed": False, "all": None}


@policy(KEEP_HOUSEHOLDS)
@require_GET
def household_list(request: Request) -> HttpResponse:
    """List the households that the actor may see, the last registered first."""
    form, asked = filter_from(request)
    found = households_asked(households_of(request.actor), asked)
    page = Paginator(found.values_list("pk", flat=True), HOUSEHOLDS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": form,
        "page": page,
        "page_numbers": page.paginator.get_elided_page_range(page.number),
        "households": shown(list(page.object_list)),
        "is_asked": any(form.cleaned_data.values()),
        "compares": bool(decide(request.actor, COMPARE_PERSONS)),
        "query": request.GET.urlencode(),
    }
    return render(request, "households/households.html", context)


def filter_from(request: Request) -> tuple[HouseholdFilterForm, HouseholdFilter]:
    """Return the filter as a form and as a question; what is not understood asks nothing, and says so."""
    form = HouseholdFilterForm(request.GET, auto_id="filter_%s")
    organisation = request.actor.grant.organisation_id if request.actor.grant else 0
    form.offer(places=places_offered(request.actor), agents=agents_of(organisation, timezone.localdate()))
    form.is_valid()
    given = form.cleaned_data
    place, agent = given.get("place"), given.get("agent")
    asked = HouseholdFilter(
        text=given.get("q", ""),
        organisation_id=organisation,
        place_id=int(place) if place else None,
        agent_id=int(agent) if agent else None,
        is_open=OPEN[given.get("state", "")],
    )
    return form, asked


@policy(KEEP_HOUSEHOLDS)
@require_http_methods(["GET", "POST"])
def household_new(request: Request) -> HttpResponse:
    """Register a household."""
    given, today = request.POST or None, timezone.localdate()
    household_id = uuid_of(request.POST.get("id", "")) or new_id()
    form = HouseholdForm(given, actor=request.actor)
    head = HeadForm(given, prefix="head", today=today)
    consent = ConsentForm(given, prefix="consent")
    members = MemberFormSet(given, prefix="members", form_kwargs={"today": today})
    # Each is asked, so that every mistake shows at once.
    refused = [one for one in (form, head, consent, members) if not one.is_valid()]
    known = known_already(request, head) if not refused and "is_another" not in request.POST else []
    if (
        not refused
        and not known
        and is_kept(form, lambda: registered(request, household_id, form, head, consent, members))
    ):
        messages.success(request, _("The household is registered."))
        return redirect("household", household_id)
    context = {"id": household_id, "form": form, "head": head, "consent": consent, "members": members, "known": known}
    return render(request, "households/household_new.html", context, status=422 if given else 200)


def known_already(request: Request, head: HeadForm) -> list[Pair]:
    """Return who of those the actor sees the head might be, the likeliest first: she says whether it is another."""
    terms = head.terms()
    person = Person(
        id=head.cleaned_data["id"],
        organisation_id=organisation_of(request.actor),
        name=terms.name,
        sex=terms.sex,
        born_on=terms.birth.on,
        birth_known=terms.birth.known,
    )
    return alike(person, request.actor, keys_of(terms.name, person))


def registered(
    request: Request,
    household_id: uuid.UUID,
    form: HouseholdForm,
    head: HeadForm,
    consent: ConsentForm,
    members: MemberFormSet,  # type: ignore[valid-type]
) -> None:
    """Register what the page says. Raises what the action raises."""
    now = timezone.now()
    said = consent.said(now)
    others = [one.terms_of(said) for one in members if one.has_changed()]  # type: ignore[attr-defined]
    register_household(
        id=household_id,
        terms=form.terms(timezone.localdate()),
        members=[head.member(said), *others],
        actor=request.actor,
        at=now,
    )


def uuid_of(text: str) -> uuid.UUID | None:
    """Return an id as somebody sent it; None when it is none."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


@policy(KEEP_HOUSEHOLDS)
@require_GET
def household_detail(request: Request, household_id: uuid.UUID) -> HttpResponse:
    """Show who lives in a household, where, and what they agreed to."""
    household = household_for(request, household_id)
    note_read(request, "household", household.pk)
    agents = AgentForm()
    agents.offer(agents_of(household.organisation_id, timezone.localdate()))
    decides = may_decide(request, household)
    context = page_of(household, timezone.localdate()) | {
        "agents": agents if decides else None,
        "doors": doors_of_household(household, request.actor),
    }
    return render(request, "households/household.html", context)


@policy(KEEP_HOUSEHOLDS)
@require_http_methods(["GET", "POST"])
def household_change(request: Request, household_id: uuid.UUID) -> HttpResponse:
    """Correct where a household lives."""
    household = household_for(request, household_id)
    form = HouseholdForm(request.POST or None, actor=request.actor, initial=household_said(household))
    if request.method == "POST" and is_kept(
        form,
        lambda: change_household(
            household=household,
            terms=form.terms(household.registered_on),
            actor=request.actor,
            at=timezone.now(),
        ),
    ):
        messages.success(request, _("The household is changed."))
        return redirect("household", household.pk)
    context = {"household": household, "form": form}
    return render(request, "households/household_change.html", context, status=422 if form.errors else 200)


@policy(KEEP_HOUSEHOLDS)
@require_http_methods(["GET", "POST"])
def household_close(request: Request, household_id: uuid.UUID) -> HttpResponse:
    """Close a household."""
    household = household_for(request, household_id)
    form = CloseForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and is_kept(
        form,
        lambda: close_household(
            household=household,
            on=form.cleaned_data["on"],
            because=form.cleaned_data["because"],
            actor=request.actor,
            at=timezone.now(),
        ),
    ):
        messages.success(request, _("The household is closed. It can be opened again from its page."))
        return redirect("household", household.pk)
    context = {"household": household, "form": form}
    return render(request, "households/household_close.html", context, status=422 if form.errors else 200)


@policy(KEEP_HOUSEHOLDS)
@require_POST
def household_reopen(request: Request, household_id: uuid.UUID) -> HttpResponse:
    """Open a closed household again."""
    household = household_for(request, household_id)
    return act_and_go(
        request,
        lambda: reopen_household(household=household, actor=request.actor, at=timezone.now()),
        _("The household is followed again."),
        reverse("household", args=[household.pk]),
    )


@policy(KEEP_HOUSEHOLDS)
@require_POST
def household_assign(request: Request, household_id: uuid.UUID) -> HttpResponse:
    """Let somebody else follow a household."""
    household = household_for(request, household_id)
    form = AgentForm(request.POST)
    form.offer(agents_of(household.organisation_id, timezone.localdate()))
    back = reverse("household", args=[household.pk])
    if not form.is_valid():
        messages.error(request, _("Choose who follows this household."))
        return redirect(back)
    agent = Account.objects.get(pk=form.cleaned_data["agent"])
    return act_and_go(
        request,
        lambda: assign_household(household=household, agent=agent, actor=request.actor, at=timezone.now()),
        _("%(name)s follows this household now.") % {"name": agent.name},
        back,
    )
