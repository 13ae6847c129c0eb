"""Decisions about one visit of a plan: move it, take it out, add one. Each makes a plan beside its start."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor
from twiza.core.errors import DomainError, InputError
from twiza.outreach.actions.plan import Computed, note, store_plan
from twiza.outreach.broken_said import broken_said
from twiza.outreach.counting import count_plan
from twiza.outreach.engine import Broken, judge_routes
from twiza.outreach.models import Plan, PlanOrigin
from twiza.outreach.moving import Route, Slot, laid_out, locks_left, routes_with, routes_without
from twiza.outreach.order import Order
from twiza.outreach.queries.successors import latest_successor
from twiza.outreach.wording import plan_said


class MoveBreaksRules(InputError):
    """What was asked breaks rules of the plan: the sentences say which, by team, day and stop."""


class NothingMoved(InputError):
    """The visit is there already."""


class MovedMeanwhile(DomainError):
    """Somebody else made a plan from the same one while this form was open."""

    def __init__(self, sentence: str, successor: Plan) -> None:
        super().__init__(sentence)
        self.successor = successor


def move_visit(*, plan: Plan, source: Slot, to: Slot, seen: uuid.UUID | None, actor: Actor, at: dt.datetime) -> Plan:
    """
    Make a plan in which a visit is at another slot; `seen` is the last plan made from this one that she knew of.

    Raises NothingMoved, MoveBreaksRules, MovedMeanwhile.
    """
    stop = stop_at(plan, source)
    routes = routes_with(routes_without(plan.answer["routes"], source), stop, to)
    return store_moved(plan=plan, routes=routes, seen=seen, actor=actor, at=at)


def remove_visit(*, plan: Plan, source: Slot, seen: uuid.UUID | None, actor: Actor, at: dt.datetime) -> Plan:
    """Make a plan without a visit. Raises MoveBreaksRules, MovedMeanwhile."""
    routes = routes_without(plan.answer["routes"], source)
    return store_moved(plan=plan, routes=routes, seen=seen, actor=actor, at=at)


def add_visit(*, plan: Plan, stop: str, to: Slot, seen: uuid.UUID | None, actor: Actor, at: dt.datetime) -> Plan:
    """Make a plan with a visit more. Raises MoveBreaksRules, MovedMeanwhile."""
    routes = routes_with(plan.answer["routes"], stop, to)
    return store_moved(plan=plan, routes=routes, seen=seen, actor=actor, at=at)


def store_moved(*, plan: Plan, routes: Sequence[Route], seen: uuid.UUID | None, actor: Actor, at: dt.datetime) -> Plan:
    """Check routes like any plan's, and keep them as a plan. Raises NothingMoved, MoveBreaksRules, MovedMeanwhile."""
    problem = {**plan.problem, "previous": None, "change_price": 0.0}
    laid = laid_out(problem, routes)
    if laid == laid_out(problem, plan.answer["routes"]):
        raise NothingMoved(_("The visit is there already: choose another team, day or place in the order."))
    problem["locks"] = locks_left(problem, laid)
    judged = judge_routes(problem, laid, bound=bound_for(plan, problem), gap=plan.assumptions["gap"])
    if judged.answer is None:
        raise MoveBreaksRules(breaks_said(judged.broken, plan))
    order = Order(problem, plan.snapshot, plan.assumptions)
    computed = Computed(order, judged.answer, count_plan(order, judged.answer), PlanOrigin.MOVED)
    with transaction.atomic():
        refuse_unseen(plan, seen)
        return store_plan(
            scenario=plan.scenario,
            computed=computed,
            based_on=plan,
            made_by_id=actor.person_id or plan.made_by_id,
            job_id=None,
            at=at,
        )


@transaction.atomic
def take_back_move(*, plan: Plan, actor: Actor, at: dt.datetime) -> Plan:
    """Take away a plan that a move made, and return the one it started from; it can be brought back."""
    if plan.origin not in {PlanOrigin.MOVED, PlanOrigin.ADAPTED} or plan.based_on is None:
        raise NothingMoved(_("This plan was not made from another one by hand: there is nothing to take back."))
    plan.deleted_at = at
    plan.save(update_fields=["deleted_at"])
    note(actor, plan, "taken_back", at)
    return plan.based_on


def stop_at(plan: Plan, slot: Slot) -> str:
    """Return the stop that a plan visits at a slot. Raises NothingMoved."""
    for route in plan.answer["routes"]:
        if (route["team"], route["day"]) == (slot.team, slot.day) and slot.rank < len(route["stops"]):
            return str(route["stops"][slot.rank])
    raise NothingMoved(_("This visit is not in the plan."))


def bound_for(plan: Plan, problem: dict[str, Any]) -> float | None:
    """
    Return the bound of the plan where it holds for every plan of the same problem; None where it may not.

    Under a floor or a price of change it holds for some plans only; without a lock there are more plans than before.
    """
    is_for_all = plan.problem["area_floor"] is None and not plan.problem["change_price"]
    return plan.bound if is_for_all and problem["locks"] == plan.problem["locks"] else None


def breaks_said(broken: Sequence[Broken], plan: Plan) -> str:
    """Return what would break, in the reader's language."""
    language = get_language() or "fr"
    sentences = [broken_said(one, plan.snapshot, language) for one in broken]
    begin = ngettext(
        "Nothing is changed, this would break a rule:", "Nothing is changed, this would break rules:", len(sentences)
    )
    return " ".join([begin, *dict.fromkeys(sentences)])


def refuse_unseen(plan: Plan, seen: uuid.UUID | None) -> None:
    """Raise MovedMeanwhile when a plan was made from this one since its page was shown."""
    # Two who move at once wait here for each other: the second sees what the first made.
    Plan.objects.select_for_update(of=("self",), no_key=True).get(pk=plan.pk)
    successor = latest_successor(plan)
    if successor is not None and successor.pk != seen:
        sentence = _(
            "%(person)s changed this plan meanwhile, and made %(plan)s. Yours is not lost: make it on that plan, or "
            "beside it from this one."
        )
        known = {"person": successor.made_by.name, "plan": plan_said(successor, get_language() or "fr")}
        raise MovedMeanwhile(sentence % known, successor)
