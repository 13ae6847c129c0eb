"""Decisions about the lines of a version: add one, change it, take it out, bring it back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor
from twiza.care_supply.actions.changing import (
    NoSuchPlan,
    note_plan,
    refuse_other_revision,
    version_to_change,
)
from twiza.care_supply.models import Gap, MeasuredBy, PlannedAction, PlanVersion
from twiza.care_supply.queries.lines import Line

MOST_LINES = 500
CODES = {Gap: "gap", PlannedAction: "action"}


@transaction.atomic
def add_line(*, line: Line, answers: Collection[Gap] = (), actor: Actor, at: dt.datetime) -> Line:
    """
    Add a gap or an action to its version, after those there are, once under one id; `answers` are an action's gaps.

    Raises NoSuchPlan and what `changing` raises.
    """
    if known := type(line)._default_manager.filter(pk=line.pk, version=line.version_id).first():
        return known
    version = version_to_change(line.version, actor)
    refuse_impossible(version, line)
    lines = type(line)._default_manager.filter(version=version)
    if lines.count() >= MOST_LINES:
        raise NoSuchPlan(_("A version has at most %(most)d lines of one sort.") % {"most": MOST_LINES})
    line.position = (lines.aggregate(last=Max("position"))["last"] or 0) + 1
    line.save()
    set_answers(line, answers)
    note_plan(actor, version.plan, f"{CODES[type(line)]}_added", at)
    return line


@transaction.atomic
def change_line(
    *, line: Line, answers: Collection[Gap] = (), seen_revision: int, actor: Actor, at: dt.datetime
) -> Line:
    """Keep a line as it is now, unless somebody else changed it. Raises NoSuchPlan, ChangedMeanwhile."""
    version = version_to_change(line.version, actor)
    kept = type(line)._default_manager.get(pk=line.pk)
    refuse_other_revision(seen_revision, kept.revision)
    refuse_impossible(version, line)
    line.revision = kept.revision + 1
    line.save()
    set_answers(line, answers)
    note_plan(actor, version.plan, f"{CODES[type(line)]}_changed", at)
    return line


@transaction.atomic
def remove_line(*, line: Line, actor: Actor, at: dt.datetime) -> Line:
    """Take a line out; it is kept and can be brought back."""
    version = version_to_change(line.version, actor)
    if line.removed_at is None:
        line.removed_at = at
        line.save(update_fields=["removed_at"])
        note_plan(actor, version.plan, f"{CODES[type(line)]}_removed", at)
    return line


@transaction.atomic
def bring_back_line(*, line: Line, actor: Actor, at: dt.datetime) -> Line:
    """Bring a line back that was taken out."""
    version = version_to_change(line.version, actor)
    if line.removed_at is not None:
        line.removed_at = None
        line.save(update_fields=["removed_at"])
        note_plan(actor, version.plan, f"{CODES[type(line)]}_brought_back", at)
    return line


def set_answers(line: Line, answers: Collection[Gap]) -> None:
    """Say which gaps an action answers; those of another version are no gaps of it. Raises NoSuchPlan."""
    if not isinstance(line, PlannedAction):
        return
    if any(gap.version_id != line.version_id for gap in answers):
        raise NoSuchPlan(_("Choose gaps of this version."))
    line.gaps.set(answers)


def refuse_impossible(version: PlanVersion, line: Line) -> None:
    """Raise NoSuchPlan for what cannot be a line of a version."""
    path = f"{version.plan.area.path}/"
    if line.commune is not None and not f"{line.commune.path}/".startswith(path):
        raise NoSuchPlan(_("Choose a commune of the area of this plan."))
    if isinstance(line, Gap):
        refuse_impossible_gap(line)
    else:
        refuse_impossible_action(line)


def refuse_impossible_gap(gap: Gap) -> None:
    """Raise NoSuchPlan for a figure that says no source, or is below nought."""
    if gap.measured_by == MeasuredBy.STATED and not gap.source.strip():
        raise NoSuchPlan(_("Say where this figure comes from: who counted, where, when."))
    if gap.figure is not None and gap.figure < 0:
        raise NoSuchPlan(_("A figure is not below nought: leave it empty when it is not known."))


def refuse_impossible_action(action: PlannedAction) -> None:
    """Raise NoSuchPlan for an action that ends before it begins, owned by nobody, or paid below nought."""
    if action.due_on < action.starts_on:
        raise NoSuchPlan(_("This is due before it begins: correct one of the days."))
    if not (action.owner_organisation_id or action.owner_id or action.owner_words.strip()):
        raise NoSuchPlan(_("Say who sees to this action: an organisation, a person, or words."))
    if action.amount is not None and action.amount < 0:
        raise NoSuchPlan(_("An amount is not below nought: leave it empty when it is not set."))
