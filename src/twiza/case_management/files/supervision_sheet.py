"""The sheet of one supervision on paper: boxes to tick before it is held, ticked as it was written after."""

from __future__ import annotations

from twiza.case_management.models import Seen, Supervision, SupervisionRecord
from twiza.case_management.supervision_checklist import items_of
from twiza.case_management.supervision_page import is_proposal
from twiza.core.names import name_in
from twiza.core.queries import is_demonstration
from twiza.documents.pdf import render_pdf
from twiza.rulesets.models import RulesetVersion


def supervision_sheet(
    supervision: Supervision, record: SupervisionRecord | None, checklist: RulesetVersion | None, *, language: str
) -> bytes:
    """Return the PDF of a supervision, in a language; `record` is None before it is held."""
    day = supervision.held_on or supervision.planned_on
    marks = {one.item: one.seen for one in record.marks.all()} if record else {}
    context = {
        "supervision": supervision,
        "record": record,
        "day": day,
        "choices": Seen.choices,
        "lines": [(name_in(one.names, language), marks.get(one.code)) for one in items_of(checklist)],
        "is_proposal": day is not None and is_proposal(checklist, day),
        "organisation": name_in(supervision.organisation.names, language),
        "is_demonstration": is_demonstration(),
    }
    return render_pdf("case_management/supervision_sheet.html", context, language=language)
