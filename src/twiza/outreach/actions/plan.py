"""Decisions about plans: ask for one, compute it, keep it, hold parts of it fixed, delete it."""

from __future__ import annotations

import datetime as dt
import logging
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F, Max, Q
from django.db.models.functions import Coalesce
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor
from twiza.core.errors import DomainError
from twiza.core.names import name_in
from twiza.jobs.actions import enqueue
from twiza.jobs.models import Job, JobState
from twiza.organisations.models import Organisation
from twiza.outreach.actions.scenario import NothingToPlan
from twiza.outreach.counting import Counts, count_plan
from twiza.outreach.engine import Answer, Report, solve_problem
from twiza.outreach.finding import search_text_of
from twiza.outreach.models import Plan, PlanOrigin, PlanStop, Scenario, ScenarioTeam
from twiza.outreach.order import Order, pace_of
from twiza.outreach.plan_change import usual_price
from twiza.outreach.plan_rows import store_rows
from twiza.outreach.queries.orders import order_again, order_of
from twiza.outreach.queries.plans import teams_of
from twiza.outreach.refusals import contradiction_said, impossible_said
from twiza.outreach.rules import MAKE_PLAN
from twiza.outreach.terms import STOPS_MAX

MAKE_PLAN_JOB = "outreach.make_plan"

log = logging.getLogger(__name__)


class NoPlanPossible(DomainError):
    """What was asked for contradicts itself: the sentences say where."""


class PlanNotDeleted(DomainError):
    """The plan is there: there is nothing to bring back."""


@dataclass(frozen=True, slots=True)
class Computed:
    """A plan before it is kept: what was asked, what the engine answered, who that reaches, how it came about."""

    order: Order
    answer: Answer
    counts: Counts
    origin: PlanOrigin = PlanOrigin.COMPUTED


def start_plan(*, scenario: Scenario, actor: Actor, at: dt.datetime, id: uuid.UUID | None = None) -> Job:
    """Ask for a plan of a scenario, as background work; once under one id. Raises NothingToPlan."""
    refuse_unready(scenario)
    return start_work({"scenario": str(scenario.pk)}, actor, at, id)


def start_plan_again(
    *, plan: Plan, actor: Actor, at: dt.datetime, change_price: float | None = None, id: uuid.UUID | None = None
) -> Job:
    """
    Ask for a plan like this one that keeps its locked routes and leaves its forbidden stops out; once under one id.

    A visit is dropped or added only where that earns `change_price` needs weighted for equity, None being the usual
    price. Raises NoPlanPossible.
    """
    refuse_contradiction(plan)
    price = usual_price(plan) if change_price is None else change_price
    return start_work({"plan": str(plan.pk), "change_price": price}, actor, at, id)


def compute_plan(*, scenario: Scenario, report: Report) -> Computed:
    """Compute the plan of a scenario, and keep nothing. Raises NothingToPlan, NoPlanPossible."""
    refuse_unready(scenario)
    return compute_order(order_of(scenario), scenario, report, PlanOrigin.COMPUTED)


def compute_plan_again(*, plan: Plan, report: Report, change_price: float | None = None) -> Computed:
    """Compute a plan once more with what was locked and forbidden, and keep nothing. Raises NoPlanPossible."""
    refuse_contradiction(plan)
    price = usual_price(plan) if change_price is None else change_price
    return compute_order(order_again(plan, price), plan.scenario, report, PlanOrigin.AGAIN)


