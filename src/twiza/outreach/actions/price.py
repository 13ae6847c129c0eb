"""Decisions about the price of equity of a plan: ask for it, compute it, keep it."""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass
from importlib.metadata import version

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor
from twiza.core.errors import DomainError
from twiza.jobs.actions import cancel_job, enqueue
from twiza.jobs.models import Job
from twiza.outreach.actions.plan import note
from twiza.outreach.counting import count_plan
from twiza.outreach.engine import Answer, Report, solve_problem
from twiza.outreach.equity_price import Areas, Favoured, favoured_by_equity, weighs_equity, without_equity
from twiza.outreach.models import EquityPrice, Plan
from twiza.outreach.order import Order
from twiza.outreach.queries.price import PRICE_EQUITY_JOB, price_of, pricing_of

TIME_SHARE = 0.5
"""Of the time that the plan itself was allowed."""

log = logging.getLogger(__name__)


class PriceKnown(DomainError):
    """The price of equity of this plan was computed already: a plan and what belongs to it never change."""


class NothingToPrice(DomainError):
    """The plan puts no need before another: there is nothing to compare it with."""


class NothingToStop(DomainError):
    """Nobody computes the price of equity of this plan now."""


class NoPriceFound(DomainError):
    """The engine finds no plan without equity, though the plan itself is one: a defect of ours."""


@dataclass(frozen=True, slots=True)
class ComputedPrice:
    """A price before it is kept: what the engine answered, and the best plan known without equity."""

    answer: Answer
    seconds_allowed: float
    need_met: float
    people_newly_reached: int
    km: float
    favoured: Favoured


def start_pricing(*, plan: Plan, actor: Actor, at: dt.datetime) -> Job:
    """
    Ask for the price of equity of a plan; while that is under way, it is the same work. Raises as `refuse_price`.

    The work is the plan's, not a person's: it shows on the plan's page, where whoever may change the plan stops it.
    """
    refuse_price(plan)
    return pricing_of(plan).first() or enqueue(
        kind=PRICE_EQUITY_JOB,
        arguments={"plan": str(plan.pk), "asked_by": actor.person_id},
        owner_id=None,
        organisation_id=plan.organisation_id,
        at=at,
    )


def stop_pricing(*, plan: Plan, actor: Actor, at: dt.datetime) -> None:
    """Stop the work that computes the price of equity of a plan. Raises NothingToStop."""
    under_way = list(pricing_of(plan))
    if not under_way:
        raise NothingToStop(_("What equity costs this plan is not being computed."))
    for job in under_way:
        cancel_job(job=job, at=at)
    note(actor, plan, "equity_pricing_stopped", at)


def compute_price(*, plan: Plan, report: Report) -> ComputedPrice:
    """Compute the best plan without equity, and keep nothing. Raises as `refuse_price`, and NoPriceFound."""
    refuse_price(plan)
    problem, asked = without_equity(plan.problem), plan.assumptions
    allowed = TIME_SHARE * asked["seconds"]
    answer = solve_problem(problem, seconds=allowed, gap=asked["gap"], seed=asked["seed"], report=report)
    if answer.why:
        log.error("No plan is possible without equity: %s", " ".join(answer.why))
        raise NoPriceFound(_("What equity costs this plan could not be computed."))
    if answer.content["value"] < plan.need_met:
        return _priced_by_itself(plan, answer, allowed)
    counts = count_plan(Order(problem, plan.snapshot, asked), answer)
    return ComputedPrice(
        answer=answer,
        seconds_allowed=allowed,
        need_met=answer.content["value"],
        people_newly_reached=counts.total.whole_people,
        km=answer.km,
        favoured=_favoured(plan, answer.content["areas"]),
    )


def _priced_by_itself(plan: Plan, answer: Answer, allowed: float) -> ComputedPrice:
    """Return the price when the plan itself meets more need than what was found: it is a plan without equity too."""
    return ComputedPrice(
        answer=answer,
        seconds_allowed=allowed,
        need_met=plan.need_met,
        people_newly_reached=plan.people_newly_reached,
        km=plan.km,
        favoured=_favoured(plan, plan.answer["areas"]),
    )


@transaction.atomic
def store_price(*, plan: Plan, computed: ComputedPrice, made_by_id: int, at: dt.datetime) -> EquityPrice:
    """Keep the price of equity of a plan, once: what was kept first stays."""
    content, favoured = computed.answer.content, computed.favoured
    price, is_new = EquityPrice.objects.get_or_create(
        plan=plan,
        defaults={
            "made_by_id": made_by_id,
            "made_at": at,
            "version": version("twiza"),
            "seed": plan.assumptions["seed"],
            "seconds_allowed": computed.seconds_allowed,
            "gap_asked": plan.assumptions["gap"],
            "answer": content,
            "seconds": content["seconds"],
            "need_met": computed.need_met,
            "bound": max(content["bound"], computed.need_met),
            "people_newly_reached": computed.people_newly_reached,
            "km": computed.km,
            "favoured_by": favoured.by,
            "favoured_communes": list(favoured.communes),
            "favoured_need": favoured.need,
            "favoured_met_with": favoured.met_with,
            "favoured_met_without": favoured.met_without,
        },
    )
    if is_new:
        note(Actor(person_id=made_by_id), plan, "equity_priced", at)
    return price


def refuse_price(plan: Plan) -> None:
    """Raise NothingToPrice or PriceKnown when there is no price to compute."""
    if not weighs_equity(plan.problem):
        raise NothingToPrice(_("Every need counts alike in this plan and there is no floor: equity costs it nothing."))
    if price_of(plan) is not None:
        raise PriceKnown(_("What equity costs this plan is computed already."))


def _favoured(plan: Plan, without: Areas) -> Favoured:
    return favoured_by_equity(plan.problem, with_equity=plan.answer["areas"], without=without)
