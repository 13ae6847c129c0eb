"""The work of this house that is done in the background."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from twiza.case_management.actions.checking import check_waiting_children, check_waiting_months, let_changed_wait
from twiza.case_management.actions.rounds import PLAN_ROUNDS_JOB, compute_rounds, store_rounds
from twiza.case_management.actions.versions import compute_again, store_proposal
from twiza.case_management.engine import Report
from twiza.case_management.models import RoundsPlan, RoundsVersion
from twiza.core.errors import DomainError
from twiza.jobs.context import JobContext
from twiza.jobs.registry import Commit, chore, job

CHILDREN_AT_ONCE, MONTHS_AT_ONCE = 10, 1
"""A third of a second's work, so that nobody waits long behind it."""
READING = gettext_noop("Reading agents and homes")
SEARCHING = gettext_noop("Choosing days, agents and ways, and checking them")
BEFORE, AFTER = 0.05, 0.95
"""The shares of the work before the search begins and when it ends."""


class RoundsGone(DomainError):
    """What these rounds were to start from was deleted meanwhile."""


@job(PLAN_ROUNDS_JOB, title=gettext_lazy("Rounds of home visits"))  # type: ignore[arg-type]  # text when shown
def plan_rounds(context: JobContext) -> Commit:
    """Compute a first version of rounds, or one for an absence, and return what keeps it."""
    context.report(0.0, READING)
    if "version" in context.arguments:
        return plan_again(context)
    plan = RoundsPlan.objects.filter(pk=context.arguments["plan"], deleted_at__isnull=True).first() or _refuse()
    problem, answer = compute_rounds(plan=plan, report=reporter(context))

    def keep() -> dict[str, Any]:
        store_rounds(plan=plan, problem=problem, answer=answer, **_by(context, plan))
        return {"url": reverse("rounds", args=[plan.pk])}

    return keep


def plan_again(context: JobContext) -> Commit:
    """Compute rounds without somebody absent, and return what keeps them as a proposal."""
    found = RoundsVersion.objects.filter(pk=context.arguments["version"], plan__deleted_at__isnull=True)
    version = found.select_related("plan").first() or _refuse()
    absences = [(agent, dt.date.fromisoformat(on)) for agent, on in context.arguments["absences"]]
    problem, answer = compute_again(version=version, absences=absences, report=reporter(context))

    def keep() -> dict[str, Any]:
        made = store_proposal(
            version=version, absences=absences, problem=problem, answer=answer, **_by(context, version.plan)
        )
        return {"url": reverse("rounds_version", args=[version.plan_id, made.number])}

    return keep


def _by(context: JobContext, plan: RoundsPlan) -> dict[str, Any]:
    owner = context.owner_id or plan.made_by_id
    return {"made_by_id": owner, "job_id": context.job_id, "at": timezone.now()}


def reporter(context: JobContext) -> Report:
    """Return what passes the engine's progress on to the job."""

    def report(share: float) -> None:
        context.report(BEFORE + (AFTER - BEFORE) * share, SEARCHING)

    return report


def _refuse() -> Any:
    raise RoundsGone(_("What these rounds were to start from was deleted meanwhile."))


@chore("case_management.check_records", every=dt.timedelta(seconds=1))
def check_records(at: dt.datetime) -> None:
    """Look for what can hardly be so in records that are new or changed."""
    check_waiting_children(CHILDREN_AT_ONCE, at)
    check_waiting_months(MONTHS_AT_ONCE, at)


@chore("case_management.check_records_again", every=dt.timedelta(hours=1))
def check_records_again(at: dt.datetime) -> None:
    """Find whose birth, death or rules changed since her records were looked at."""
    let_changed_wait(at)