@transaction.atomic
def store_plan(
    *,
    scenario: Scenario,
    computed: Computed,
    based_on: Plan | None,
    made_by_id: int,
    job_id: uuid.UUID | None,
    at: dt.datetime,
) -> Plan:
    """Keep a computed plan with its rows."""
    # Two workers may keep plans of one organisation at once: each waits here for its number.
    Organisation.objects.select_for_update(no_key=True).get(pk=scenario.organisation_id)
    scenario = Scenario.objects.select_related("area").get(pk=scenario.pk)
    answer, counts = computed.answer, computed.counts
    routes, areas = answer.content["routes"], answer.content["areas"]
    month = month_of(computed.order)
    number = next_number(scenario, month)
    plan = Plan.objects.create(
        scenario=scenario,
        organisation_id=scenario.organisation_id,
        area=scenario.area,
        names=scenario.names,
        search_text=search_text_of(scenario.names, number, scenario.area.names),
        month=month,
        number=number,
        origin=computed.origin,
        based_on=based_on,
        made_by_id=made_by_id,
        made_at=at,
        job_id=job_id,
        problem=computed.order.problem,
        answer=answer.content,
        snapshot=computed.order.snapshot,
        assumptions=computed.order.assumptions,
        reached=counts.reached,
        status=answer.content["status"],
        value=answer.content["value"],
        bound=answer.content["bound"],
        gap=answer.content["gap"],
        seconds=answer.content["seconds"],
        stop_count=len(computed.order.problem["stops"]),
        visit_count=sum(len(route["stops"]) for route in routes),
        route_count=len(routes),
        people_newly_reached=counts.total.whole_people,
        need=sum(area["need"] for area in areas),
        need_met=sum(area["met"] for area in areas),
        km=answer.km,
        cost=answer.cost,
    )
    store_rows(plan, computed.order, counts)
    note(Actor(person_id=made_by_id), plan, "made", at)
    return plan


@transaction.atomic
def lock_routes(*, plan: Plan, routes: Collection[int], actor: Actor, at: dt.datetime) -> None:
    """Keep these routes, by id, and only these, when the plan is made again."""
    plan.routes.update(is_locked=False)
    plan.routes.filter(pk__in=routes).update(is_locked=True)
    note(actor, plan, "routes_locked", at)


@transaction.atomic
def forbid_stops(*, plan: Plan, stops: Collection[str], actor: Actor, at: dt.datetime) -> None:
    """Leave these stops, by code, and only these, out when the plan is made again."""
    visits = PlanStop.objects.filter(route__plan=plan)
    visits.update(is_forbidden=False)
    visits.filter(stop__in=stops).update(is_forbidden=True)
    note(actor, plan, "stops_forbidden", at)


@transaction.atomic
def delete_plan(*, plan: Plan, actor: Actor, at: dt.datetime) -> Plan:
    """Take a plan away; it can be brought back."""
    plan.deleted_at = at
    plan.save(update_fields=["deleted_at"])
    note(actor, plan, "deleted", at)
    return plan


@transaction.atomic
def restore_plan(*, plan: Plan, actor: Actor, at: dt.datetime) -> Plan:
    """Bring a deleted plan back. Raises PlanNotDeleted."""
    if plan.deleted_at is None:
        raise PlanNotDeleted(_("This is not deleted."))
    plan.deleted_at = None
    plan.save(update_fields=["deleted_at"])
    note(actor, plan, "restored", at)
    return plan


def refuse_contradiction(plan: Plan) -> None:
    """Raise NoPlanPossible when a stop is to be left out of a route that is to be kept."""
    both = PlanStop.objects.filter(route__plan=plan, route__is_locked=True, is_forbidden=True)
    found = both.select_related("route").order_by("route__day", "rank").first()
    if found is not None:
        raise NoPlanPossible(contradiction_said(found, get_language() or "fr"))


def refuse_unready(scenario: Scenario) -> None:
    """Raise NothingToPlan when a scenario lacks stops or teams, or has more than one plan takes."""
    stops = scenario.stops.filter(is_included=True).count()
    if not stops:
        raise NothingToPlan(_("No stop is included: include at least one, or propose stops again."))
    if stops > STOPS_MAX:
        sentence = _(
            "%(stops)s stops are included, more than the %(most)s one plan made here takes: leave some out, or choose "
            "a smaller area. Larger problems are planned on the command line (twiza plan caravans)."
        )
        raise NothingToPlan(sentence % {"stops": stops, "most": STOPS_MAX})
    refuse_visits_in_disorder(scenario)
    teams = list(teams_of(scenario))
    if not teams:
        raise NothingToPlan(_("There is no team: add one."))
    refuse_useless_teams(scenario, teams)


