"""Decisions about what people say of what became of an action."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor
from twiza.care_supply.actions.changing import NoSuchPlan, note_plan, person_of, plan_to_change
from twiza.care_supply.models import ActionComment, CareSupplyPlan, PlannedAction

MOST_CHARACTERS = 2_000


@transaction.atomic
def comment_on_action(
    *, plan: CareSupplyPlan, action: PlannedAction, year: int, text: str, actor: Actor, at: dt.datetime, id: uuid.UUID
) -> ActionComment:
    """Say something of what became of an action in a year, once under one id. Raises NoSuchPlan, PlanNotYours."""
    held = plan_to_change(plan, actor)
    if known := held.comments.filter(pk=id).first():
        return known
    if not text.strip():
        raise NoSuchPlan(_("Write something: this comment is empty."))
    if not action.version.first_year <= year <= action.version.last_year:
        raise NoSuchPlan(_("Choose a year of the plan."))
    said = ActionComment.objects.create(
        id=id,
        plan=held,
        action_key=action.key,
        year=year,
        text=text.strip()[:MOST_CHARACTERS],
        person_id=person_of(actor),
        at=at,
    )
    note_plan(actor, held, "action_commented", at)
    return said


@transaction.atomic
def remove_comment(*, comment: ActionComment, actor: Actor, at: dt.datetime) -> ActionComment:
    """Take a comment off the page, or put it back."""
    plan = plan_to_change(comment.plan, actor)
    comment.removed_at = None if comment.removed_at else at
    comment.save(update_fields=["removed_at"])
    note_plan(actor, plan, "comment_removed" if comment.removed_at else "comment_brought_back", at)
    return comment
