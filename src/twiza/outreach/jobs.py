"""The work of this house that is done in the background."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from twiza.accounts.decisions import Actor
from twiza.core.errors import DomainError
from twiza.jobs.context import JobContext
from twiza.jobs.registry import Commit, job
from twiza.outreach import gap_jobs, tally_jobs
from twiza.outreach.actions.adapt import compute_adapted, from_json
from twiza.outreach.actions.plan import MAKE_PLAN_JOB, Computed, compute_plan, compute_plan_again, store_plan
from twiza.outreach.actions.price import ComputedPrice, compute_price, start_pricing, store_price
from twiza.outreach.engine import Report
from twiza.outreach.equity_price import weighs_equity
from twiza.outreach.models import Plan, Scenario
from twiza.outreach.queries.price import PRICE_EQUITY_JOB

RUN_HERE_TOO = (gap_jobs, tally_jobs)
"""The other files of this house that say what is done in the background."""

MESSAGES = {
    "routes": gettext_noop("Listing the day routes that are possible"),
    "floor": gettext_noop("Finding how much of the need each commune can be given"),
    "plan": gettext_noop("Choosing the best routes and proving how good they are"),
    "reasons": gettext_noop("Finding why each stop is in, and what the next best would be"),
}
READING = gettext_noop("Reading the people and the needs of the area")
BEFORE, AFTER = 0.05, 0.95
"""The shares of the work before the search begins and when it ends."""


class ScenarioGone(DomainError):
    """The scenario or the plan to start from was deleted meanwhile."""


@job(MAKE_PLAN_JOB, title=gettext_lazy("Caravan plan"))  # type: ignore[arg-type]  # a promise is text when shown
def make_plan(context: JobContext) -> Commit:
    """Compute a plan, and return what keeps it."""
    context.report(0.0, READING)
    based_on = plan_from(context.arguments)
    scenario = based_on.scenario if based_on else scenario_from(context.arguments)
    report = reporter(context)
    computed = computed_from(context.arguments, scenario, based_on, report)
    return lambda: keep(context, scenario, computed, based_on)


def computed_from(arguments: dict[str, Any], scenario: Scenario, based_on: Plan | None, report: Report) -> Computed:
    """Compute what was asked for: a scenario's plan, a plan again, or a plan after something happened."""
    if based_on is None:
        return compute_plan(scenario=scenario, report=report)
    price = arguments.get("change_price")
    if "happening" in arguments:
        happening = from_json(arguments["happening"])
        return compute_adapted(plan=based_on, happening=happening, change_price=price, report=report)
    return compute_plan_again(plan=based_on, report=report, change_price=price)


def keep(context: JobContext, scenario: Scenario, computed: Computed, based_on: Plan | None) -> dict[str, Any]:
    """
    Store the plan, ask for what equity costs it, and say where the plan is.

    The price is work of its own: the plan is there before it, and stays when it is stopped or fails.
    """
    plan = store_plan(
        scenario=scenario,
        computed=computed,
        based_on=based_on,
        made_by_id=context.owner_id or scenario.made_by_id,
        job_id=context.job_id,
        at=timezone.now(),
    )
    if weighs_equity(plan.problem):
        start_pricing(plan=plan, actor=Actor(person_id=plan.made_by_id), at=timezone.now())
    return {"url": reverse("plan", args=[plan.pk]), "plan": str(plan.pk)}


@job(PRICE_EQUITY_JOB)
def price_equity(context: JobContext) -> Commit:
    """Compute what equity costs a plan, and return what keeps it."""
    context.report(0.0, READING)
    plan = plan_from(context.arguments) or _refuse()
    computed = compute_price(plan=plan, report=reporter(context))
    return lambda: keep_price(context, plan, computed)


def keep_price(context: JobContext, plan: Plan, computed: ComputedPrice) -> dict[str, Any]:
    """Store what equity costs a plan, and say where it stands."""
    store_price(plan=plan, computed=computed, made_by_id=context.arguments["asked_by"], at=timezone.now())
    return {"url": f"{reverse('plan', args=[plan.pk])}#equity"}


def reporter(context: JobContext) -> Report:
    """Return what passes the engine's progress on to the job."""

    def report(phase: str, share: float) -> None:
        context.report(BEFORE + (AFTER - BEFORE) * share, MESSAGES.get(phase, ""))

    return report


def scenario_from(arguments: dict[str, Any]) -> Scenario:
    """Return the scenario to plan. Raises ScenarioGone."""
    found = Scenario.objects.select_related("area", "need_formula").filter(pk=arguments["scenario"])
    return found.first() or _refuse()


def plan_from(arguments: dict[str, Any]) -> Plan | None:
    """Return the plan to start from, None when a scenario is to be planned. Raises ScenarioGone."""
    if "plan" not in arguments:
        return None
    found = Plan.objects.select_related("scenario__area").filter(pk=arguments["plan"], deleted_at__isnull=True)
    return found.first() or _refuse()


def _refuse() -> Any:
    raise ScenarioGone(_("What this plan was to start from was deleted meanwhile."))
