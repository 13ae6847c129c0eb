"""The lists that agents take along: on a page that prints one sheet an agent and day, and as PDF."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.case_management.files.pdf import lists_sheets
from twiza.case_management.models import RoundsAgent, RoundsVersion
from twiza.case_management.queries.rounds import own_places_of
from twiza.case_management.rounds_page import DayList, day_lists, shown_lists
from twiza.case_management.rules import PLAN_ROUNDS, VIEW_OWN_ROUNDS
from twiza.case_management.views.exports import attachment, note_export, stem
from twiza.case_management.views.found import held_version_for, with_plan
from twiza.case_management.wording import assumptions_of


@policy(PLAN_ROUNDS)
@require_GET
def rounds_lists(request: Request, plan_id: uuid.UUID) -> HttpResponse:
    """Show the lists of a day, of an agent or of both; without a choice those of the next working day."""
    version = held_version_for(request, plan_id)
    agent, on = asked_for(request, version)
    if "agent" not in request.GET and "on" not in request.GET:
        on = next_day(version, timezone.localdate())
    context = {
        "plan": version.plan,
        "version": version,
        "lists": shown_lists(lists_of(version), agent=agent, on=on),
        "agents": [one["id"] for one in version.problem["agents"]],
        "dates": version.plan.working_dates(),
        "agent": agent,
        "on": on,
        "asked": f"agent={agent}&on={on.isoformat() if on else ''}",
        "rests_on": assumptions_of(version.plan),
    }
    return render(request, "case_management/rounds_lists.html", context)


@policy(PLAN_ROUNDS)
@require_GET
def rounds_pdf(request: Request, plan_id: uuid.UUID) -> HttpResponse:
    """Answer with the lists asked for, a page each."""
    version = held_version_for(request, plan_id)
    agent, on = asked_for(request, version)
    note_export(request, version.plan)
    lists = shown_lists(lists_of(version), agent=agent, on=on)
    content = lists_sheets(version, lists, language=get_language() or "fr")
    return attachment(content, "application/pdf", f"{stem(version)}.pdf")


@policy(VIEW_OWN_ROUNDS)
@require_GET
def rounds_own(request: Request) -> HttpResponse:
    """Show an agent her own lists from today on, in the rounds that hold."""
    today = timezone.localdate()
    own = [(place.plan, own_lists(place, today)) for place in own_places_of(request.actor, today)]
    return render(request, "case_management/rounds_own.html", {"own": own})


def own_lists(place: RoundsAgent, today: dt.date) -> list[DayList]:
    """Return an agent's lists from today on, in the version that holds; none before there is one."""
    held, homes = place.plan.held[:1], place.plan.kept_homes  # type: ignore[attr-defined]
    lists = [one for version in held for one in day_lists(with_plan(version, place.plan), homes)]
    return [one for one in shown_lists(lists, agent=place.code, on=None) if one.on >= today]


def lists_of(version: RoundsVersion) -> list[DayList]:
    """Return every list of a version."""
    return day_lists(version, version.plan.homes.order_by("id"))


def asked_for(request: Request, version: RoundsVersion) -> tuple[str, dt.date | None]:
    """Return the agent and the day asked for; who or what is not understood is everybody, or every day."""
    codes = {one["id"] for one in version.problem["agents"]}
    agent = request.GET.get("agent", "")
    days = {on.isoformat(): on for on in version.plan.working_dates()}
    return agent if agent in codes else "", days.get(request.GET.get("on", ""))


def next_day(version: RoundsVersion, today: dt.date) -> dt.date | None:
    """Return the first day with a list from today on, else the first of all; None when nobody is visited."""
    days: Sequence[dt.date] = sorted({one.on for one in lists_of(version)})
    return next((on for on in days if on >= today), days[0] if days else None)
