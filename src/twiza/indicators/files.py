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
from twiza.indicators.queries.figures import Figure
from twiza.indicators.queries.records import Record
from twiza.indicators.scope import Scope

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
        [name_in(records[part.key].names, language), part.numerator, part.denominator]
        for part in figure.shown.parts
        if part.key in records
    ]
    columns = [TableColumn("record", _("Record"), width=40), *number_columns()[1:]]
    title = name_in(figure.definition.names, language)
    said = [*notes, str(figure.computation.said)]
    return TableFile(title=title, columns=columns, rows=rows, notes=notes_of(scope, language, said))


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
