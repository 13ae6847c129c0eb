"""Pages to say what is to be planned, and to ask for the plan."""

from __future__ import annotations

import datetime as dt
import uuid

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.errors import DomainError
from twiza.core.names import name_in
from twiza.jobs.once import id_asked_under
from twiza.outreach.actions.plan import start_plan
from twiza.outreach.actions.scenario import (
    change_scenario,
    delete_scenario,
    make_scenario,
    restore_scenario,
)
from twiza.outreach.actions.scenario_copy import copy_scenario
from twiza.outreach.forms import AreaForm, NameForm, TermsForm, WishesForm, initial_terms, name_said
from twiza.outreach.models import Scenario
from twiza.outreach.naming import names_after_change
from twiza.outreach.queries.plans import in_short, numbered_pauses, plans_of, seasons_of, teams_of
from twiza.outreach.rules import MAKE_PLANS, VIEW_PLANS
from twiza.outreach.terms import Terms, Wishes
from twiza.outreach.views.found import deleted_scenario_to_change, may_change, scenario_for, scenario_to_change

WEEKS_AHEAD = 8
"""When a caravan starts unless somebody says otherwise: a design value, authorisations take weeks."""


@policy(MAKE_PLANS)
@require_http_methods(["GET", "POST"])
def scenario_create(request: Request) -> HttpResponse:
    """Choose an area and, if one likes, everything else; then plan at once, or look at stops and teams first."""
    given = request.POST or None
    area = AreaForm(given, actor=request.actor, initial={"area": request.GET.get("area", "")})
    terms = TermsForm(given, actor=request.actor, initial=initial_terms(Terms(next_first_day(timezone.localdate()))))
    wishes = WishesForm(given, initial={"kinds": Wishes().kinds})
    if request.method == "POST" and all([area.is_valid(), terms.is_valid(), wishes.is_valid()]):
        try:
            return made(request, area, terms, wishes, id_asked_under(request))
        except DomainError as error:
            area.add_error(None, str(error))
    status = 422 if area.errors or terms.errors or wishes.errors else 200
    context = {"area_form": area, "terms_form": terms, "wishes_form": wishes, "has_areas": bool(area.places)}
    return render(request, "outreach/scenario_new.html", context, status=status)


@transaction.atomic
def made(
    request: Request, area: AreaForm, terms: TermsForm, wishes: WishesForm, asked_under: uuid.UUID | None
) -> HttpResponse:
    """Make the scenario and go on: to its plan, or to its page. Raises DomainError."""
    scenario = make_scenario(
        actor=request.actor,
        area=area.cleaned_data["area"],
        specialties=list(area.cleaned_data["specialties"]),
        need_formula=terms.cleaned_data["need_formula"],
        terms=terms.terms(),
        wishes=wishes.wishes(),
        at=timezone.now(),
        id=asked_under,
    )
    warn_of_past(request, scenario)
    if "look" in request.POST:
        return redirect("scenario", scenario.pk)
    return plan_asked_for(request, scenario, asked_under)


@policy(VIEW_PLANS)
@require_GET
def scenario_detail(request: Request, scenario_id: uuid.UUID) -> HttpResponse:
    """Show what a scenario asks for, its stops, its teams and its plans."""
    scenario = scenario_for(request, scenario_id)
    stops = list(scenario.stops.filter(is_included=True))
    teams, specialties = list(teams_of(scenario)), list(scenario.specialties.order_by("position"))
    staffed = {specialty.pk for team in teams for specialty in team.specialties.all()}
    context = {
        "scenario": scenario,
        "dates": scenario.working_dates(),
        "specialties": specialties,
        "teams": teams,
        "unstaffed": [specialty for specialty in specialties if teams and specialty.pk not in staffed],
        "stop_count": len(stops),
        "souk_count": sum(1 for stop in stops if stop.weekly_souks),
        "souks_without_a_day": sum(1 for stop in stops if stop.weekly_souks and not stop.open_weekdays),
        "seasons": list(seasons_of(scenario)),
        "pauses": numbered_pauses(scenario, teams),
        "plans": in_short(plans_of(request.actor)).filter(scenario=scenario),
        "may_change": may_change(request, scenario),
        "is_past": scenario.starts_on < timezone.localdate(),
    }
    return render(request, "outreach/scenario.html", context)


