"""The page of tasks: what an agent does today, household by household; her supervisor reads those of each agent."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from twiza.accounts.decisions import Actor, decide
from twiza.accounts.models import Person as Account
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.case_management.child_forms import TaskFilterForm
from twiza.case_management.queries.child_tasks import waiting_for
from twiza.case_management.rules import FOLLOW_CASELOADS, FOLLOW_CHILDREN
from twiza.case_management.task_page import home_lines, tasks_asked
from twiza.households.queries.agents import agents_of

HOUSEHOLDS_PER_PAGE = 25


@policy(FOLLOW_CHILDREN)
@require_GET
def task_list(request: Request) -> HttpResponse:
    """Show what waits in the households of one agent: her own, or those of the agent a supervisor asks for."""
    today = timezone.localdate()
    form = TaskFilterForm(request.GET, auto_id="filter_%s")
    form.offer(agents_for(request.actor))
    form.is_valid()
    agent_id = form.cleaned_data.get("agent") or request.actor.person_id
    waiting = waiting_for(request.actor, agent_id, today)
    homes = tasks_asked(waiting, form.cleaned_data.get("period", ""), today)
    page = Paginator(homes, HOUSEHOLDS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": form,
        "page": page,
        "page_numbers": page.paginator.get_elided_page_range(page.number),
        "homes": [home_lines(home, waiting) for home in page.object_list],
        "number": sum(len(home.tasks) for home in homes),
        "is_asked": any(form.cleaned_data.values()),
        "today": today,
    }
    return render(request, "case_management/child_tasks.html", context)


def agents_for(actor: Actor) -> Sequence[Account]:
    """Return the agents whose tasks an actor may ask for: a supervisor's; none else."""
    if actor.grant is None or not decide(actor, FOLLOW_CASELOADS):
        return ()
    today = timezone.localdate()
    return [one for one in agents_of(actor.grant.organisation_id, today) if one.pk != actor.person_id]
