"""The figures of activities as a table to send."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from twiza.activities.counting_rule import training_rule
from twiza.activities.figures_page import Figure, Figures, MonthLine
from twiza.activities.files.tables import WHOLE
from twiza.activities.wording import PARENTS_RULE, hidden_said, trained_rule_said
from twiza.core.tallies import Span
from twiza.documents.table_files import TableColumn, TableFile
from twiza.documents.tables import Cell
from twiza.documents.workbooks import Note


def figures_table(figures: Figures, span: Span) -> TableFile:
    """Return contacts by month, in the language of the page, with what they rest on."""
    columns = [
        TableColumn("month", _("Month"), width=20),
        TableColumn("women", _("Women"), WHOLE),
        TableColumn("men", _("Men"), WHOLE),
        TableColumn("girls", _("Girls"), WHOLE),
        TableColumn("boys", _("Boys"), WHOLE),
        TableColumn("unknown", _("Not told apart"), WHOLE),
        TableColumn("contacts", _("Contacts"), WHOLE),
    ]
    rows = [row_of(line) for line in figures.months]
    period = f"{date_format(span.start, 'DATE_FORMAT')} – {date_format(span.end, 'DATE_FORMAT')}"
    notes = [
        Note(_("Period"), period),
        Note(_("Different mothers and fathers"), said(figures.parents)),
        Note(_("How it is counted"), str(PARENTS_RULE)),
        Note(_("Professionals trained"), said(figures.trained)),
        Note(_("How professionals are counted"), trained_rule_said(training_rule())),
        Note(_("Empty cells"), _("Not counted, or hidden because it is small.")),
    ]
    return TableFile(_("Contacts by month"), columns, rows, notes=notes)


def row_of(line: MonthLine) -> tuple[Cell, ...]:
    """Return a month as a row."""
    month = _("Whole period") if line.month is None else date_format(line.month, "YEAR_MONTH_FORMAT")
    return (month, *(figure.number for figure in line.figures))


def said(figure: Figure) -> str:
    """Return a figure in words of the page, or that it is hidden."""
    return hidden_said() if figure.is_hidden else str(figure.number)
