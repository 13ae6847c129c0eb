"""Pages of the siting assistant: asking, waiting, the answer, asking again, taking away and bringing back."""

from __future__ import annotations

import uuid
from itertools import accumulate
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET, require_POST

from twiza.access.actions.siting import MAKE_SITING_JOB, Question, delete_siting, restore_siting, start_siting
from twiza.access.models import AccessScenario, CandidateKind, ReachUnit, Siting
from twiza.access.queries.place_rows import COMMUNE, places_at
from twiza.access.queries.scenarios import scenarios_of
from twiza.access.queries.sitings import communes_changed, deleted_sitings_of, posts_in, sitings_of
from twiza.access.siting import Limit
from twiza.access.siting_files import siting_table
from twiza.access.siting_form import SitingForm, first_shown
from twiza.access.siting_map import siting_legends, siting_map, siting_values
from twiza.access.siting_words import answers_of, limit_said, post_name, siting_assumptions, title_said
from twiza.access.views.files import file_response, refuse_other_kind
from twiza.access.views.shapes import shapes_url
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.errors import DomainError
from twiza.jobs.models import JobState
from twiza.jobs.queries import jobs_of
from twiza.territory.queries.boundaries import box_around

CHANGES_SHOWN = 10


@policy("access.plan")
def siting_create(request: Request, scenario_id: uuid.UUID) -> HttpResponse:
    """Ask where more places of care would serve most people."""
    scenario = scenario_for(request, scenario_id)
    form = SitingForm(request.POST or None, initial=first_shown(scenario))
    form.offer_units(scenario)
    if request.method == "POST" and form.is_valid():
        job_id = form.job_id(scenario, request.actor.person_id)
        try:
            job = start_siting(
                scenario=scenario, question=form.question(), actor=request.actor, at=timezone.now(), id=job_id
            )
            return redirect("siting_running", job.pk)
        except DomainError as error:
            form.add_error(None, str(error))
    context = {"form": form, "scenario": scenario}
    return render(request, "access/siting_form.html", context, status=422 if form.errors else 200)


@policy("access.plan")
@require_GET
def siting_running(request: Request, job_id: uuid.UUID) -> HttpResponse:
    """Show how far an answer is, then the answer."""
    job = get_object_or_404(jobs_of(request.actor).filter(kind=MAKE_SITING_JOB), pk=job_id)
    if job.state == JobState.DONE and job.result:
        return redirect("siting", job.result["siting"])
    scenario = scenarios_of(request.actor).filter(pk=job.arguments["scenario"]).first()
    return render(request, "access/siting_running.html", {"job": job, "scenario": scenario})


@policy("access.plan")
@require_GET
def siting(request: Request, siting_id: uuid.UUID) -> HttpResponse:
    """Show an answer: in words, on a map, place by place, commune by commune."""
    shown, scenario = siting_and_scenario(request, siting_id)
    posts = list(posts_in(shown))
    totals = accumulate(post.people_added for post in posts)
    context: dict[str, Any] = {
        "siting": shown,
        "scenario": scenario,
        "title": title_said(shown),
        "limit": limit_said(shown.reach, shown.unit),
        "answers": answers_of(shown),
        "rows": [(post, post_name(post), total) for post, total in zip(posts, totals, strict=True)],
        "changes": communes_changed(shown)[:CHANGES_SHOWN],
        "assumptions": siting_assumptions(shown, scenario),
    }
    box = box_around(places_at(scenario.area, COMMUNE))
    if box:
        legends = siting_legends(shown, list(shown.communes.all()))
        context |= {
            "map": siting_map(
                box,
                shapes_url(scenario.area, COMMUNE),
                reverse("siting_values", args=[shown.pk]),
                legends,
                shown,
                posts,
            ),
            "legends": legends,
            "views": [("after", _("With these places")), ("before", _("Today"))],
        }
    return render(request, "access/siting.html", context)


@policy("access.plan")
@require_GET
@gzip_page
def siting_figures(request: Request, siting_id: uuid.UUID) -> JsonResponse:
    """Answer the figures of the communes on the map, by code."""
    shown, _scenario = siting_and_scenario(request, siting_id)
    return JsonResponse(siting_values(list(shown.communes.select_related("commune"))))


@policy("access.plan")
@require_GET
def siting_export(request: Request, siting_id: uuid.UUID, kind: str) -> HttpResponse:
    """Send an answer as a file, with what it rests on inside."""
    refuse_other_kind(kind)
    shown, scenario = siting_and_scenario(request, siting_id)
    table = siting_table(shown, scenario, list(posts_in(shown)), kind=kind)
    return file_response(request, kind, table, name="siting", action="access.plan", object_id=shown.pk)


@policy("access.plan")
@require_POST
def siting_again(request: Request, siting_id: uuid.UUID) -> HttpResponse:
    """Ask the same again without the places ticked."""
    shown, scenario = siting_and_scenario(request, siting_id)
    known = set(shown.posts.values_list("code", flat=True))
    ticked = known & set(request.POST.getlist("leave_out"))
    if not ticked:
        messages.error(request, _("Tick at least one place to leave out."))
        return redirect("siting", shown.pk)
    question = Question(
        post_count=shown.post_count,
        limit=Limit(shown.reach, ReachUnit(shown.unit)),
        candidates=CandidateKind(shown.candidates),
        left_out=tuple(sorted({*shown.left_out, *ticked})),
    )
    try:
        job = start_siting(scenario=scenario, question=question, actor=request.actor, at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("siting", shown.pk)
    return redirect("siting_running", job.pk)


@policy("access.plan")
@require_POST
def siting_delete(request: Request, siting_id: uuid.UUID) -> HttpResponse:
    """Take an answer away; the page of its scenario offers to bring it back."""
    shown = get_object_or_404(sitings_of(request.actor), pk=siting_id)
    delete_siting(siting=shown, actor=request.actor, at=timezone.now())
    messages.success(request, _("The answer is deleted. It can be brought back at the foot of this page."))
    return redirect("access_scenario", shown.scenario_id)


@policy("access.plan")
@require_POST
def siting_restore(request: Request, siting_id: uuid.UUID) -> HttpResponse:
    """Bring a deleted answer back."""
    shown = get_object_or_404(deleted_sitings_of(request.actor), pk=siting_id)
    restore_siting(siting=shown, actor=request.actor, at=timezone.now())
    messages.success(request, _("The answer is back."))
    return redirect("siting", shown.pk)


def scenario_for(request: Request, scenario_id: uuid.UUID) -> AccessScenario:
    """Return a scenario that the actor may open. Raises Http404."""
    return get_object_or_404(scenarios_of(request.actor).select_related("area__kind"), pk=scenario_id)


def siting_and_scenario(request: Request, siting_id: uuid.UUID) -> tuple[Siting, AccessScenario]:
    """Return an answer that the actor may open, with its scenario. Raises Http404."""
    shown = get_object_or_404(sitings_of(request.actor).select_related("scenario__area__kind"), pk=siting_id)
    return shown, shown.scenario
