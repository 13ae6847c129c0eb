"""Pages of rounds: the list, one month of rounds, rounds in the making, deleted and brought back."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.case_management.actions.rounds import (
    PLAN_ROUNDS_JOB,
    RoundsPlanned,
    delete_rounds,
    restore_rounds,
    start_planning,
)
from twiza.case_management.forms import AbsenceForm, RoundsFilterForm
from twiza.case_management.models import RoundsPlan, RoundsVersion
from twiza.case_management.queries.rounds import (
    commune_for_sample,
    deleted_rounds_of,
    rounds_found,
    rounds_of,
    that_hold,
    with_versions_that_hold,
)
from twiza.case_management.rounds_map import map_config
from twiza.case_management.rounds_page import agent_rows, missed_rows
from twiza.case_management.rules import PLAN_ROUNDS
from twiza.case_management.views.found import deleted_rounds_for, rounds_for, with_plan
from twiza.case_management.wording import assumptions_of, balance_said, proof_said, visits_said, why_said
from twiza.jobs.models import Job, JobState
from twiza.jobs.once import id_asked_under
from twiza.jobs.queries import jobs_of

ROUNDS_PER_PAGE = 25
DELETED_SHOWN = 5


@policy(PLAN_ROUNDS)
@require_GET
def rounds_list(request: Request) -> HttpResponse:
    """List the rounds of one's organisation, the newest first; `?q=…` those that are looked for."""
    form = RoundsFilterForm(request.GET, auto_id="filter_%s")
    form.is_valid()
    asked = form.cleaned_data.get("q", "")
    found = rounds_found(rounds_of(request.actor), asked)
    paginator = Paginator(with_versions_that_hold(found), ROUNDS_PER_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    context = {
        "filter": form,
        "has_rounds": bool(page.object_list) or bool(asked),
        "page": page,
        "page_numbers": paginator.get_elided_page_range(page.number),
        "rows": [(plan, plan.held[0] if plan.held else None) for plan in page.object_list],  # type: ignore[attr-defined]
        "deleted": deleted_rounds_of(request.actor)[:DELETED_SHOWN],
        "may_try": commune_for_sample(request.actor) is not None,
    }
    return render(request, "case_management/rounds_list.html", context)


@policy(PLAN_ROUNDS)
@require_GET
def rounds_running(request: Request, job_id: uuid.UUID) -> HttpResponse:
    """Show how far rounds in the making are, then the rounds."""
    job = get_object_or_404(jobs_of(request.actor).filter(kind=PLAN_ROUNDS_JOB), pk=job_id)
    if job.state == JobState.DONE and job.result:
        return redirect(job.result["url"])
    return render(request, "case_management/rounds_running.html", {"job": job, "back": asked_at(job)})


def asked_at(job: Job) -> str:
    """Return the page from which a job was asked for."""
    if "version" not in job.arguments:
        return reverse("rounds", args=[job.arguments["plan"]])
    version = RoundsVersion.objects.filter(pk=job.arguments["version"]).only("plan_id").first()
    return reverse("rounds", args=[version.plan_id]) if version else reverse("rounds_list")


@policy(PLAN_ROUNDS)
@require_GET
def rounds_detail(request: Request, plan_id: uuid.UUID) -> HttpResponse:
    """Show rounds: what they reach, the calendar, the map, what is missed, absences, versions."""
    plan = rounds_for(request, plan_id)
    held = list(that_hold(plan.versions.all())[:2])
    if not held:
        return render(request, "case_management/rounds_unplanned.html", {"plan": plan})
    version = with_plan(held[0], plan)
    return render(request, "case_management/rounds.html", page_of(version) | absence_context(version, held[1:]))


def page_of(version: RoundsVersion) -> dict[str, object]:
    """Return what a page shows of one version."""
    plan = version.plan
    homes = list(plan.homes.order_by("id"))
    agents = agent_rows(version)
    return {
        "plan": plan,
        "version": version,
        "visits_said": visits_said(version),
        "proof_said": proof_said(version),
        "balance_said": balance_said(agents),
        "agents": agents,
        "dates": plan.working_dates(),
        "missed": [(row, why_said(row)) for row in missed_rows(version, homes)],
        "map_config": map_config(version, homes, outline=outline_of(plan)),
        "rests_on": assumptions_of(plan),
    }


def outline_of(plan: RoundsPlan) -> str:
    """Return the address of the shape of the commune of rounds; empty where no commune is known."""
    return f"{reverse('boundaries')}?{urlencode({'within': plan.area.path})}" if plan.area else ""


def absence_context(version: RoundsVersion, before: list[RoundsVersion]) -> dict[str, object]:
    """Return what the page says of absences and of other versions."""
    return {
        "absence_form": AbsenceForm(version=version, auto_id="absence_%s"),
        "may_go_back": bool(before),
        "versions": version.plan.versions.select_related("made_by")
        .only("number", "made_at", "accepted_at", "set_aside_at", "made_by__name", "plan_id", "visits_planned")
        .order_by("-number"),
    }


@policy(PLAN_ROUNDS)
@require_POST
def rounds_plan(request: Request, plan_id: uuid.UUID) -> HttpResponse:
    """Ask for the first version."""
    return planning_asked_for(request, rounds_for(request, plan_id), id_asked_under(request))


def planning_asked_for(request: Request, plan: RoundsPlan, asked_under: uuid.UUID | None) -> HttpResponse:
    """Ask for the rounds and show how far they are; those that are planned already are shown."""
    try:
        job = start_planning(plan=plan, actor=request.actor, at=timezone.now(), id=asked_under)
    except RoundsPlanned:
        return redirect("rounds", plan.pk)
    return redirect("rounds_running", job.pk)


@policy(PLAN_ROUNDS)
@require_POST
def rounds_delete(request: Request, plan_id: uuid.UUID) -> HttpResponse:
    """Take rounds away; the list offers to bring them back."""
    delete_rounds(plan=rounds_for(request, plan_id), actor=request.actor, at=timezone.now())
    messages.success(request, _("The rounds are deleted. They can be brought back at the foot of this page."))
    return redirect("rounds_list")


@policy(PLAN_ROUNDS)
@require_POST
def rounds_restore(request: Request, plan_id: uuid.UUID) -> HttpResponse:
    """Bring deleted rounds back."""
    plan = restore_rounds(plan=deleted_rounds_for(request, plan_id), actor=request.actor, at=timezone.now())
    messages.success(request, _("The rounds are back."))
    return redirect("rounds", plan.pk)
