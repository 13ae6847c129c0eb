"""A list for an office: on paper to be stamped, as a workbook to be filled in and sent back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from twiza.core.names import name_in
from twiza.core.queries import is_demonstration
from twiza.documents.pdf import carried, render_pdf
from twiza.documents.table_files import TableColumn, TableFile
from twiza.documents.tables import Cell
from twiza.documents.workbooks import Note
from twiza.procedures.models import Step
from twiza.social_protection.answers_file import TITLES
from twiza.social_protection.models import Batch, BatchLine

STYLE = Path(__file__).with_name("batch_list.css")
DATE, WHOLE = "yyyy-mm-dd", "#,##0"


def batch_pdf(batch: Batch, lines: Sequence[BatchLine], step: Step | None, *, language: str) -> bytes:
    """Return the PDF of a list, in a language."""
    with override(language):
        context = {
            "batch": batch,
            "lines": lines,
            "step": step,
            "style": carried(STYLE),
            "is_demonstration": is_demonstration(),
        }
        return render_pdf("social_protection/batch_paper.html", context, language=language)


def batch_table(batch: Batch, lines: Sequence[BatchLine], *, language: str) -> TableFile:
    """Return a list as a table whose last columns the office fills in."""
    columns = [
        TableColumn("number", str(TITLES["number"]), WHOLE, width=8),
        TableColumn("household", str(TITLES["household"])),
        TableColumn("applicant", _("Who asks"), width=32),
        TableColumn("people", pgettext("of a file of rights", "People"), WHOLE, width=10),
        TableColumn("place", _("Place"), width=24),
        TableColumn("answer", str(TITLES["answer"]), width=14),
        TableColumn("answered_on", str(TITLES["answered_on"]), DATE),
        TableColumn("reason", str(TITLES["reason"]), width=40),
    ]
    notes = [
        Note(_("List"), str(batch.number)),
        Note(_("Scheme"), name_in(batch.scheme.names, language)),
        Note(_("Made on"), date_format(batch.made_on)),
        Note(_("How to answer"), _("Write yes or no, the day and, for no, the reason; send the file back.")),
    ]
    rows = [row_of(one, language) for one in lines]
    return TableFile(title=_("List for an office"), columns=columns, rows=rows, notes=notes)


def row_of(line: BatchLine, language: str) -> tuple[Cell, ...]:
    """Return one line as a row."""
    household = line.enrolment.household
    return (
        line.number,
        household.code,
        line.enrolment.applicant.name,
        line.people,  # type: ignore[attr-defined]  # annotated by `lines_of`
        name_in(household.place.names, language),
        str(line.get_answer_display()) or None,
        line.answered_on,
        line.reason or None,
    )
