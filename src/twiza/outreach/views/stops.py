"""Pages about the candidate stops of a scenario."""

from __future__ import annotations

import uuid
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.answering import act_and_go, is_kept
from twiza.core.errors import DomainError
from twiza.outreach.actions.scenario import propose_stops_again
from twiza.outreach.actions.stops import add_stop, change_stops
from twiza.outreach.forms import WishesForm
from twiza.outreach.models import Scenario, ScenarioStop
from twiza.outreach.rules import MAKE_PLANS
from twiza.outreach.stop_forms import NewStopForm, StopForm, initial_stop
from twiza.outreach.terms import Wishes
from twiza.outreach.views.found import scenario_to_change

Rows = list[tuple[ScenarioStop, StopForm]]


@policy(MAKE_PLANS)
@require_http_methods(["GET", "POST"])
def stop_list(request: Request, scenario_id: uuid.UUID) -> HttpResponse:
    """Show the candidates in a table where each can be left out, and given a day and minutes."""
    scenario = scenario_to_change(request, scenario_id)
    rows = rows_of(scenario, request)
    if request.method == "POST" and all(form.is_valid() for _stop, form in rows):
        choices = {stop.code: form.choice() for stop, form in rows}
        try:
            changed = change_stops(scenario=scenario, choices=choices, actor=request.actor, at=timezone.now())
        except DomainError as error:
            return page(request, scenario, rows, NewStopForm(), 422, str(error))
        sentence = ngettext("%(count)s stop is changed.", "%(count)s stops are changed.", len(changed))
        messages.success(request, sentence % {"count": len(changed)})
        return redirect("scenario_stops", scenario.pk)
    return page(request, scenario, rows, NewStopForm(), 422 if any(form.errors for _stop, form in rows) else 200)


@policy(MAKE_PLANS)
@require_POST
def stop_create(request: Request, scenario_id: uuid.UUID) -> HttpResponse:
    """Add a place chosen by hand."""
    scenario = scenario_to_change(request, scenario_id)
    form = NewStopForm(request.POST)
    add = partial(add_stop, scenario=scenario, actor=request.actor, at=timezone.now())
    if is_kept(form, lambda: add(**form.place())):
        messages.success(request, _("%(name)s is one of the stops now.") % {"name": form.cleaned_data["name"]})
        return redirect("scenario_stops", scenario.pk)
    return page(request, scenario, rows_of(scenario, None), form, 422)


@policy(MAKE_PLANS)
@require_POST
def stop_propose(request: Request, scenario_id: uuid.UUID) -> HttpResponse:
    """Put new candidates in place of the proposed ones."""
    scenario = scenario_to_change(request, scenario_id)
    form = WishesForm(request.POST)
    back = reverse("scenario_stops", args=[scenario.pk])
    if not form.is_valid():
        messages.error(request, _("Choose at least one kind of stop, and how many."))
        return redirect(back)
    return act_and_go(
        request,
        lambda: propose_stops_again(scenario=scenario, wishes=form.wishes(), actor=request.actor, at=timezone.now()),
        _("New stops are proposed. Those added by hand stay."),
        back,
    )


def rows_of(scenario: Scenario, request: Request | None) -> Rows:
    """Return every candidate with its form, by commune."""
    stops = scenario.stops.select_related("commune").order_by("-is_included", "commune__path", "code")
    given = request.POST if request is not None and request.method == "POST" else None
    return [(stop, StopForm(given, prefix=f"s{stop.pk}", initial=initial_stop(stop))) for stop in stops]


def page(
    request: Request, scenario: Scenario, rows: Rows, form: NewStopForm, status: int, refusal: str = ""
) -> HttpResponse:
    """Show the table, and the forms to add a place and to propose again."""
    context = {
        "scenario": scenario,
        "rows": rows,
        "new_form": form,
        "refusal": refusal,
        "wishes_form": WishesForm(initial={"kinds": Wishes().kinds}),
        "included": sum(1 for stop, _form in rows if stop.is_included),
    }
    return render(request, "outreach/stops.html", context, status=status)
