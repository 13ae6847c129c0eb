"""What everybody may read of a plan: the lines marked public of its published version, small numbers hidden."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from twiza.care_supply.follow_up_page import FollowedAction, followed_among
from twiza.care_supply.models import CareSupplyPlan, PlanVersion
from twiza.care_supply.plan_page import ActionRow, actions_shown, gap_rows
from twiza.care_supply.queries.lines import actions_of, gaps_of, measures_of
from twiza.care_supply.queries.plans import standing_parties, versions_of
from twiza.care_supply.steps import PUBLISHED
from twiza.care_supply.wording import gap_said, public_owner_said, public_source_said


def published_version(plan: CareSupplyPlan) -> PlanVersion | None:
    """Return the version that everybody reads."""
    return next((one for one in versions_of(plan) if one.file.step.code == PUBLISHED), None)


def public_page_of(plan: CareSupplyPlan, version: PlanVersion, today: dt.date) -> dict[str, Any]:
    """
    Return what the public page shows: no person, no party that is not public, no gap that is not.

    Sums and the timetable are those of the actions that are shown.
    """
    gaps = [gap for gap in gaps_of(version) if gap.is_public]
    actions = [action for action in actions_of(version) if action.is_public]
    shown = actions_shown(actions, version)
    standing = {row.action.pk: row for row in followed_among(plan, version, actions, today)}
    return {
        "plan": plan,
        "version": version,
        "today": today,
        "purpose": version.purpose if version.purpose_is_public else "",
        "parties": [one for one in standing_parties(plan) if one.is_public],
        "gap_rows": [
            replace(row, source=public_source_said(row.gap))
            for row in gap_rows(gaps, actions, list(measures_of(plan)))
        ],
        **shown,
        "action_rows": [public_row(row) for row in shown["action_rows"]],
        "standings": standing,
        "followed": with_public_owners(list(standing.values())),
    }


def public_row(row: ActionRow) -> ActionRow:
    """Return an action without its person and without the gaps that are not shown."""
    answers = [gap_said(gap) for gap in row.action.answers if gap.is_public]  # type: ignore[attr-defined]
    return replace(row, owner=public_owner_said(row.action), answers=answers)


def with_public_owners(rows: Sequence[FollowedAction]) -> list[FollowedAction]:
    """Return actions that name no person."""
    return [replace(row, owner=row.public_owner) for row in rows]
