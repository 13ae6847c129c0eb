"""The work of this house that is done in the background."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from twiza.access.actions.siting import (
    MAKE_SITING_JOB,
    ComputedSiting,
    Question,
    compute_siting,
    store_siting,
)
from twiza.access.models import AccessScenario, CandidateKind, ReachUnit
from twiza.access.siting import Limit
from twiza.core.errors import DomainError
from twiza.jobs.context import JobContext
from twiza.jobs.registry import Commit, job

READING = gettext_noop("Reading who is within reach today")
CHOOSING = gettext_noop("Choosing the best places and proving how good they are")
BEFORE, AFTER = 0.1, 0.95
"""The shares of the work before the search begins and when it ends."""


class ScenarioGone(DomainError):
    """The scenario to start from was deleted meanwhile."""


@job(MAKE_SITING_JOB, title=gettext_lazy("More places of care"))  # type: ignore[arg-type]  # a promise is text when shown
def make_siting(context: JobContext) -> Commit:
    """Compute where more places of care serve most people, and return what keeps the answer."""
    context.report(0.0, READING)
    scenario = scenario_from(context.arguments)
    computed = compute_siting(
        scenario=scenario,
        question=question_from(context.arguments),
        report=lambda share: context.report(BEFORE + (AFTER - BEFORE) * share, CHOOSING),
    )
    return lambda: keep(context, scenario, computed)


def keep(context: JobContext, scenario: AccessScenario, computed: ComputedSiting) -> dict[str, Any]:
    """Store the answer and say where it is."""
    siting = store_siting(
        scenario=scenario,
        computed=computed,
        made_by_id=context.owner_id or scenario.made_by_id,
        job_id=context.job_id,
        at=timezone.now(),
    )
    return {"url": reverse("siting", args=[siting.pk]), "siting": str(siting.pk)}


def question_from(arguments: dict[str, Any]) -> Question:
    """Return the question that a job was asked."""
    return Question(
        post_count=arguments["post_count"],
        limit=Limit(arguments["reach"], ReachUnit(arguments["unit"])),
        candidates=CandidateKind(arguments["candidates"]),
        left_out=tuple(arguments["left_out"]),
    )


def scenario_from(arguments: dict[str, Any]) -> AccessScenario:
    """Return the scenario that a job is about. Raises ScenarioGone."""
    found = AccessScenario.objects.select_related("area").filter(pk=arguments["scenario"]).first()
    if found is None:
        raise ScenarioGone(_("The scenario was deleted meanwhile."))
    return found