def refuse_visits_in_disorder(scenario: Scenario) -> None:
    """Raise NothingToPlan for a stop that is to have more visits at least than at most, its own or the scenario's."""
    least, most = Coalesce("visits_min", scenario.visits_min), Coalesce("visits_max", scenario.visits_max)
    stop = scenario.stops.filter(is_included=True).alias(least=least, most=most).filter(least__gt=F("most")).first()
    if stop is not None:
        sentence = _("%(stop)s cannot have more visits at least than at most: change one of the two.")
        raise NothingToPlan(sentence % {"stop": name_in(stop.names, get_language() or "fr")})


def refuse_useless_teams(scenario: Scenario, teams: list[ScenarioTeam]) -> None:
    """Raise NothingToPlan for a team without a planned specialty, and when only some teams have a pace."""
    planned = {specialty.pk for specialty in scenario.specialties.all()}
    for number, team in enumerate(teams, start=1):
        if not planned & {specialty.pk for specialty in team.specialties.all()}:
            sentence = _("Team %(number)s has none of the planned specialties: give it one, or remove it.")
            raise NothingToPlan(sentence % {"number": number})
    if len(set(paces_said(planned, teams))) > 1:
        raise NothingToPlan(
            _("Say the minutes per consultation of every team in each of its specialties, or of none.")
        )


def paces_said(planned: Collection[int], teams: list[ScenarioTeam]) -> list[bool]:
    """Return, for each team and planned specialty that it has, whether it says how long a consultation takes."""
    return [
        pace_of(team, specialty.code) is not None
        for team in teams
        for specialty in team.specialties.all()
        if specialty.pk in planned
    ]


def month_of(order: Order) -> dt.date:
    """Return the first day of the month in which the work that is asked for begins."""
    return dt.date.fromisoformat(order.snapshot["dates"][0]).replace(day=1)


def next_number(scenario: Scenario, month: dt.date) -> int:
    """Return the number that gives a plan a name no other plan of its organisation and area has, deleted or not."""
    of_area = Plan.objects.filter(organisation=scenario.organisation_id, area=scenario.area)
    last = of_area.filter(Q(month=month) | Q(names=scenario.names)).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def note(actor: Actor, plan: Plan, outcome: str, at: dt.datetime) -> None:
    """Write in the audit chain what was done with a plan."""
    record_audit(actor=actor, action=MAKE_PLAN, at=at, outcome=outcome, object_kind="plan", object_id=plan.pk)


def start_work(arguments: dict[str, Any], actor: Actor, at: dt.datetime, id: uuid.UUID | None) -> Job:
    """Ask for the work that makes a plan, once under one id."""
    job = enqueue(
        kind=MAKE_PLAN_JOB,
        arguments=arguments,
        owner_id=actor.person_id,
        organisation_id=actor.grant.organisation_id if actor.grant else None,
        at=at,
        id=id,
    )
    # Whoever stopped a job and sends the same form again wants the plan after all.
    return start_work(arguments, actor, at, None) if job.state in {JobState.FAILED, JobState.CANCELLED} else job


def compute_order(order: Order, scenario: Scenario, report: Report, origin: PlanOrigin) -> Computed:
    """Compute the plan of an order in the time that its scenario allows. Raises NoPlanPossible."""
    answer = solve_problem(
        order.problem, seconds=scenario.seconds, gap=scenario.gap, seed=scenario.seed, report=report
    )
    if answer.why:
        log.info("No plan is possible: %s", " ".join(answer.why))
        raise NoPlanPossible(impossible_said(order))
    return Computed(order, answer, count_plan(order, answer), origin)
