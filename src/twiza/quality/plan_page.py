"""What is shown of an action plan: each action, how far it is, and the mark of its item before and after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from twiza.core.names import name_in
from twiza.procedures.due import days_late
from twiza.quality.grid import grid_of
from twiza.quality.models import DONE, PlannedAction, QualityRound
from twiza.quality.queries import actions_of, assessors_of, marks_of, next_round
from twiza.quality.round_page import in_marks
from twiza.quality.scores import means_of


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action as shown; `after` is the mark of its item in the round after, a dash while there is none."""

    action: PlannedAction
    item: str
    state: str
    is_done: bool
    days_late: int
    before: str | None
    after: str | None


def plan_shown(round: QualityRound, today: dt.date) -> dict[str, Sequence[ActionLine]]:
    """Return the plan of a round, and that of the round before it, whose items are marked again in this one."""
    now = marks_by_all(round)
    before = round.follows
    return {
        "plan": action_lines(round, now, marks_by_all(next_round(round)), today),
        "plan_before": action_lines(before, marks_by_all(before), now, today) if before else [],
    }


def marks_by_all(round: QualityRound | None) -> Mapping[str, float]:
    """Return the mean mark of each item, by all who assessed; none without a round."""
    return means_of(marks_of(assessors_of(round))) if round else {}


def action_lines(
    round: QualityRound, before: Mapping[str, float], after: Mapping[str, float], today: dt.date
) -> list[ActionLine]:
    """Return the actions of a round, the first due first."""
    language = get_language() or "fr"
    names = {item.code: name_in(item.names, language) for item in grid_of(round.version.content).items}
    return [
        ActionLine(
            action=one,
            item=f"{one.item} · {names.get(one.item, '')}",
            state=name_in(one.file.step.names, language),
            is_done=one.file.step.code == DONE,
            days_late=days_late(one.file, today),
            before=in_marks(before.get(one.item)),
            after=in_marks(after.get(one.item)),
        )
        for one in actions_of(round)
    ]
