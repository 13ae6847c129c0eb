"""What the page of a list shows: its lines, what may be answered, and where its files may go on to."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import get_language

from twiza.accounts.decisions import Actor
from twiza.core.names import name_in
from twiza.procedures.models import Move
from twiza.social_protection.batch_forms import AnswersFileForm, AnswersForm, FollowForm
from twiza.social_protection.models import Batch, BatchLine
from twiza.social_protection.queries.batches import lines_of, step_of_batch, ways_from


def batch_context(batch: Batch, actor: Actor, *, today: dt.date) -> dict[str, object]:
    """Return what the page shows of a list that the actor may see."""
    lines, step = lines_of(batch, actor), step_of_batch(batch)
    to_follow = [one for one in lines if is_to_follow(one, batch)]
    return {
        "batch": batch,
        "step": step,
        "lines": lines,
        "hidden": batch.files - len(lines),  # type: ignore[attr-defined]  # counted by `batches_of`
        "answered": sum(bool(one.answer) for one in lines),
        "form": answers_form(lines, {"answered_on": today}),
        "file_form": AnswersFileForm(auto_id="file_%s"),
        "to_follow": to_follow,
        "follow_form": follow_form(ways_from(step)),
    }


def is_to_follow(line: BatchLine, batch: Batch) -> bool:
    """Return whether a line is answered and its file is still where it was sent from."""
    file = line.enrolment.file
    return bool(line.answer) and file.step.code == batch.step and file.closed_at is None


def answers_form(lines: list[BatchLine], initial: dict[str, object], given: object = None) -> AnswersForm:
    """Return the form of the answers of some lines."""
    form = AnswersForm(given, initial=initial)  # type: ignore[arg-type]
    form.offer(lines)
    return form


def follow_form(ways: list[Move], given: object = None) -> FollowForm:
    """Return the form that says where files go on to: by what needs no reason for yes, by what needs one for no."""
    language = get_language() or "fr"
    on, refused = (
        [(one.to_step.code, name_in(one.to_step.names, language)) for one in ways if one.needs_reason is needed]
        for needed in (False, True)
    )
    form = FollowForm(given, auto_id="follow_%s")  # type: ignore[arg-type]
    form.offer(on, refused)
    return form
