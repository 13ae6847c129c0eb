"""The lines of a version written once more into the next one, under the same keys."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model

from twiza.care_supply.models import Gap, PlannedAction, PlanVersion
from twiza.core.ids import new_id

LineModel = TypeVar("LineModel", bound=Model)


def copy_lines(base: PlanVersion, made: PlanVersion) -> None:
    """Copy the gaps and the actions that stand in a version into another one, and which actions answer which gaps."""
    gaps = {gap.key: copied(gap, made) for gap in base.gaps.filter(removed_at=None).order_by("position", "id")}
    Gap.objects.bulk_create(gaps.values())
    known = list(base.actions.filter(removed_at=None).prefetch_related("gaps").order_by("position", "id"))
    answered = {action.key: [gap.key for gap in action.gaps.all()] for action in known}
    actions = [copied(action, made) for action in known]
    PlannedAction.objects.bulk_create(actions)
    for action in actions:
        action.gaps.set([gaps[key] for key in answered[action.key] if key in gaps])


def copied(line: LineModel, made: PlanVersion) -> LineModel:
    """Return a line of another version as a line of this one, not stored yet."""
    values = {field.attname: getattr(line, field.attname) for field in line._meta.concrete_fields}
    return type(line)(**values | {"id": new_id(), "version_id": made.pk, "revision": 1})
