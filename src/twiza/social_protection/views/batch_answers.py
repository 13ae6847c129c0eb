"""Answers of an office to a list: typed, brought back as a file, and followed by the files."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.answering import is_kept
from twiza.documents.guard import Kind, guard_upload
from twiza.documents.reading import read_table
from twiza.social_protection.actions.batch_answers import AnswerTerms, LineRefused, answer_batch, follow_answers
from twiza.social_protection.answers_file import AnswersRead, read_answers
from twiza.social_protection.batch_forms import AnswersFileForm, AnswersForm
from twiza.social_protection.batch_page import answers_form, follow_form
from twiza.social_protection.models import BatchAnswer, BatchLine
from twiza.social_protection.queries.batches import lines_of, step_of_batch, ways_from
from twiza.social_protection.rules import FOLLOW_RIGHTS
from twiza.social_protection.views.batches import STATUS_REFUSED, batch_for, batch_shown

KINDS = (Kind.XLSX, Kind.CSV)
MAX_BYTES = 2_000_000


@policy(FOLLOW_RIGHTS)
@require_POST
def batch_answer(request: Request, batch_id: uuid.UUID) -> HttpResponse:
    """Keep what was typed of the answers."""
    batch = batch_for(request, batch_id)
    lines = lines_of(batch, request.actor)
    form = answers_form(lines, {}, request.POST)
    results: list[tuple[list[BatchLine], list[LineRefused]]] = []
    if not is_kept(
        form,
        lambda: results.append(answer_batch(batch=batch, answers=typed(form), actor=request.actor, at=timezone.now())),
    ):
        return batch_shown(request, batch, status=STATUS_REFUSED, form=form)
    kept, refused = results[0]
    say_kept(request, len(kept))
    if refused:
        return batch_shown(request, batch_for(request, batch_id), status=STATUS_REFUSED, form=form, refused=refused)
    return redirect("rights_batch", batch.pk)


def typed(form: AnswersForm) -> list[AnswerTerms]:
    """Return the answers of a form, of the lines that have one; what is kept already keeps its day."""
    given = form.cleaned_data
    said = [(line, given[f"answer_{line.number}"], given[f"reason_{line.number}"]) for line in form.lines]
    return [
        AnswerTerms(line.number, answer, given["answered_on"], reason)
        for line, answer, reason in said
        if answer and (answer, reason) != (line.answer, line.reason)
    ]


def say_kept(request: Request, count: int) -> None:
    """Say how many answers are kept."""
    said = ngettext("%(count)s answer is kept.", "%(count)s answers are kept.", count)
    messages.success(request, said % {"count": count})


@policy(FOLLOW_RIGHTS)
@require_POST
def batch_file(request: Request, batch_id: uuid.UUID) -> HttpResponse:
    """Keep the answers of a list that came back as a file; what cannot be kept is said row by row."""
    batch = batch_for(request, batch_id)
    form = AnswersFileForm(request.POST, request.FILES, auto_id="file_%s")
    codes = {one.number: one.enrolment.household.code for one in lines_of(batch, request.actor)}
    results: list[tuple[AnswersRead, list[BatchLine], list[LineRefused]]] = []

    def keep() -> None:
        table = read_table(guard_upload(form.cleaned_data["file"], kinds=KINDS, max_bytes=MAX_BYTES))
        read = read_answers(table, codes, timezone.localdate())
        kept = answer_batch(batch=batch, answers=read.answers, actor=request.actor, at=timezone.now())
        results.append((read, *kept))

    if not is_kept(form, keep):
        return batch_shown(request, batch, status=STATUS_REFUSED, file_form=form)
    read, kept, refused = results[0]
    say_kept(request, len(kept))
    problems = read.problems.in_order()
    if problems or refused:
        shown = {"problems": problems, "refused": refused}
        return batch_shown(request, batch_for(request, batch_id), status=STATUS_REFUSED, **shown)
    return redirect("rights_batch", batch.pk)


@policy(FOLLOW_RIGHTS)
@require_POST
def batch_follow(request: Request, batch_id: uuid.UUID) -> HttpResponse:
    """Let the files of a list follow what was answered to them."""
    batch = batch_for(request, batch_id)
    form = follow_form(ways_from(step_of_batch(batch)), request.POST)
    if not form.is_valid():
        return batch_shown(request, batch, status=STATUS_REFUSED, follow_form=form)
    steps = {str(BatchAnswer.YES): form.cleaned_data["yes"], str(BatchAnswer.NO): form.cleaned_data["no"]}
    moved, refused = follow_answers(batch=batch, steps=steps, actor=request.actor, at=timezone.now())
    said = ngettext("%(count)s file went on.", "%(count)s files went on.", len(moved))
    messages.success(request, said % {"count": len(moved)})
    if refused:
        return batch_shown(request, batch, status=STATUS_REFUSED, refused=refused)
    return redirect("rights_batch", batch.pk)
