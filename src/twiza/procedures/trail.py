"""The way of a file: where it was and for how long, where it is, and the usual way on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from twiza.procedures.due import days_late, due_date
from twiza.procedures.models import File, Move, Passage, Step

DONE, NOW, TO_COME = "done", "now", "to_come"


@dataclass(frozen=True, slots=True)
class Stay:
    """One stay of a file at a step: over, now, or to come. Days are None for what has not begun."""

    step: Step
    state: str
    entered_on: dt.date | None = None
    left_on: dt.date | None = None
    days: int | None = None
    due_on: dt.date | None = None
    days_late: int = 0
    is_end: bool = False


def stays_of(file: File, passages: Sequence[Passage], ahead: Sequence[Step], on: dt.date) -> list[Stay]:
    """Return the stays of a file in the order of time; `passages` are those that count, oldest first."""
    return [*stays_over(passages), stay_now(file, on), *(stay_to_come(step, file) for step in ahead)]


def stays_over(passages: Sequence[Passage]) -> Iterator[Stay]:
    """Yield the stays that are over."""
    for passage in passages:
        if passage.from_step is None:
            continue
        late = (passage.happened_on - passage.due_on).days if passage.due_on else 0
        yield Stay(
            step=passage.from_step,
            state=DONE,
            entered_on=passage.entered_on,
            left_on=passage.happened_on,
            days=passage.days_spent,
            due_on=passage.due_on,
            days_late=max(0, late),
        )


def stay_now(file: File, on: dt.date) -> Stay:
    """Return where a file is; at an end no day is counted any more."""
    is_end = file.closed_at is not None
    return Stay(
        step=file.step,
        state=DONE if is_end else NOW,
        entered_on=file.entered_on,
        days=None if is_end else max(0, (on - file.entered_on).days),
        due_on=file.due_on,
        days_late=days_late(file, on),
        is_end=is_end,
    )


def stay_to_come(step: Step, file: File) -> Stay:
    """Return a step ahead, with its due date where the date of the file already says it."""
    counts_from_anchor = step.due_from_anchor is not None and file.anchor_on is not None
    due_on = due_date(step, entered_on=file.entered_on, anchor_on=file.anchor_on) if counts_from_anchor else None
    return Stay(step=step, state=TO_COME, due_on=due_on)


def usual_way(steps: Sequence[Step], moves: Sequence[Move], start_id: int) -> list[Step]:
    """Return the steps from one to an end, by the first move of each that asks for no reason; never one twice."""
    by_id = {step.pk: step for step in steps}
    onward: dict[int, int] = {}
    for move in sorted(moves, key=lambda one: one.position):
        if not move.needs_reason:
            onward.setdefault(move.from_step_id, move.to_step_id)
    way: list[Step] = []
    here = start_id
    while not by_id[here].is_end and (here := onward.get(here, 0)) and here != start_id and by_id[here] not in way:
        way.append(by_id[here])
    return way
