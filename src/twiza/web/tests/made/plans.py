"""What somebody made of plans of caravans: a scenario, its plan, a copy, a job that was refused."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from twiza.access.models import NeedFormula, Specialty
from twiza.conftest import NOW
from twiza.jobs.actions import enqueue
from twiza.jobs.models import FailureCause, Job, JobState
from twiza.outreach.actions.plan import MAKE_PLAN_JOB, compute_plan, store_plan
from twiza.outreach.actions.scenario import make_scenario
from twiza.outreach.actions.scenario_copy import copy_scenario
from twiza.outreach.terms import Terms, Wishes
from twiza.outreach.tests.canaries import canary_dates
from twiza.territory.models import Place
from twiza.web.tests.made.maker import Made, Maker


def plans_made(maker: Maker, places: dict[str, Place]) -> Made:
    """Return the arguments of routes about plans of caravans, which weigh needs by the maker's own formula."""
    formula = NeedFormula.objects.get(organisation=maker.organisation)
    scenario, plan, spare = caravans(maker, places["05"], formula)
    return {
        "scenario": {"scenario_id": scenario.pk},
        "spare": {"scenario_id": spare.pk},
        **canary_dates(scenario, maker.actor, maker.word, NOW),
        "team": {"scenario_id": scenario.pk, "team_id": scenario.teams.get().pk},
        "plan": {"plan_id": plan.pk},
        "job": {"job_id": failed_job(maker, scenario.pk).pk},
    }


def caravans(maker: Maker, area: Place, formula: NeedFormula) -> tuple[Any, Any, Any]:
    """Return a scenario, its plan, and a copy of the scenario from which no plan was made."""
    scenario = make_scenario(
        actor=maker.actor,
        area=area,
        specialties=list(Specialty.objects.all()),
        need_formula=formula,
        terms=Terms(starts_on=dt.date(2027, 1, 4), day_count=2),
        wishes=Wishes(team_count=1),
        at=NOW,
    )
    scenario.names = {"fr": f"{maker.word}-plan"}
    scenario.save()
    scenario.teams.update(name=f"{maker.word}-equipe")
    scenario.stops.update(names={"fr": f"{maker.word}-etape"})
    computed = compute_plan(scenario=scenario, report=lambda phase, share: None)
    plan = store_plan(
        scenario=scenario, computed=computed, based_on=None, made_by_id=scenario.made_by_id, job_id=None, at=NOW
    )
    return scenario, plan, copy_scenario(scenario=scenario, actor=maker.actor, at=NOW)


def failed_job(maker: Maker, scenario: uuid.UUID) -> Job:
    """Return a job that was refused in words of its own."""
    job = enqueue(
        kind=MAKE_PLAN_JOB,
        arguments={"scenario": str(scenario)},
        owner_id=maker.person.pk,
        organisation_id=maker.organisation.pk,
        at=NOW,
    )
    Job.objects.filter(pk=job.pk).update(
        state=JobState.FAILED,
        failure=FailureCause.REFUSED,
        failure_sentence=f"{maker.word}-travail",
        ended_at=NOW,
    )
    return job