@policy(MAKE_PLANS)
@require_http_methods(["GET", "POST"])
def scenario_change(request: Request, scenario_id: uuid.UUID) -> HttpResponse:
    """Change what a scenario asks for."""
    scenario = scenario_to_change(request, scenario_id)
    given = request.POST or None
    named = {"name": name_in(scenario.names, get_language() or "fr"), "specialties": scenario.specialties.all()}
    name = NameForm(given, initial=named)
    formula = {"need_formula": scenario.need_formula}
    terms = TermsForm(given, actor=request.actor, initial=initial_terms(scenario) | formula)
    if request.method == "POST" and all([name.is_valid(), terms.is_valid()]):
        try:
            change(request, scenario, name, terms)
            return redirect("scenario", scenario.pk)
        except DomainError as error:
            name.add_error(None, str(error))
    context = {"scenario": scenario, "name_form": name, "terms_form": terms}
    return render(
        request, "outreach/scenario_change.html", context, status=422 if name.errors or terms.errors else 200
    )


def change(request: Request, scenario: Scenario, name: NameForm, terms: TermsForm) -> None:
    """Store what the forms say. Raises DomainError."""
    said = name.cleaned_data["name"]
    starts_on = terms.cleaned_data["starts_on"]
    kept = names_after_change(scenario.names, scenario.area.names, started_on=scenario.starts_on, starts_on=starts_on)
    change_scenario(
        scenario=scenario,
        names=kept if said == name.initial["name"] else name_said(said),
        specialties=list(name.cleaned_data["specialties"]),
        need_formula=terms.cleaned_data["need_formula"],
        terms=terms.terms(),
        actor=request.actor,
        at=timezone.now(),
    )
    warn_of_past(request, scenario)
    messages.success(request, _("The scenario is changed. Plans made from it before stay as they are."))


@policy(MAKE_PLANS)
@require_POST
def scenario_copy(request: Request, scenario_id: uuid.UUID) -> HttpResponse:
    """Make a copy to try something else."""
    scenario = scenario_to_change(request, scenario_id)
    copy = copy_scenario(scenario=scenario, actor=request.actor, at=timezone.now())
    messages.success(request, _("This is a copy: change it as you like, the first one stays as it is."))
    return redirect("scenario", copy.pk)


@policy(MAKE_PLANS)
@require_POST
def scenario_delete(request: Request, scenario_id: uuid.UUID) -> HttpResponse:
    """Take a scenario away; the list of plans offers to bring it back."""
    scenario = scenario_to_change(request, scenario_id)
    try:
        delete_scenario(scenario=scenario, actor=request.actor, at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("scenario", scenario.pk)
    messages.success(request, _("It is deleted. It can be brought back at the foot of this page."))
    return redirect("plans")


@policy(MAKE_PLANS)
@require_POST
def scenario_restore(request: Request, scenario_id: uuid.UUID) -> HttpResponse:
    """Bring a deleted scenario back."""
    scenario = deleted_scenario_to_change(request, scenario_id)
    restore_scenario(scenario=scenario, actor=request.actor, at=timezone.now())
    messages.success(request, _("It is back."))
    return redirect("scenario", scenario.pk)


@policy(MAKE_PLANS)
@require_POST
def scenario_plan(request: Request, scenario_id: uuid.UUID) -> HttpResponse:
    """Ask for the plan."""
    return plan_asked_for(request, scenario_to_change(request, scenario_id), id_asked_under(request))


def plan_asked_for(request: Request, scenario: Scenario, asked_under: uuid.UUID | None) -> HttpResponse:
    """Ask for a plan and show how far it is; say why not when the scenario is not ready."""
    try:
        job = start_plan(scenario=scenario, actor=request.actor, at=timezone.now(), id=asked_under)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("scenario", scenario.pk)
    return redirect("plan_running", job.pk)


def warn_of_past(request: Request, scenario: Scenario) -> None:
    """Say that a scenario starts in the past: allowed, to compare with what was done, but seldom meant."""
    if scenario.starts_on < timezone.localdate():
        messages.warning(request, _("The first day lies in the past. The plan is made all the same."))


def next_first_day(today: dt.date) -> dt.date:
    """Return the Monday after some weeks."""
    later = today + dt.timedelta(weeks=WEEKS_AHEAD)
    return later + dt.timedelta(days=-later.weekday() % 7)
