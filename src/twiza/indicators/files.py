"""Indicators as tables to send."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from twiza.core.names import name_in
from twiza.documents.table_files import TableColumn, TableFile
from twiza.documents.tables import Cell
from twiza.documents.workbooks import Note
from twiza.indicators.published_page import PublishedLine
from twiza.indicators.queries.figures import Figure
from twiza.indicators.queries.records import Record
from twiza.indicators.scope import Scope
from twiza.indicators.targets_page import TargetLine, months_shown

NUMBER_FORMAT = "#,##0.00"


def figures_table(figures: Sequence[Figure], scope: Scope, language: str, notes: Sequence[str]) -> TableFile:
    """Return every indicator of a scope, a line each."""
    return TableFile(
        title=_("Indicators"),
        columns=[
            TableColumn("code", _("Code")),
            TableColumn("name", _("Indicator"), width=48),
            *number_columns(),
            TableColumn("computed", _("How it is computed"), width=64),
        ],
        rows=[figure_cells(figure, language) for figure in figures],
        notes=notes_of(scope, language, notes),
    )


def parts_table(
    figure: Figure, records: Mapping[Any, Record], scope: Scope, language: str, notes: Sequence[str]
) -> TableFile:
    """Return the records that a figure is made of, a line each, those the actor may see."""
    rows: list[Sequence[Cell]] = [
        [records[part.key].label, part.numerator, part.denominator]
        for part in figure.shown.parts
        if part.key in records
    ]
    columns = [TableColumn("record", _("Record"), width=40), *number_columns()[1:]]
    title = name_in(figure.definition.names, language)
    said = [*notes, str(figure.computation.said)]
    return TableFile(title=title, columns=columns, rows=rows, notes=notes_of(scope, language, said))


def targets_table(lines: Sequence[TargetLine], scope: Scope, language: str) -> TableFile:
    """Return how far each target is reached, a line each, with what each month added."""
    months = months_shown(scope.end)
    return TableFile(
        title=_("Targets"),
        columns=[
            TableColumn("name", _("Target"), width=48),
            TableColumn("goal", _("To reach"), NUMBER_FORMAT),
            TableColumn("reached", _("Reached"), NUMBER_FORMAT),
            TableColumn("share", _("Share (%)"), NUMBER_FORMAT),
            TableColumn("in_month", _("In the month"), NUMBER_FORMAT),
            TableColumn("today", _("On the last day"), NUMBER_FORMAT),
            *(TableColumn(f"{month:%Y-%m}", date_format(month, "F Y"), NUMBER_FORMAT) for month in months),
        ],
        rows=[target_cells(line, scope, language) for line in lines],
        notes=notes_of(scope, language, [str(line.said) for line in lines if line.said]),
    )


def target_cells(line: TargetLine, scope: Scope, language: str) -> list[Cell]:
    """Return one target; what is hidden or not known is an empty cell."""
    name = name_in(line.target.names, language)
    numbers = {bar.month: bar.number for bar in line.months}
    months = [numbers.get(month) for month in months_shown(scope.end)]
    return [name, line.target.goal, line.ever, line.share, line.in_month, line.today, *months]


def published_table(lines: Sequence[PublishedLine], language: str) -> TableFile:
    """Return published figures, a line each."""
    return TableFile(
        title=_("Published figures"),
        columns=[
            TableColumn("name", _("Indicator"), width=48),
            TableColumn("area", _("Area"), width=24),
            TableColumn("start", pgettext("period", "From")),
            TableColumn("end", pgettext("period", "To")),
            *number_columns(),
            TableColumn("version", _("Version of the definition")),
            TableColumn("published", _("Published on")),
        ],
        rows=[published_cells(line, language) for line in lines],
        notes=[],
    )


def published_cells(line: PublishedLine, language: str) -> list[Cell]:
    """Return one published figure; what is hidden or not defined is an empty cell."""
    kept = line.kept
    names = [name_in(line.definition.names, language), name_in(kept.area.names, language)]
    published_on = kept.published_at.date() if kept.published_at else None
    numbers = [kept.value, kept.numerator, kept.denominator]
    return [*names, kept.start, kept.end, *numbers, kept.ruleset_version.version, published_on]


def number_columns() -> list[TableColumn]:
    """Return the columns of a figure and what it is made of."""
    return [
        TableColumn("value", pgettext("indicator", "Figure"), NUMBER_FORMAT),
        TableColumn("numerator", _("Counted"), NUMBER_FORMAT),
        TableColumn("denominator", _("Out of"), NUMBER_FORMAT),
    ]


def figure_cells(figure: Figure, language: str) -> list[Cell]:
    """Return one indicator; what is hidden or not defined is an empty cell."""
    said = figure.shown
    name = name_in(figure.definition.names, language)
    return [figure.definition.code, name, said.value, said.numerator, said.denominator, str(figure.computation.said)]


def notes_of(scope: Scope, language: str, sentences: Sequence[str]) -> list[Note]:
    """Return of where and when the figures are, and what they rest on."""
    dates = {"start": date_format(scope.start, "DATE_FORMAT"), "end": date_format(scope.end, "DATE_FORMAT")}
    period = _("From %(start)s to %(end)s") % dates
    about = [Note(_("Area"), name_in(scope.area.names, language)), Note(_("Period"), period)]
    return [*about, *(Note(_("Assumption"), sentence) for sentence in sentences)]
